"""Which page of a search was shown last"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search", sa.Column("page", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("search", "page")
