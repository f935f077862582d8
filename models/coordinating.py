"""What coordinators do: vouch for employers and teachers, invite, and see what waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from models import employers, invitations, schools
from models.refusals import Reason, Refused
from models.tables import Coordinator, Employer, Member, Person, Placement, Reservation, School, Teacher
from models.views import Contact

SLOW_ANSWER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for a coordinator, in their municipality."""

    employers: int
    teachers: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request that an employer has not answered, and whom to call about it."""

    id: int
    employer: str | None
    contact_name: str | None
    contact_phone: str | None
    school: str
    seats: int
    first: date
    last: date
    created_at: datetime
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class EmployerCase:
    """An employer to vouch for, and what it offers."""

    id: int
    name: str | None
    org_number: str | None
    sole_trader: bool
    municipality: str | None
    status: str
    contact_name: str | None
    contact_phone: str | None
    member: str | None
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeacherCase:
    """A teacher who asks to reserve for a school."""

    id: int
    person: str
    school: str
    municipality: str
    status: str


def mine(session: Session, person_id: int) -> Coordinator:
    """The person's duty. Raises `Refused` NOT_COORDINATOR."""
    found = session.get(Coordinator, person_id)
    if found is None:
        raise Refused(Reason.NOT_COORDINATOR)
    return found


def within(coordinator: Coordinator, municipality: object) -> ColumnElement[bool]:
    """The condition that a column's municipality is the coordinator's."""
    if coordinator.municipality is None:
        return true()
    return col(municipality) == coordinator.municipality


def waiting(session: Session, person_id: int, now: datetime) -> Waiting:
    """Counts what waits. Raises `Refused` NOT_COORDINATOR."""
    me = mine(session, person_id)
    unanswered = (
        select(func.count())
        .select_from(Reservation)
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .where(
            col(Reservation.status) == "requested",
            col(Reservation.created_at) <= now - SLOW_ANSWER,
            within(me, Placement.municipality),
        )
        .scalar_subquery()
    )
    employers_waiting = (
        select(func.count())
        .select_from(Employer)
        .where(col(Employer.status) == "waiting", within(me, Employer.municipality))
        .scalar_subquery()
    )
    teachers_waiting = (
        select(func.count())
        .select_from(Teacher)
        .join(School, col(School.id) == col(Teacher.school_id))
        .where(col(Teacher.status) == "waiting", within(me, School.municipality))
        .scalar_subquery()
    )
    row = session.execute(select(employers_waiting, teachers_waiting, unanswered)).one()
    return Waiting(row[0], row[1], row[2])


def next_employer(session: Session, person_id: int) -> EmployerCase | None:
    """The employer that has waited longest."""
    return _employer(session, mine(session, person_id), col(Employer.status) == "waiting")


def employer_case(session: Session, person_id: int, employer_id: int) -> EmployerCase:
    """Raises `Refused` GONE for what isn't there or isn't this coordinator's."""
    found = _employer(session, mine(session, person_id), col(Employer.id) == employer_id)
    if found is None:
        raise Refused(Reason.GONE)
    return found


def _employer(session: Session, me: Coordinator, which: ColumnElement[bool]) -> EmployerCase | None:
    """The first of those; two queries."""
    member = (
        select(col(Person.name))
        .join(Member, col(Member.person_id) == col(Person.id))
        .where(col(Member.employer_id) == col(Employer.id))
        .order_by(col(Member.since))
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        select(
            col(Employer.id),
            col(Employer.name),
            col(Employer.org_number),
            col(Employer.sole_trader),
            col(Employer.municipality),
            col(Employer.status),
            col(Employer.contact_name),
            col(Employer.contact_phone),
            member,
        )
        .where(which, within(me, Employer.municipality))
        .order_by(col(Employer.id))
        .limit(1)
    ).first()
    if row is None:
        return None
    offers = session.scalars(
        select(col(Placement.what))
        .where(col(Placement.employer_id) == row[0], col(Placement.status) == "published")
        .order_by(col(Placement.id))
        .limit(5)
    ).all()
    facts: tuple[Any, ...] = (*row, tuple(offer for offer in offers if offer))
    return EmployerCase(*facts)


def next_teacher(session: Session, person_id: int) -> TeacherCase | None:
    """The teacher who has waited longest."""
    me = mine(session, person_id)
    return _teacher(session, col(Teacher.status) == "waiting", within(me, School.municipality))


def teacher_case(session: Session, person_id: int, teacher_id: int) -> TeacherCase:
    """Raises `Refused` GONE for what isn't there or isn't this coordinator's."""
    me = mine(session, person_id)
    found = _teacher(session, col(Teacher.id) == teacher_id, within(me, School.municipality))
    if found is None:
        raise Refused(Reason.GONE)
    return found


def _teacher(session: Session, *which: ColumnElement[bool]) -> TeacherCase | None:
    row = session.execute(
        select(
            col(Teacher.id), col(Person.name), col(School.name), col(School.municipality), col(Teacher.status)
        )
        .join(Person, col(Person.id) == col(Teacher.person_id))
        .join(School, col(School.id) == col(Teacher.school_id))
        .where(*which)
        .order_by(col(Teacher.id))
        .limit(1)
    ).first()
    return None if row is None else TeacherCase(*row)


def decide_employer(
    session: Session, person_id: int, employer_id: int, *, approved: bool, now: datetime
) -> None:
    """Approves or refuses an employer of the coordinator's municipality."""
    employer_case(session, person_id, employer_id)
    employers.decide(session, employer_id, approved=approved, by=person_id, now=now)


def decide_teacher(
    session: Session, person_id: int, teacher_id: int, *, approved: bool, now: datetime
) -> None:
    """Lets a teacher in, or doesn't."""
    teacher_case(session, person_id, teacher_id)
    schools.decide(session, teacher_id, approved=approved, by=person_id, now=now)


def invite_school(session: Session, person_id: int, school_id: int, now: datetime) -> str:
    """The token of a link for the school's teachers."""
    me = mine(session, person_id)
    found = session.get(School, school_id)
    if found is None or (me.municipality is not None and found.municipality != me.municipality):
        raise Refused(Reason.GONE)
    return invitations.to_school(session, person_id, school_id, now)


def invite_coordinator(session: Session, person_id: int, now: datetime) -> str:
    """The token of a link for another coordinator of the same municipality or region."""
    me = mine(session, person_id)
    return invitations.to_coordinators(session, person_id, me.municipality, now)


def unanswered(
    session: Session, person_id: int, now: datetime, limit: int, offset: int = 0
) -> tuple[list[Unanswered], int]:
    """The requests that have waited longest for an answer, with whom to call, and how many there are."""
    me = mine(session, person_id)
    query = (
        select(
            col(Reservation.id),
            col(Employer.name),
            func.coalesce(col(Placement.contact_name), col(Employer.contact_name)),
            func.coalesce(col(Placement.contact_phone), col(Employer.contact_phone)),
            col(School.name),
            col(Reservation.seats),
            col(Reservation.first),
            col(Reservation.last),
            col(Reservation.created_at),
            col(Reservation.answer_by),
            func.count().over(),
        )
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .join(Employer, col(Employer.id) == col(Placement.employer_id))
        .join(School, col(School.id) == col(Reservation.school_id))
        .where(
            col(Reservation.status) == "requested",
            col(Reservation.created_at) <= now - SLOW_ANSWER,
            within(me, Placement.municipality),
        )
        .order_by(col(Reservation.created_at), col(Reservation.id))
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(query).all()
    found: list[tuple[Any, ...]] = [tuple(row) for row in rows]
    return [Unanswered(*row[:-1]) for row in found], found[0][-1] if found else 0


def own_teacher_case(session: Session, person_id: int, teacher_id: int) -> TeacherCase:
    """The teacher's own case, for telling them what was decided; else `Refused` GONE."""
    found = _teacher(session, col(Teacher.id) == teacher_id, col(Teacher.person_id) == person_id)
    if found is None:
        raise Refused(Reason.GONE)
    return found


@dataclass(frozen=True, slots=True)
class BookingCase:
    """A reservation that a coordinator may have to call about, with both sides' contacts."""

    id: int
    status: str
    employer: str | None
    school: str
    seats: int
    first: date
    last: date
    employers_contact: Contact
    teachers_contact: Contact


def booking_case(session: Session, person_id: int, reservation_id: int) -> BookingCase:
    """Raises `Refused` GONE for what isn't there or isn't this coordinator's."""
    me = mine(session, person_id)
    row = session.execute(
        select(
            col(Reservation.status),
            col(Employer.name),
            col(School.name),
            col(Reservation.seats),
            col(Reservation.first),
            col(Reservation.last),
            func.coalesce(col(Placement.contact_name), col(Employer.contact_name)),
            func.coalesce(col(Placement.contact_phone), col(Employer.contact_phone)),
            col(Person.name),
            col(Teacher.phone),
        )
        .select_from(Reservation)
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .join(Employer, col(Employer.id) == col(Placement.employer_id))
        .join(School, col(School.id) == col(Reservation.school_id))
        .join(Person, col(Person.id) == col(Reservation.teacher_id))
        .outerjoin(
            Teacher,
            (col(Teacher.person_id) == col(Reservation.teacher_id))
            & (col(Teacher.school_id) == col(Reservation.school_id)),
        )
        .where(col(Reservation.id) == reservation_id, within(me, Placement.municipality))
    ).first()
    if row is None:
        raise Refused(Reason.GONE)
    return BookingCase(reservation_id, *row[:6], Contact(row[6], row[7]), Contact(row[8], row[9]))
