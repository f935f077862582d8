"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("acting_as", sa.String(length=12), nullable=True),
        sa.Column("asking", sa.String(length=64), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_person_chat_id")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("name", "municipality", name=op.f("uq_school_name_municipality")),
    )
    op.create_table(
        "change",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=40), nullable=True),
        sa.Column("became", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_about", ["about", "about_id"], unique=False)

    op.create_table(
        "coordinator",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coordinator_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_coordinator")),
    )
    op.create_table(
        "employer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_number", sa.String(length=11), nullable=True),
        sa.Column("sole_trader", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'waiting', 'approved', 'refused')", name=op.f("ck_employer_status_known")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_employer_created_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_employer_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("org_number", name=op.f("uq_employer_org_number")),
    )
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_status"), ["status"], unique=False)

    op.create_table(
        "notice",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=8), server_default="waiting", nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'sent', 'dropped', 'failed')", name=op.f("ck_notice_status_known")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_about", ["about", "about_id"], unique=False)
        batch_op.create_index(
            "ix_notice_due",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        )
        batch_op.create_index(
            "ix_notice_person_waiting",
            ["person_id", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        )

    op.create_table(
        "search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("municipalities", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.String(length=400), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_search_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
    )
    with op.batch_alter_table("search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_person_id"), ["person_id"], unique=False)

    op.create_table(
        "teacher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'approved', 'refused')", name=op.f("ck_teacher_status_known")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_teacher_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_teacher_person_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_teacher_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("person_id", "school_id", name=op.f("uq_teacher_person_id_school_id")),
    )
    with op.batch_alter_table("teacher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teacher_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_teacher_status"), ["status"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('teacher', 'employer', 'coordinator')", name=op.f("ck_invitation_role_known")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_invitation_created_by")),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_invitation_employer_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_invitation_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_invitation_token")),
    )
    op.create_table(
        "member",
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_member_employer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("employer_id", "person_id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=True),
        sa.Column("field", sa.String(length=16), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=True),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("direct", sa.Boolean(), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        sa.Column("clothes", sa.String(length=200), nullable=True),
        sa.Column("lunch", sa.String(length=200), nullable=True),
        sa.Column("allergies", sa.String(length=200), nullable=True),
        sa.Column("other", sa.String(length=500), nullable=True),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("register_extract", sa.Boolean(), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copied_from", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'paused', 'withdrawn')", name=op.f("ck_placement_status_known")
        ),
        sa.ForeignKeyConstraint(["copied_from"], ["placement.id"], name=op.f("fk_placement_copied_from")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_placement_created_by")),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_placement_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_employer_id"), ["employer_id"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("agreed_seats", sa.Integer(), nullable=True),
        sa.Column("agreed_first", sa.Date(), nullable=True),
        sa.Column("agreed_last", sa.Date(), nullable=True),
        sa.Column("label", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('requested', 'confirmed', 'completed', 'declined', 'expired', 'cancelled', 'withdrawn')",
            name=op.f("ck_reservation_status_known"),
        ),
        sa.CheckConstraint("first <= last", name=op.f("ck_reservation_weeks_forward")),
        sa.CheckConstraint("seats >= 1 AND seats <= 99", name=op.f("ck_reservation_seats_sensible")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_reservation_placement_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_reservation_school_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_reservation_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("key", name=op.f("uq_reservation_key")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index("ix_reservation_answer", ["status", "answer_by"], unique=False)
        batch_op.create_index("ix_reservation_last", ["status", "last"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "week",
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("field", sa.String(length=16), nullable=True),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("full_up", sa.Boolean(), sa.Computed("taken >= seats", persisted=True), nullable=True),
        sa.CheckConstraint("seats >= 1 AND seats <= 99", name=op.f("ck_week_seats_sensible")),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name=op.f("ck_week_never_overbooked")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_week_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", "monday", name=op.f("pk_week")),
    )
    with op.batch_alter_table("week", schema=None) as batch_op:
        batch_op.create_index(
            "ix_week_open_all",
            ["monday", "placement_id"],
            unique=False,
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.create_index(
            "ix_week_open_field",
            ["field", "monday", "placement_id"],
            unique=False,
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.create_index(
            "ix_week_open_municipality",
            ["municipality", "monday", "placement_id"],
            unique=False,
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.create_index(
            "ix_week_open_municipality_field",
            ["municipality", "field", "monday", "placement_id"],
            unique=False,
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )

    op.create_table(
        "word",
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_word_placement_id")),
        sa.PrimaryKeyConstraint("stem", "placement_id", name=op.f("pk_word")),
    )
    with op.batch_alter_table("word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_word_placement_id"), ["placement_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_placement_id"))

    op.drop_table("word")
    with op.batch_alter_table("week", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_week_open_municipality_field",
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.drop_index(
            "ix_week_open_municipality",
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.drop_index(
            "ix_week_open_field",
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )
        batch_op.drop_index(
            "ix_week_open_all",
            sqlite_where=sa.text("listed AND NOT full_up"),
            postgresql_where=sa.text("listed AND NOT full_up"),
        )

    op.drop_table("week")
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_reservation_placement_id"))
        batch_op.drop_index("ix_reservation_last")
        batch_op.drop_index("ix_reservation_answer")

    op.drop_table("reservation")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_employer_id"))

    op.drop_table("placement")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_person_id"))

    op.drop_table("member")
    op.drop_table("invitation")
    with op.batch_alter_table("teacher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teacher_status"))
        batch_op.drop_index(batch_op.f("ix_teacher_school_id"))

    op.drop_table("teacher")
    with op.batch_alter_table("search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_person_id"))

    op.drop_table("search")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notice_person_waiting",
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_notice_due",
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        )
        batch_op.drop_index("ix_notice_about")

    op.drop_table("notice")
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employer_status"))

    op.drop_table("employer")
    op.drop_table("coordinator")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_about")

    op.drop_table("change")
    op.drop_table("school")
    op.drop_table("person")
