"""signatures looked at once more, time-stamps, what responders said; a request that is recalled is a draft again"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER applications_kept_by_arrived_at BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document ON applications WHEN OLD.arrived_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of applications says is not changed once arrived_at is set'); END",
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF registration_number ON applications WHEN OLD.registration_number IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of applications says is not changed once registration_number is set'); END",
    "CREATE TRIGGER applications_arrived_at_emptied BEFORE UPDATE OF arrived_at ON applications WHEN NEW.arrived_at <> OLD.arrived_at BEGIN SELECT RAISE(ABORT, 'arrived_at of applications is only emptied once it is set'); END",
    "CREATE TRIGGER applications_provider_id_emptied BEFORE UPDATE OF provider_id ON applications WHEN NEW.provider_id <> OLD.provider_id BEGIN SELECT RAISE(ABORT, 'provider_id of applications is only emptied once it is set'); END",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at ON notices WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of notices says is not changed once issued_at is set'); END",
    "CREATE TRIGGER signatures_kept_by_looked_again_at BEFORE UPDATE OF looked_again_at, evidence_again ON signatures WHEN OLD.looked_again_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of signatures says is not changed once looked_again_at is set'); END",
    "CREATE TRIGGER ocsp_responses_not_deleted BEFORE DELETE ON ocsp_responses BEGIN SELECT RAISE(ABORT, 'a row of ocsp_responses is never deleted'); END",
    "CREATE TRIGGER ocsp_responses_kept BEFORE UPDATE OF id, signature_id, response, came_at ON ocsp_responses BEGIN SELECT RAISE(ABORT, 'what a row of ocsp_responses says is never changed'); END",
    "CREATE TRIGGER time_stamps_not_deleted BEFORE DELETE ON time_stamps BEGIN SELECT RAISE(ABORT, 'a row of time_stamps is never deleted'); END",
    "CREATE TRIGGER time_stamps_kept BEFORE UPDATE OF signature_id, token, gen_time, tsa_sha256, asked_at, evidence ON time_stamps BEGIN SELECT RAISE(ABORT, 'what a row of time_stamps says is never changed'); END",
)

POSTGRESQL = (
    "CREATE TRIGGER applications_kept_by_arrived_at BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document ON applications FOR EACH ROW WHEN (OLD.arrived_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of applications says is not changed once arrived_at is set')",
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF registration_number ON applications FOR EACH ROW WHEN (OLD.registration_number IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of applications says is not changed once registration_number is set')",
    "CREATE TRIGGER applications_arrived_at_emptied BEFORE UPDATE OF arrived_at ON applications FOR EACH ROW WHEN (NEW.arrived_at <> OLD.arrived_at) EXECUTE FUNCTION refuse_change('arrived_at of applications is only emptied once it is set')",
    "CREATE TRIGGER applications_provider_id_emptied BEFORE UPDATE OF provider_id ON applications FOR EACH ROW WHEN (NEW.provider_id <> OLD.provider_id) EXECUTE FUNCTION refuse_change('provider_id of applications is only emptied once it is set')",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at ON notices FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of notices says is not changed once issued_at is set')",
    "CREATE TRIGGER signatures_kept_by_looked_again_at BEFORE UPDATE OF looked_again_at, evidence_again ON signatures FOR EACH ROW WHEN (OLD.looked_again_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of signatures says is not changed once looked_again_at is set')",
    "CREATE TRIGGER ocsp_responses_not_deleted BEFORE DELETE ON ocsp_responses FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of ocsp_responses is never deleted')",
    "CREATE TRIGGER ocsp_responses_not_emptied BEFORE TRUNCATE ON ocsp_responses FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('ocsp_responses is never emptied')",
    "CREATE TRIGGER ocsp_responses_kept BEFORE UPDATE OF id, signature_id, response, came_at ON ocsp_responses FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of ocsp_responses says is never changed')",
    "CREATE TRIGGER time_stamps_not_deleted BEFORE DELETE ON time_stamps FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of time_stamps is never deleted')",
    "CREATE TRIGGER time_stamps_not_emptied BEFORE TRUNCATE ON time_stamps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('time_stamps is never emptied')",
    "CREATE TRIGGER time_stamps_kept BEFORE UPDATE OF signature_id, token, gen_time, tsa_sha256, asked_at, evidence ON time_stamps FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of time_stamps says is never changed')",
)

SQLITE_BEFORE = (
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document, arrived_at, registration_number, provider_id ON applications WHEN OLD.registration_number IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of applications says is not changed once registration_number is set'); END",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of notices says is not changed once issued_at is set'); END",
)

POSTGRESQL_BEFORE = (
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document, arrived_at, registration_number, provider_id ON applications FOR EACH ROW WHEN (OLD.registration_number IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of applications says is not changed once registration_number is set')",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of notices says is not changed once issued_at is set')",
)


def upgrade() -> None:
    op.add_column("signatures", sa.Column("looked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("signatures", sa.Column("evidence_again", sa.JSON(), nullable=True))
    op.create_table(
        "ocsp_responses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signatures.id"], name=op.f("fk_ocsp_responses_signature_id_signatures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ocsp_responses")),
    )
    op.create_index(op.f("ix_ocsp_responses_signature_id"), "ocsp_responses", ["signature_id"])
    op.create_table(
        "time_stamps",
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("gen_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tsa_sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signatures.id"], name=op.f("fk_time_stamps_signature_id_signatures")
        ),
        sa.PrimaryKeyConstraint("signature_id", name=op.f("pk_time_stamps")),
    )
    _drop_triggers(SQLITE_BEFORE if _on_sqlite() else POSTGRESQL_BEFORE)
    for statement in SQLITE if _on_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    _drop_triggers(SQLITE if _on_sqlite() else POSTGRESQL)
    op.drop_table("time_stamps")
    op.drop_table("ocsp_responses")
    # Not in a batch: that makes the table anew, and without its triggers.
    op.execute("ALTER TABLE signatures DROP COLUMN evidence_again")
    op.execute("ALTER TABLE signatures DROP COLUMN looked_again_at")
    for statement in SQLITE_BEFORE if _on_sqlite() else POSTGRESQL_BEFORE:
        op.execute(statement)


def _drop_triggers(statements: tuple[str, ...]) -> None:
    for statement in statements:
        words = statement.split()
        table = words[words.index("ON") + 1]
        op.execute(f"DROP TRIGGER {words[2]}" + ("" if _on_sqlite() else f" ON {table}"))


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
