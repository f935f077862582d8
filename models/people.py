"""People: who writes, in which roles, in which language, and what they were last asked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import claiming
from models.hot import Hot
from models.tables import Coordinator, Employer, Member, Person, School, Teacher

ROLES = ("employer", "teacher", "coordinator")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Who:
    """The person behind an update, with all that routing and menus need."""

    id: int
    chat_id: int
    name: str
    language: str
    acting_as: str | None
    asking: str | None
    consented: bool
    reachable: bool
    employer_id: int | None
    employer_status: str | None
    teacher_id: int | None
    teacher_status: str | None
    school_id: int | None
    school_name: str | None
    coordinator: bool
    municipality: str | None
    school_municipality: str | None

    @property
    def home(self) -> str | None:
        """The municipality from which this person looks for places, as far as it is known."""
        return self.school_municipality or self.municipality

    @property
    def roles(self) -> tuple[str, ...]:
        return _held(self.employer_id is not None, self.teacher_id is not None, self.coordinator)

    @property
    def role(self) -> str | None:
        """The role whose menu is shown: the chosen one while it is held, else the first held."""
        if self.acting_as in self.roles:
            return self.acting_as
        return self.roles[0] if self.roles else None


@cache
def _held(*held: bool) -> tuple[str, ...]:
    return tuple(role for role, has in zip(ROLES, held, strict=True) if has)


_employer = (
    select(col(Member.employer_id))
    .where(col(Member.person_id) == col(Person.id))
    .order_by(col(Member.since).desc(), col(Member.employer_id).desc())
    .limit(1)
    .scalar_subquery()
    .correlate(Person)
)
# An approved school counts before one that waits, and that before a refusal.
_teacher = (
    select(col(Teacher.id))
    .where(col(Teacher.person_id) == col(Person.id), col(Teacher.status) != "refused")
    .order_by(col(Teacher.status), col(Teacher.id).desc())
    .limit(1)
    .scalar_subquery()
    .correlate(Person)
)
_WHO = Hot(
    select(
        col(Person.id),
        col(Person.chat_id),
        col(Person.name),
        col(Person.language),
        col(Person.acting_as),
        col(Person.asking),
        col(Person.consented_at),
        col(Person.unreachable_since),
        col(Employer.id),
        col(Employer.status),
        col(Teacher.id),
        col(Teacher.status),
        col(Teacher.school_id),
        col(School.name),
        col(Coordinator.person_id),
        col(Coordinator.municipality),
        col(School.municipality),
    )
    .select_from(Person)
    .outerjoin(Employer, col(Employer.id) == _employer)
    .outerjoin(Teacher, col(Teacher.id) == _teacher)
    .outerjoin(School, col(School.id) == col(Teacher.school_id))
    .outerjoin(Coordinator, col(Coordinator.person_id) == col(Person.id))
    .where(col(Person.chat_id) == bindparam("chat"))
)
_ASK = Hot(update(Person).where(col(Person.id) == bindparam("person")).values(asking=bindparam("question")))


def meet(session: Session, chat_id: int) -> Who | None:
    """Who writes from this chat, or None for someone new."""
    rows = _WHO.rows(session, {"chat": chat_id})
    if not rows:
        return None
    values = rows[0]
    known = (
        *values[:6],
        values[6] is not None,
        values[7] is None,
        *values[8:14],
        values[14] is not None,
        *values[15:],
    )
    return Who(*known)


def known(session: Session, chat_id: int) -> int | None:
    """The id of the person with this chat, or None for someone unknown."""
    query = select(col(Person.id)).where(col(Person.chat_id) == chat_id)
    return session.connection().execute(query).scalar()


def language_of(session: Session, chat_id: int) -> str | None:
    """The language that someone with this chat reads, or None for someone unknown."""
    query = select(col(Person.language)).where(col(Person.chat_id) == chat_id)
    return session.connection().execute(query).scalar()


def arrive(
    session: Session, chat_id: int, name: str, language: str, now: datetime, *, coordinator: bool = False
) -> Who:
    """Makes sure that the person is known and reachable; `coordinator` if the settings name them so."""
    person = session.scalars(select(Person).where(col(Person.chat_id) == chat_id)).first()
    if person is None:
        person = Person(chat_id=chat_id, name=name[:128], language=language, created_at=now)
        session.add(person)
        session.flush()
    person.name = name[:128]
    if person.unreachable_since is not None:
        come_back(session, person.id)
    if coordinator and session.get(Coordinator, person.id) is None:
        session.add(Coordinator(person_id=person.id, municipality=None, since=now))
    session.flush()
    who = meet(session, chat_id)
    assert who is not None
    return who


def speak(session: Session, person_id: int, language: str) -> None:
    """Remembers the language that the person chose."""
    if language not in LANGUAGES:
        raise ValueError(f"no texts in {language!r}")
    _set(session, person_id, language=language)


def act_as(session: Session, person_id: int, role: str) -> None:
    """Remembers whose menu is shown. A role that isn't held is ignored when the menu is made."""
    _set(session, person_id, acting_as=role, asking=None)


def consent(session: Session, person_id: int, now: datetime) -> None:
    """Notes that the person went on after being told what is kept."""
    session.connection().execute(
        update(Person)
        .where(col(Person.id) == person_id, col(Person.consented_at).is_(None))
        .values(consented_at=now)
    )


def ask(session: Session, person_id: int, question: str | None) -> None:
    """Remembers which question the next text answers, such as "offer.what:12"; None for none.

    Rules call it in the same transaction as what the previous answer changed, so that a crash
    can't separate the two.
    """
    _ASK.rows(session, {"person": person_id, "question": question})


def lose(session: Session, person_id: int, now: datetime) -> bool:
    """Notes that Telegram no longer delivers to this person; says whether that is new."""
    lost = session.connection().execute(
        update(Person)
        .where(col(Person.id) == person_id, col(Person.unreachable_since).is_(None))
        .values(unreachable_since=now)
    )
    return lost.rowcount == 1


def come_back(session: Session, person_id: int) -> None:
    """Notes that Telegram delivers to this person again: what was put by goes out."""
    _set(session, person_id, unreachable_since=None)
    claiming.resume(session, person_id)


def _set(session: Session, person_id: int, **values: object) -> None:
    session.connection().execute(update(Person).where(col(Person.id) == person_id).values(**values))


def move(session: Session, person_id: int, chat_id: int) -> None:
    """Follows a chat to its new id."""
    _set(session, person_id, chat_id=chat_id)
