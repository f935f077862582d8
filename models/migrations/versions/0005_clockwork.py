"""Claims by person, notices that are kept for whoever can't be reached, and leases between processes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_DUE_BEFORE = "status = 'waiting'"
_PARTIAL = (
    ("ix_notice_due", "status = 'waiting' AND NOT held", ["due_at", "id"]),
    ("ix_notice_urgent", "status = 'waiting' AND NOT held AND urgent", ["due_at", "id"]),
    ("ix_notice_claimed", "status = 'waiting' AND claimed_until IS NOT NULL", ["person_id"]),
    (
        "ix_notice_open_question",
        "status = 'sent' AND question AND answered_at IS NULL",
        ["person_id", "sent_at"],
    ),
)


def upgrade() -> None:
    op.add_column("notice", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index("ix_notice_due", "notice")
    for name, where, columns in _PARTIAL:
        _index(name, where, columns)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )


def downgrade() -> None:
    op.drop_table("lease")
    for name, _, _ in _PARTIAL:
        op.drop_index(name, "notice")
    _index("ix_notice_due", _DUE_BEFORE, ["due_at", "id"])
    op.drop_column("notice", "held")


def _index(name: str, where: str, columns: list[str]) -> None:
    op.create_index(name, "notice", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
