"""notices that cannot be printed, with the characters that the font lacks"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = {
    "issued_at": "signer_id, data, formed_at, pdf_sha256, {}signature_id, issued_at",
    "voided_at": "signer_id, data, formed_at, pdf_sha256, {}signature_id, issued_at, voided_at",
}
SQLITE = "CREATE TRIGGER notices_kept_by_{0} BEFORE UPDATE OF {1} ON notices WHEN OLD.{0} IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what a row of notices says is not changed once {0} is set'); END"
POSTGRESQL = "CREATE TRIGGER notices_kept_by_{0} BEFORE UPDATE OF {1} ON notices FOR EACH ROW WHEN (OLD.{0} IS NOT NULL) EXECUTE FUNCTION refuse_change('what a row of notices says is not changed once {0} is set')"


def upgrade() -> None:
    op.add_column("notices", sa.Column("unprintable", sa.Text(), nullable=True))
    _keep("unprintable, ")


def downgrade() -> None:
    _keep("")
    # Not in a batch: that makes the table anew, and without its triggers.
    op.execute("ALTER TABLE notices DROP COLUMN unprintable")


def _keep(new: str) -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for filled, columns in COLUMNS.items():
        op.execute(f"DROP TRIGGER notices_kept_by_{filled}" + ("" if on_sqlite else " ON notices"))
        op.execute((SQLITE if on_sqlite else POSTGRESQL).format(filled, columns.format(new)))
