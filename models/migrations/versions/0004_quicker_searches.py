"""A search asks the indexes alone whether a word is there and what a week has room for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("listed AND NOT full_up")


def upgrade() -> None:
    op.create_index("ix_word_placement_id_stem", "word", ["placement_id", "stem"])
    op.drop_index("ix_word_placement_id", "word")
    op.drop_index("ix_week_open_all", "week")
    op.create_index(
        "ix_week_open_all",
        "week",
        ["monday", "placement_id", "takes", "seats", "taken"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("ix_week_open_all", "week")
    op.create_index(
        "ix_week_open_all", "week", ["monday", "placement_id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_word_placement_id", "word", ["placement_id"])
    op.drop_index("ix_word_placement_id_stem", "word")
