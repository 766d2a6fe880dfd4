"""log-ins under way at the identity provider"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_log_ins",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("code_verifier", sa.String(length=128), nullable=False),
        sa.Column("next_path", sa.String(length=500), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_identity_log_ins")),
    )
    op.create_index(op.f("ix_identity_log_ins_begun_at"), "identity_log_ins", ["begun_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_identity_log_ins_begun_at"), "identity_log_ins")
    op.drop_table("identity_log_ins")
