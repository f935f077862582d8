"""What can't wait for the morning, and what asks its reader something"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("urgent", "question"):
        op.add_column("notice", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("notice", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("answered_at", "question", "urgent"):
        op.drop_column("notice", name)
