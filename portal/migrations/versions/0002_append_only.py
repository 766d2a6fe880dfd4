"""append-only tables"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER applications_not_deleted BEFORE DELETE ON applications WHEN OLD.registration_number IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a row of applications is not deleted once registration_number is set'); END",
    "CREATE TRIGGER applications_kept BEFORE UPDATE OF id, account_id, channel, started_at ON applications BEGIN SELECT RAISE(ABORT, 'what a row of applications says is never changed'); END",
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document, arrived_at, registration_number, provider_id ON applications WHEN OLD.registration_number IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of applications says is not changed once registration_number is set'); END",
    "CREATE TRIGGER applications_kept_by_continues_id BEFORE UPDATE OF continues_id ON applications WHEN OLD.continues_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of applications says is not changed once continues_id is set'); END",
    "CREATE TRIGGER gateway_messages_not_deleted BEFORE DELETE ON gateway_messages BEGIN SELECT RAISE(ABORT, 'a row of gateway_messages is never deleted'); END",
    "CREATE TRIGGER gateway_messages_kept BEFORE UPDATE OF direction, id, service, correlation, body, created_at ON gateway_messages BEGIN SELECT RAISE(ABORT, 'what a row of gateway_messages says is never changed'); END",
    "CREATE TRIGGER gateway_messages_kept_by_settled_at BEFORE UPDATE OF state, settled_at ON gateway_messages WHEN OLD.settled_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of gateway_messages says is not changed once settled_at is set'); END",
    "CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'a row of journal is never deleted'); END",
    "CREATE TRIGGER journal_kept BEFORE UPDATE OF id, subject_id, act, actor, account_id, at, data ON journal BEGIN SELECT RAISE(ABORT, 'what a row of journal says is never changed'); END",
    "CREATE TRIGGER messages_kept BEFORE UPDATE OF id, account_id, kind, subject_id, data, at ON messages BEGIN SELECT RAISE(ABORT, 'what a row of messages says is never changed'); END",
    "CREATE TRIGGER messages_kept_by_read_at BEFORE UPDATE OF read_at ON messages WHEN OLD.read_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of messages says is not changed once read_at is set'); END",
    "CREATE TRIGGER notices_not_deleted BEFORE DELETE ON notices BEGIN SELECT RAISE(ABORT, 'a row of notices is never deleted'); END",
    "CREATE TRIGGER notices_kept BEFORE UPDATE OF id, number, kind, recipient_id, subject_id, language ON notices BEGIN SELECT RAISE(ABORT, 'what a row of notices says is never changed'); END",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of notices says is not changed once issued_at is set'); END",
    "CREATE TRIGGER notices_kept_by_voided_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices WHEN OLD.voided_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of notices says is not changed once voided_at is set'); END",
    "CREATE TRIGGER number_series_not_deleted BEFORE DELETE ON number_series BEGIN SELECT RAISE(ABORT, 'a row of number_series is never deleted'); END",
    "CREATE TRIGGER number_series_kept BEFORE UPDATE OF year ON number_series BEGIN SELECT RAISE(ABORT, 'what a row of number_series says is never changed'); END",
    "CREATE TRIGGER number_series_last_grows BEFORE UPDATE OF last ON number_series WHEN NEW.last < OLD.last BEGIN SELECT RAISE(ABORT, 'last of number_series only grows'); END",
    "CREATE TRIGGER queue_entries_not_deleted BEFORE DELETE ON queue_entries BEGIN SELECT RAISE(ABORT, 'a row of queue_entries is never deleted'); END",
    "CREATE TRIGGER queue_entries_kept BEFORE UPDATE OF id, application_id, account_id, provider_id, list, counted_from, registration_number, entered_at ON queue_entries BEGIN SELECT RAISE(ABORT, 'what a row of queue_entries says is never changed'); END",
    "CREATE TRIGGER signatures_not_deleted BEFORE DELETE ON signatures BEGIN SELECT RAISE(ABORT, 'a row of signatures is never deleted'); END",
    "CREATE TRIGGER signatures_kept BEFORE UPDATE OF id, purpose, subject_id, account_id, content_sha256, content, cms, profile, iin, bin, arrived_at ON signatures BEGIN SELECT RAISE(ABORT, 'what a row of signatures says is never changed'); END",
)

POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER applications_not_deleted BEFORE DELETE ON applications FOR EACH ROW WHEN (OLD.registration_number IS NOT NULL) EXECUTE FUNCTION refuse_change('a row of applications is not deleted once registration_number is set')",
    "CREATE TRIGGER applications_not_emptied BEFORE TRUNCATE ON applications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('applications is never emptied')",
    "CREATE TRIGGER applications_kept BEFORE UPDATE OF id, account_id, channel, started_at ON applications FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of applications says is never changed')",
    "CREATE TRIGGER applications_kept_by_registration_number BEFORE UPDATE OF language, saved_at, answers, last_saves, request_document, arrived_at, registration_number, provider_id ON applications FOR EACH ROW WHEN (OLD.registration_number IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of applications says is not changed once registration_number is set')",
    "CREATE TRIGGER applications_kept_by_continues_id BEFORE UPDATE OF continues_id ON applications FOR EACH ROW WHEN (OLD.continues_id IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of applications says is not changed once continues_id is set')",
    "CREATE TRIGGER gateway_messages_not_deleted BEFORE DELETE ON gateway_messages FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of gateway_messages is never deleted')",
    "CREATE TRIGGER gateway_messages_not_emptied BEFORE TRUNCATE ON gateway_messages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('gateway_messages is never emptied')",
    "CREATE TRIGGER gateway_messages_kept BEFORE UPDATE OF direction, id, service, correlation, body, created_at ON gateway_messages FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of gateway_messages says is never changed')",
    "CREATE TRIGGER gateway_messages_kept_by_settled_at BEFORE UPDATE OF state, settled_at ON gateway_messages FOR EACH ROW WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of gateway_messages says is not changed once settled_at is set')",
    "CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of journal is never deleted')",
    "CREATE TRIGGER journal_not_emptied BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('journal is never emptied')",
    "CREATE TRIGGER journal_kept BEFORE UPDATE OF id, subject_id, act, actor, account_id, at, data ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of journal says is never changed')",
    "CREATE TRIGGER messages_kept BEFORE UPDATE OF id, account_id, kind, subject_id, data, at ON messages FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of messages says is never changed')",
    "CREATE TRIGGER messages_kept_by_read_at BEFORE UPDATE OF read_at ON messages FOR EACH ROW WHEN (OLD.read_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of messages says is not changed once read_at is set')",
    "CREATE TRIGGER notices_not_deleted BEFORE DELETE ON notices FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of notices is never deleted')",
    "CREATE TRIGGER notices_not_emptied BEFORE TRUNCATE ON notices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('notices is never emptied')",
    "CREATE TRIGGER notices_kept BEFORE UPDATE OF id, number, kind, recipient_id, subject_id, language ON notices FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of notices says is never changed')",
    "CREATE TRIGGER notices_kept_by_issued_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of notices says is not changed once issued_at is set')",
    "CREATE TRIGGER notices_kept_by_voided_at BEFORE UPDATE OF signer_id, data, formed_at, pdf_sha256, signature_id, issued_at, voided_at ON notices FOR EACH ROW WHEN (OLD.voided_at IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of notices says is not changed once voided_at is set')",
    "CREATE TRIGGER number_series_not_deleted BEFORE DELETE ON number_series FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of number_series is never deleted')",
    "CREATE TRIGGER number_series_not_emptied BEFORE TRUNCATE ON number_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('number_series is never emptied')",
    "CREATE TRIGGER number_series_kept BEFORE UPDATE OF year ON number_series FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of number_series says is never changed')",
    "CREATE TRIGGER number_series_last_grows BEFORE UPDATE OF last ON number_series FOR EACH ROW WHEN (NEW.last < OLD.last) EXECUTE FUNCTION refuse_change('last of number_series only grows')",
    "CREATE TRIGGER queue_entries_not_deleted BEFORE DELETE ON queue_entries FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of queue_entries is never deleted')",
    "CREATE TRIGGER queue_entries_not_emptied BEFORE TRUNCATE ON queue_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('queue_entries is never emptied')",
    "CREATE TRIGGER queue_entries_kept BEFORE UPDATE OF id, application_id, account_id, provider_id, list, counted_from, registration_number, entered_at ON queue_entries FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of queue_entries says is never changed')",
    "CREATE TRIGGER signatures_not_deleted BEFORE DELETE ON signatures FOR EACH ROW EXECUTE FUNCTION refuse_change('a row of signatures is never deleted')",
    "CREATE TRIGGER signatures_not_emptied BEFORE TRUNCATE ON signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('signatures is never emptied')",
    "CREATE TRIGGER signatures_kept BEFORE UPDATE OF id, purpose, subject_id, account_id, content_sha256, content, cms, profile, iin, bin, arrived_at ON signatures FOR EACH ROW EXECUTE FUNCTION refuse_change('what a row of signatures says is never changed')",
)


def upgrade() -> None:
    for statement in SQLITE if _on_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if not _on_sqlite():
        op.execute("DROP FUNCTION refuse_change() CASCADE")
        return
    for statement in SQLITE:
        trigger = statement.split()[2]
        op.execute(f"DROP TRIGGER {trigger}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
