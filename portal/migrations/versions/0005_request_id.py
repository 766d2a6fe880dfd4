"""the request that a task comes from, and since when it is wanted"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DEAD = sa.text("dead_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox_tasks", sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox_tasks", sa.Column("request_id", sa.String(64), nullable=True))
    op.execute("UPDATE outbox_tasks SET wanted_at = due_at")
    op.create_index("ix_outbox_tasks_dead", "outbox_tasks", ["dead_at"], sqlite_where=DEAD, postgresql_where=DEAD)


def downgrade() -> None:
    op.drop_index("ix_outbox_tasks_dead", "outbox_tasks", sqlite_where=DEAD, postgresql_where=DEAD)
    with op.batch_alter_table("outbox_tasks") as table:
        table.drop_column("request_id")
        table.drop_column("wanted_at")
