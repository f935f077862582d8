"""Words sort letter by letter, so that a range of stems is what it seems."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("word", "stem", type_=sa.String(40, collation="C"), existing_nullable=False)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("word", "stem", type_=sa.String(40, collation="default"), existing_nullable=False)
