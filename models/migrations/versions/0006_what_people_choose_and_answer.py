"""When people want their reminders and which, and what they answered"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("remind_at", sa.Integer(), server_default="8", nullable=False))
    op.add_column("person", sa.Column("muted", sa.String(80), server_default="", nullable=False))
    op.add_column("person", sa.Column("weeks_ahead", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "reply",
        sa.Column("about", sa.String(12), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(24), nullable=False),
        sa.Column("answer", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reply_person_id")),
        sa.PrimaryKeyConstraint("about", "about_id", "question", name=op.f("pk_reply")),
    )


def downgrade() -> None:
    op.drop_table("reply")
    with op.batch_alter_table("person") as table:
        for name in ("weeks_ahead", "muted", "remind_at"):
            table.drop_column(name)
