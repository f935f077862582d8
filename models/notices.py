"""The outbox: whoever must hear of something gets a row in the same transaction as the fact.

A reminder is a row whose due time lies ahead. The clockwork claims due rows (`models.claiming`), renders what
they say from the facts of that minute, and notes the outcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from models.hot import Hot
from models.tables import Coordinator, Member, Notice


class Kind(StrEnum):
    """What a notice is about. The reader's role is part of the kind where both sides hear of a thing."""

    REQUESTED = "requested"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CHANGE_DECLINED = "change_declined"
    EXPIRED_TEACHER = "expired_teacher"
    EXPIRED_EMPLOYER = "expired_employer"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    REMIND_TEACHER = "remind_teacher"
    REMIND_EMPLOYER = "remind_employer"
    AFTER_TEACHER = "after_teacher"
    AFTER_EMPLOYER = "after_employer"
    OFFER_AGAIN = "offer_again"
    NOBODY_COMES = "nobody_comes"
    NUDGE_EMPLOYER = "nudge_employer"
    EXPIRED_COORDINATOR = "expired_coordinator"
    EXTRACT = "extract"
    WHO_COMES = "who_comes"
    HEARD = "heard"
    FIRST_DAY = "first_day"
    ABSENT = "absent"
    WENT_BADLY = "went_badly"
    EMPLOYER_WAITS = "employer_waits"
    EMPLOYER_APPROVED = "employer_approved"
    EMPLOYER_REFUSED = "employer_refused"
    TEACHER_WAITS = "teacher_waits"
    TEACHER_APPROVED = "teacher_approved"
    TEACHER_REFUSED = "teacher_refused"
    TURNED_UP = "turned_up"
    UNREACHABLE_TEACHER = "unreachable_teacher"
    UNREACHABLE_EMPLOYER = "unreachable_employer"
    UNREACHABLE_COORDINATOR = "unreachable_coordinator"


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice to be written: what, about which row, when due, until when it makes sense."""

    kind: Kind
    about: str
    about_id: int
    due_at: datetime
    until: datetime | None = None
    detail: str | None = None
    # Tells apart two notices of one kind about one row, such as two changes; part of the unique key.
    mark: str = ""
    # Can't wait for the next working morning.
    urgent: bool = False
    # Asks its reader something; only one such notice at a time is left unanswered.
    question: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A due notice that this clockwork holds for a while, and whom it goes to."""

    id: int
    kind: Kind
    about: str
    about_id: int
    detail: str | None
    due_at: datetime
    until: datetime | None
    attempts: int
    person_id: int
    # Goes out also at a quiet time.
    urgent: bool
    chat_id: int
    language: str


def tell(session: Session, people: Iterable[int], planned: Planned) -> None:
    """Writes the notice for each person, once for its key. A dropped one with the same key waits again."""
    tell_all(session, [(person_id, planned) for person_id in sorted(set(people))])


def tell_all(session: Session, told: Iterable[tuple[int, Planned]]) -> None:
    """Writes many notices, each for its own person, with one statement. What comes again for one of them, as
    somebody with two roles may be told, is left out."""
    rows: dict[str, dict[str, Any]] = {}
    for row in (_row(person_id, planned) for person_id, planned in told):
        rows.setdefault(row["key"], row)
    if rows:
        _insert(session, list(rows.values()))


def tell_employer(session: Session, employer_id: int, planned: Planned) -> None:
    """Writes the notice for everybody who speaks for the employer."""
    tell(session, members(session, employer_id), planned)


def tell_coordinators(session: Session, municipality: str | None, planned: Planned) -> None:
    """Writes the notice for the municipality's coordinators and those of the whole region."""
    query = select(col(Coordinator.person_id)).where(
        or_(col(Coordinator.municipality).is_(None), col(Coordinator.municipality) == municipality)
    )
    tell(session, session.connection().execute(query).scalars(), planned)


def members(session: Session, employer_id: int) -> Sequence[int]:
    """The people who speak for an employer."""
    return session.connection().execute(_MEMBERS, {"employer": employer_id}).scalars().all()


def drop(session: Session, about: str, about_id: int, kinds: Sequence[Kind] | None = None) -> None:
    """Takes back what still waits about a row, in the transaction that made it untrue."""
    asked = {"of": about, "of_id": about_id}
    if kinds is None:
        session.connection().execute(_DROP, asked)
    else:
        session.connection().execute(_DROP_KINDS, {**asked, "kinds": kinds})


def fact(kind: Kind) -> str:
    """What is told, whoever reads it: a kind that ends in a reader's role is the same news for each of them.

    It is the beginning of the unique key, so somebody with two roles gets the same news once.
    """
    return kind.removesuffix("_teacher").removesuffix("_employer").removesuffix("_coordinator")


def answered(
    session: Session, about: str, about_id: int, now: datetime, kinds: Sequence[Kind] | None = None
) -> None:
    """Notes that what was asked about a row is answered, or needs no answer any more, whoever was asked."""
    statement = update(Notice).where(
        col(Notice.about) == about,
        col(Notice.about_id) == about_id,
        col(Notice.question) == true(),
        col(Notice.answered_at).is_(None),
    )
    if kinds is not None:
        statement = statement.where(col(Notice.kind).in_(kinds))
    session.connection().execute(statement.values(answered_at=now))


def _row(person_id: int, planned: Planned) -> dict[str, Any]:
    return {
        "key": f"{fact(planned.kind)}:{planned.about}:{planned.about_id}:{planned.mark}:{person_id}",
        "person_id": person_id,
        "kind": planned.kind.value,
        "about": planned.about,
        "about_id": planned.about_id,
        "detail": planned.detail,
        "due_at": planned.due_at,
        "until": planned.until,
        "attempts": 0,
        "status": "waiting",
        "urgent": planned.urgent,
        "question": planned.question,
    }


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    dialect = session.get_bind().dialect.name
    statement = _INSERT_POSTGRES if dialect == "postgresql" else _INSERT_SQLITE
    statement.take_in(session, rows)


_RENEWED = ("status", "kind", "detail", "due_at", "until", "urgent", "question")


def _upsert(insert: Any) -> Any:
    return insert.on_conflict_do_update(
        index_elements=["key"],
        set_={"attempts": 0, "claimed_until": None, "failure": None}
        | {name: insert.excluded[name] for name in _RENEWED},
        where=col(Notice.status) == "dropped",
    )


_INSERT_POSTGRES = Hot(_upsert(postgresql.insert(Notice)))
_INSERT_SQLITE = Hot(_upsert(sqlite.insert(Notice)))

_MEMBERS = select(col(Member.person_id)).where(col(Member.employer_id) == bindparam("employer"))
_DROP = (
    update(Notice)
    .where(
        col(Notice.about) == bindparam("of"),
        col(Notice.about_id) == bindparam("of_id"),
        col(Notice.status) == "waiting",
    )
    .values(status="dropped")
)
_DROP_KINDS = _DROP.where(col(Notice.kind).in_(bindparam("kinds", expanding=True)))


def drop_due(session: Session, now: datetime) -> None:
    """Takes back what is due already and leaves what lies ahead, for a database that begins with a past."""
    session.connection().execute(
        update(Notice)
        .where(col(Notice.status) == "waiting", col(Notice.due_at) <= now)
        .values(status="dropped")
    )
