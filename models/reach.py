"""People whom Telegram no longer delivers to: what waits for them is put by, and the other side is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models import claiming, notices, people
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.tables import Coordinator, Employer, Member, Person, Placement, Reservation, School
from models.weeks import this_monday

LIVE = ("requested", "confirmed")
BLOCKED = "blocked by the user"


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who can't be reached, as their coordinator sees them; an employer, a school, or both."""

    name: str
    employer: str | None
    phone: str | None
    school: str | None
    reservations: tuple[int, ...]


_PLACES = (
    select(col(Reservation.id), col(Placement.employer_id), col(Placement.municipality))
    .select_from(Reservation)
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .where(col(Reservation.status).in_(LIVE))
)
_colleague, _colleague_person = aliased(Member), aliased(Person)


def left(session: Session, chat_id: int, now: datetime) -> bool:
    """The person of this chat blocked us; says whether that is news. Nobody is written down for it."""
    person_id = people.known(session, chat_id)
    return person_id is not None and lose(session, person_id, BLOCKED, now)


def came_back(session: Session, chat_id: int) -> None:
    """The person of this chat lets us in again: what was put by goes out."""
    person_id = people.known(session, chat_id)
    if person_id is not None:
        people.come_back(session, person_id)


def lose(session: Session, person_id: int, failure: str, now: datetime) -> bool:
    """Puts by what waits for the person, and the first time tells those who count on them; says whether it is
    the first time.

    The other side of each reservation that is still to come, unless a colleague can be reached there, and
    the coordinators. `people.come_back` undoes it.
    """
    claiming.hold(session, person_id, failure)
    if not people.lose(session, person_id, now):
        return False
    mark = str(int(now.timestamp()))
    as_teacher = _as_teacher(session, person_id, now)
    as_employer = _as_employer(session, person_id, now)
    for reservation_id, employer_id, _ in as_teacher:
        told = Planned(Kind.UNREACHABLE_EMPLOYER, "reservation", reservation_id, now, mark=mark)
        notices.tell(session, _others(notices.members(session, employer_id), person_id), told)
    for reservation_id, _, _, teacher_id in as_employer:
        told = Planned(Kind.UNREACHABLE_TEACHER, "reservation", reservation_id, now, mark=mark)
        notices.tell(session, _others([teacher_id], person_id), told)
    told = Planned(Kind.UNREACHABLE_COORDINATOR, "person", person_id, now, mark=mark)
    for municipality in {row[2] for row in (*as_teacher, *as_employer)}:
        notices.tell_coordinators(session, municipality, told)
    return True


def unheard(session: Session, booked: Mapping[int, datetime]) -> list[tuple[int, Planned]]:
    """What coordinators hear of reservations (with the moments at which they were made) where nobody of the
    employer can be reached, unless it is they who booked. The teacher has it on the receipt."""
    if not booked:
        return []
    mine = or_(
        col(Coordinator.municipality).is_(None), col(Coordinator.municipality) == col(Placement.municipality)
    )
    query = (
        select(col(Coordinator.person_id), col(Reservation.id))
        .select_from(Reservation)
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .join(Coordinator, mine)
        .where(col(Reservation.id).in_(booked), col(Coordinator.person_id) != col(Reservation.teacher_id))
    )
    return [
        (person_id, Planned(Kind.UNREACHABLE_COORDINATOR, "reservation", id_, booked[id_]))
        for person_id, id_ in session.connection().execute(query)
    ]


def _others(told: Iterable[int], person_id: int) -> list[int]:
    return [one for one in told if one != person_id]


def _as_teacher(session: Session, person_id: int, now: datetime) -> list[Any]:
    query = _PLACES.where(col(Reservation.teacher_id) == person_id, col(Reservation.last) >= this_monday(now))
    return list(session.connection().execute(query).all())


def _as_employer(session: Session, person_id: int, now: datetime) -> list[Any]:
    """Of employers where nobody else can be reached."""
    reachable = exists().where(
        col(_colleague.employer_id) == col(Placement.employer_id),
        col(_colleague_person.id) == col(_colleague.person_id),
        col(_colleague_person.unreachable_since).is_(None),
    )
    mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
    query = _PLACES.add_columns(col(Reservation.teacher_id)).where(
        col(Placement.employer_id).in_(mine), ~reachable, col(Reservation.last) >= this_monday(now)
    )
    return list(session.connection().execute(query).all())


def other_side_is_lost(session: Session, reservation_id: int, *, teacher: bool) -> bool:
    """Whether the reservation's teacher, or everybody of its employer, still can't be reached."""
    if teacher:
        lost = (
            select(col(Person.unreachable_since))
            .join(Reservation, col(Reservation.teacher_id) == col(Person.id))
            .where(col(Reservation.id) == reservation_id)
        )
        return session.connection().execute(lost).scalar() is not None
    reached = (
        select(col(Person.id))
        .join(Member, col(Member.person_id) == col(Person.id))
        .join(Placement, col(Placement.employer_id) == col(Member.employer_id))
        .join(Reservation, col(Reservation.placement_id) == col(Placement.id))
        .where(col(Reservation.id) == reservation_id, col(Person.unreachable_since).is_(None))
    )
    return session.connection().execute(reached.limit(1)).first() is None


def lost_person(session: Session, coordinator_id: int, person_id: int, now: datetime) -> Lost:
    """Somebody who can't be reached, for a coordinator. Raises `Refused` GONE once they are back, or nobody
    counts on them any more."""
    person = session.get(Person, person_id)
    if session.get(Coordinator, coordinator_id) is None or person is None or not person.unreachable_since:
        raise Refused(Reason.GONE)
    employer = session.execute(
        select(col(Employer.name), col(Employer.contact_phone))
        .join(Member, col(Member.employer_id) == col(Employer.id))
        .where(col(Member.person_id) == person_id)
        .order_by(col(Member.since).desc())
    ).first()
    booked = _as_teacher(session, person_id, now)
    school = session.scalar(
        select(col(School.name))
        .join(Reservation, col(Reservation.school_id) == col(School.id))
        .where(col(Reservation.id).in_([row[0] for row in booked]))
        .limit(1)
    )
    concerned = sorted({row[0] for row in (*booked, *_as_employer(session, person_id, now))})
    if not concerned:
        raise Refused(Reason.GONE)
    name, phone = (employer[0], employer[1]) if employer else (None, None)
    return Lost(person.name, name, phone, school, tuple(concerned))
