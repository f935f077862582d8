"""What is kept, table by table. The rules that read and change the rows stand beside, one file a subject.

What people look for stands in `models.wish_tables`. Times are aware UTC, weeks are their Mondays,
and no row holds a pupil's name or number.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    false,
)
from sqlmodel import Field, SQLModel

from models.columns import growing_id, letters, moment, one_of, partial

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class Person(SQLModel, table=True):
    """Someone with a chat. `asking` names the question that the next text answers."""

    __tablename__ = "person"
    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, unique=True, nullable=False))
    name: str = Field(max_length=128)
    language: str = Field(default="sv", max_length=2)
    acting_as: str | None = Field(default=None, max_length=12)
    asking: str | None = Field(default=None, max_length=64)
    consented_at: datetime | None = moment(nullable=True)
    created_at: datetime = moment()
    unreachable_since: datetime | None = moment(nullable=True)
    remind_at: int = Field(default=8, description="The local hour at which reminders come.")
    muted: str = Field(default="", max_length=80, description="Groups of reminders, with spaces.")
    weeks_ahead: int = Field(default=0, description="One more reminder so many weeks before; 0 for none.")


class Employer(SQLModel, table=True):
    """A workplace's organisation. A sole trader has no `org_number`: it would be a personal number."""

    __tablename__ = "employer"
    __table_args__ = (one_of("status", "draft", "waiting", "approved", "refused"),)
    id: int = Field(default=None, primary_key=True)
    org_number: str | None = Field(default=None, max_length=11, unique=True)
    sole_trader: bool = False
    name: str | None = Field(default=None, max_length=120)
    municipality: str | None = Field(default=None, max_length=4)
    contact_name: str | None = Field(default=None, max_length=120)
    contact_phone: str | None = Field(default=None, max_length=40)
    status: str = Field(default="draft", max_length=12, index=True)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


class Member(SQLModel, table=True):
    """A person who speaks for an employer and gets its notices."""

    __tablename__ = "member"
    employer_id: int = Field(foreign_key="employer.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    since: datetime = moment()


class School(SQLModel, table=True):
    """Who sends students."""

    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("name", "municipality"),)
    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    municipality: str = Field(max_length=4)
    created_at: datetime = moment()


class Teacher(SQLModel, table=True):
    """A person who may reserve for a school, once approved."""

    __tablename__ = "teacher"
    __table_args__ = (
        UniqueConstraint("person_id", "school_id"),
        one_of("status", "waiting", "approved", "refused"),
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    phone: str | None = Field(default=None, max_length=40)
    status: str = Field(default="waiting", max_length=12, index=True)
    created_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


class Coordinator(SQLModel, table=True):
    """A person who answers for a municipality, or for the whole region when it is empty."""

    __tablename__ = "coordinator"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    municipality: str | None = Field(default=None, max_length=4)
    since: datetime = moment()


class Invitation(SQLModel, table=True):
    """A link that lets people in: as teachers of a school, colleagues of an employer, or coordinators."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", "teacher", "employer", "coordinator"),)
    id: int = Field(default=None, primary_key=True)
    token: str = Field(max_length=32, unique=True)
    role: str = Field(max_length=12)
    school_id: int | None = Field(default=None, foreign_key="school.id")
    employer_id: int | None = Field(default=None, foreign_key="employer.id")
    municipality: str | None = Field(default=None, max_length=4)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = moment()
    ends_at: datetime = moment()


class Placement(SQLModel, table=True):
    """What is done, where and for whom. A draft is a placement that is not finished."""

    __tablename__ = "placement"
    __table_args__ = (one_of("status", "draft", "published", "paused", "withdrawn"),)
    id: int = Field(default=None, primary_key=True)
    employer_id: int = Field(foreign_key="employer.id", index=True)
    status: str = Field(default="draft", max_length=12)
    what: str | None = Field(default=None, max_length=500)
    field: str | None = Field(default=None, max_length=16)
    municipality: str | None = Field(default=None, max_length=4)
    address: str | None = Field(default=None, max_length=120)
    takes: int = Field(default=0, description="Bits of `models.forms.Audience`.")
    seats: int | None = Field(default=None, description="The seats a week that was last asked for.")
    direct: bool | None = Field(
        default=None, description="Yes in advance: a reservation is confirmed at once."
    )
    hours: str | None = Field(default=None, max_length=200)
    clothes: str | None = Field(default=None, max_length=200)
    lunch: str | None = Field(default=None, max_length=200)
    allergies: str | None = Field(default=None, max_length=200)
    other: str | None = Field(default=None, max_length=500)
    min_age: int | None = None
    register_extract: bool = False
    contact_name: str | None = Field(default=None, max_length=120)
    contact_phone: str | None = Field(default=None, max_length=40)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = moment()
    published_at: datetime | None = moment(nullable=True)
    copied_from: int | None = Field(default=None, foreign_key="placement.id")


class Week(SQLModel, table=True):
    """One ISO week of a placement. The checks are the second lock against overbooking.

    `listed`, `municipality`, `field` and `takes` repeat the placement's, so that a search walks one index.
    """

    __tablename__ = "week"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= seats", name="never_overbooked"),
        CheckConstraint("seats >= 1 AND seats <= 99", name="seats_sensible"),
        # Only open weeks are searched. This index has all that is asked of a week, since it is walked when
        # nothing else narrows a search; not `full_up`, since SQLite counts a generated column as all columns.
        partial(
            "ix_week_open_all",
            "listed AND taken < seats",
            *("monday", "placement_id", "takes", "seats", "taken", "listed"),
        ),
        # These leave few weeks to look at, and a reservation rewrites none of them until a week becomes full
        # or free again.
        *(
            partial(f"ix_week_open_{name}", "listed AND NOT full_up", *columns)
            for name, columns in {
                "municipality": ("municipality", "monday", "placement_id"),
                "field": ("field", "monday", "placement_id"),
                "municipality_field": ("municipality", "field", "monday", "placement_id"),
            }.items()
        ),
        # Every look at a week is by its key: SQLite has the row right there.
        {"sqlite_with_rowid": False},
    )
    placement_id: int = Field(foreign_key="placement.id", primary_key=True)
    monday: date = Field(primary_key=True)
    seats: int
    taken: int = 0
    listed: bool = False
    municipality: str | None = Field(default=None, max_length=4)
    field: str | None = Field(default=None, max_length=16)
    takes: int = 0
    full_up: bool | None = Field(
        default=None, sa_column=Column(Boolean, Computed("taken >= seats", persisted=True))
    )


class Word(SQLModel, table=True):
    """One stemmed word that a placement can be found by."""

    __tablename__ = "word"
    # A walk along the weeks asks for each placement whether a word is there.
    __table_args__ = (Index("ix_word_placement_id_stem", "placement_id", "stem"),)
    # Letter by letter: a search takes a range of stems, which a language's own order would tear apart.
    stem: str = Field(sa_column=Column(letters(40), primary_key=True))
    placement_id: int = Field(foreign_key="placement.id", primary_key=True)


class NotUnderstood(SQLModel, table=True):
    """How often on a day (in Stockholm) something of a kind wasn't understood. Never what it was."""

    __tablename__ = "not_understood"
    day: date = Field(primary_key=True)
    kind: str = Field(max_length=24, primary_key=True)
    times: int


RESERVATION_STATES = ("requested", "confirmed", "completed", "declined", "expired", "cancelled", "withdrawn")


class Reservation(SQLModel, table=True):
    """`seats` seats in every week from `first` to `last`. `key` makes a repeated tap harmless."""

    __tablename__ = "reservation"
    __table_args__ = (
        one_of("status", *RESERVATION_STATES),
        CheckConstraint("seats >= 1 AND seats <= 99", name="seats_sensible"),
        CheckConstraint("first <= last", name="weeks_forward"),
        Index("ix_reservation_answer", "status", "answer_by"),
        Index("ix_reservation_last", "status", "last"),
    )
    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=64, unique=True)
    placement_id: int = Field(foreign_key="placement.id", index=True)
    school_id: int = Field(foreign_key="school.id")
    teacher_id: int = Field(foreign_key="person.id", index=True)
    audience: int | None = None
    seats: int
    first: date
    last: date
    agreed_seats: int | None = Field(default=None, description="What stands while a wished change waits.")
    agreed_first: date | None = None
    agreed_last: date | None = None
    label: str | None = Field(default=None, max_length=40)
    status: str = Field(max_length=12)
    answer_by: datetime | None = moment(nullable=True)
    reason: str | None = Field(default=None, max_length=300)
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Reply(SQLModel, table=True):
    """What somebody answered to a question about a reservation or an employer's offers."""

    __tablename__ = "reply"
    about: str = Field(max_length=12, primary_key=True)
    about_id: int = Field(primary_key=True)
    question: str = Field(max_length=24, primary_key=True)
    answer: str = Field(max_length=24)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = moment()


class Change(SQLModel, table=True):
    """Who changed what from which state to which, and when. Without a person it was the clock."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_about", "about", "about_id"),)
    id: int = growing_id()
    at: datetime = moment()
    person_id: int | None = Field(default=None, foreign_key="person.id")
    about: str = Field(max_length=12)
    about_id: int
    was: str | None = Field(default=None, max_length=40)
    became: str = Field(max_length=40)


class Notice(SQLModel, table=True):
    """One message that someone must get: an outbox row. What it says is rendered when it is sent."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("status", "waiting", "sent", "dropped", "failed"),
        # Each tick reads the first of these from its beginning, in quiet hours the second.
        partial("ix_notice_due", "status = 'waiting' AND NOT held", "due_at", "id"),
        partial("ix_notice_urgent", "status = 'waiting' AND NOT held AND urgent", "due_at", "id"),
        partial("ix_notice_person_waiting", "status = 'waiting'", "person_id", "due_at", "id"),
        partial("ix_notice_claimed", "status = 'waiting' AND claimed_until IS NOT NULL", "person_id"),
        partial(
            "ix_notice_open_question",
            "status = 'sent' AND question AND answered_at IS NULL",
            "person_id",
            "sent_at",
        ),
        Index("ix_notice_about", "about", "about_id"),
    )
    id: int = growing_id()
    key: str = Field(max_length=80, unique=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=32)
    about: str = Field(max_length=12)
    about_id: int
    detail: str | None = Field(default=None, max_length=200)
    due_at: datetime = moment()
    until: datetime | None = moment(nullable=True)
    status: str = Field(
        default="waiting", sa_column=Column(String(8), nullable=False, server_default="waiting")
    )
    claimed_until: datetime | None = moment(nullable=True)
    attempts: int = 0
    sent_at: datetime | None = moment(nullable=True)
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    failure: str | None = Field(default=None, max_length=120)
    urgent: bool = Field(default=False, description="Goes out also at night and on days off.")
    question: bool = Field(default=False, description="Waits while its reader has another one unanswered.")
    answered_at: datetime | None = moment(nullable=True)
    held: bool = Field(
        default=False,
        sa_column=Column(Boolean, nullable=False, server_default=false()),
        description="Its reader can't be reached; it waits until they are back.",
    )


class Lease(SQLModel, table=True):
    """Something that one process holds for a while, such as the clockwork; `amount` where it is a share."""

    __tablename__ = "lease"
    name: str = Field(max_length=64, primary_key=True)
    holder: str = Field(max_length=64)
    until: datetime = moment()
    amount: int = 0
