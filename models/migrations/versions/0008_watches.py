"""Wishes that people are told about, and how often something was not understood"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("municipalities", sa.String(200), nullable=False),
        sa.Column("fields", sa.String(400), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        _belongs("watch", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
    )
    op.create_index("ix_watch_person_id", "watch", ["person_id"])
    live = sa.text("ended_at IS NULL")
    op.create_index("ix_watch_live", "watch", ["until"], sqlite_where=live, postgresql_where=live)
    op.create_table(
        "watch_known",
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        _belongs("watch_known", "watch_id", "watch"),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_watch_known_placement_id")),
        sa.PrimaryKeyConstraint("watch_id", "placement_id", name=op.f("pk_watch_known")),
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "opening",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_table(
        "not_understood",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", name=op.f("pk_not_understood")),
    )


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for name in ("not_understood", "opening", "watch_known", "watch"):
        op.drop_table(name)
