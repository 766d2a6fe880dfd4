"""messages that ask nothing of the person any more; those of what is past are closed at once"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME, COLUMN = "messages_kept_by_closed_at", "closed_at"
SAYS = f"what a row of messages says is not changed once {COLUMN} is set"
SQLITE = f"CREATE TRIGGER {NAME} BEFORE UPDATE OF {COLUMN} ON messages WHEN OLD.{COLUMN} IS NOT NULL BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
POSTGRESQL = f"CREATE TRIGGER {NAME} BEFORE UPDATE OF {COLUMN} ON messages FOR EACH ROW WHEN (OLD.{COLUMN} IS NOT NULL) EXECUTE FUNCTION refuse_change('{SAYS}')"

SENT = """
UPDATE messages SET closed_at = (
    SELECT MIN(arrived_at) FROM applications
    WHERE applications.{refers} = messages.subject_id AND application_state NOT IN ('draft', 'checking'))
WHERE kind IN ({kinds})
"""
ISSUED = """
UPDATE messages SET closed_at = (
    SELECT issued_at FROM notices WHERE notices.subject_id = messages.subject_id AND voided_at IS NULL)
WHERE kind IN ('notice_withdrawn', 'refusal_withdrawn')
"""
WITHDRAWN = """
UPDATE messages SET closed_at = (
    SELECT voided_at FROM notices WHERE notices.subject_id = messages.subject_id AND issued_at = messages.at)
WHERE kind IN ('registered', 'refused')
"""


def upgrade() -> None:
    op.add_column("messages", sa.Column(COLUMN, sa.DateTime(timezone=True), nullable=True))
    op.execute(SENT.format(refers="id", kinds="'signature_refused'"))
    op.execute(SENT.format(refers="continues_id", kinds="'defects', 'unconfirmed'"))
    op.execute(ISSUED)
    op.execute(WITHDRAWN)
    op.execute(SQLITE if _on_sqlite() else POSTGRESQL)


def downgrade() -> None:
    op.execute(f"DROP TRIGGER {NAME}" + ("" if _on_sqlite() else " ON messages"))
    # Not in a batch: that makes the table anew, and without its triggers.
    op.execute(f"ALTER TABLE messages DROP COLUMN {COLUMN}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
