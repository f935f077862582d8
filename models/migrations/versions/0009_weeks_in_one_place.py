"""A week is where its key is, and a walk along all open weeks asks its index alone.

SQLite counts a generated column as all columns of its table, so an index whose queries name `full_up` never
covers them; and a key that only leads to a row costs a second way for each week that is looked at.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COPIED = (
    "INSERT INTO week_anew (placement_id, monday, seats, taken, listed, municipality, field, takes)"
    " SELECT placement_id, monday, seats, taken, listed, municipality, field, takes FROM week"
    " ORDER BY placement_id, monday"
)
OPEN = sa.text("listed AND NOT full_up")
ROOMY = sa.text("listed AND taken < seats")
OTHERS = {
    "ix_week_open_municipality": ["municipality", "monday", "placement_id"],
    "ix_week_open_field": ["field", "monday", "placement_id"],
    "ix_week_open_municipality_field": ["municipality", "field", "monday", "placement_id"],
}
WALKED = ["monday", "placement_id", "takes", "seats", "taken"]


def upgrade() -> None:
    op.drop_index("ix_week_open_all", "week")
    _rebuild(with_rowid=False)
    _index("ix_week_open_all", [*WALKED, "listed"], ROOMY)


def downgrade() -> None:
    op.drop_index("ix_week_open_all", "week")
    _rebuild(with_rowid=True)
    _index("ix_week_open_all", WALKED, OPEN)


def _rebuild(*, with_rowid: bool) -> None:
    """On SQLite the table is written anew, with or without a row number beside its key."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in OTHERS:
        op.drop_index(name, "week")
    op.create_table(
        "week_anew",
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=True),
        sa.Column("field", sa.String(16), nullable=True),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("full_up", sa.Boolean(), sa.Computed("taken >= seats", persisted=True), nullable=True),
        sa.CheckConstraint("seats >= 1 AND seats <= 99", name=op.f("ck_week_seats_sensible")),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name=op.f("ck_week_never_overbooked")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_week_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", "monday", name=op.f("pk_week")),
        sqlite_with_rowid=with_rowid,
    )
    op.execute(COPIED)
    op.drop_table("week")
    op.rename_table("week_anew", "week")
    for name, columns in OTHERS.items():
        _index(name, columns, OPEN)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "week", columns, sqlite_where=where, postgresql_where=where)
