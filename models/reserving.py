"""A school takes seats in weeks of a placement: the one rule that thousands may want at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, literal, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models import history, manners, notices, planning, seats
from models.forms import Audience
from models.hot import Hot
from models.notices import Kind, Planned
from models.planning import Agreed, Listener
from models.refusals import Reason, Refused
from models.tables import Employer, Member, Person, Placement, Reservation, School, Teacher
from models.timetable import Reader
from models.weeks import add_working_days, first_school_day, local_day

ANSWER_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reservation came to. `repeated` if the same tap had already made it."""

    reservation_id: int
    status: str
    answer_by: datetime | None
    repeated: bool = False


# All that a reservation asks before it takes seats, in one row for each of the employer's people (and one
# if there is nobody): what the tap's key made before, the teacher's school, the placement, and how each
# wants to be told.
_one = select(literal(1).label("one")).subquery("one")
# Approved counts before waiting; a refusal at one school says nothing about another.
_school = (
    select(col(Teacher.id))
    .where(col(Teacher.person_id) == bindparam("person"), col(Teacher.status) != "refused")
    .order_by(col(Teacher.status), col(Teacher.id).desc())
    .limit(1)
    .scalar_subquery()
)
_member = aliased(Person, name="member_person")


def _wants(person: Any) -> tuple[Any, ...]:
    return (col(person.remind_at), col(person.muted), col(person.weeks_ahead))


_STANDING = Hot(
    select(
        col(Reservation.id),
        col(Reservation.status),
        col(Reservation.answer_by),
        col(Reservation.teacher_id),
        col(Teacher.status),
        col(Teacher.school_id),
        col(School.municipality),
        col(Placement.status),
        col(Placement.takes),
        col(Placement.direct),
        col(Employer.status),
        col(Placement.register_extract),
        *_wants(Person),
        col(_member.id),
        *_wants(_member),
    )
    .select_from(_one)
    .outerjoin(Reservation, col(Reservation.key) == bindparam("key"))
    .outerjoin(Person, col(Person.id) == bindparam("person"))
    .outerjoin(Teacher, col(Teacher.id) == _school)
    .outerjoin(School, col(School.id) == col(Teacher.school_id))
    .outerjoin(Placement, col(Placement.id) == bindparam("placement"))
    .outerjoin(Employer, col(Employer.id) == col(Placement.employer_id))
    .outerjoin(Member, col(Member.employer_id) == col(Employer.id))
    .outerjoin(_member, col(_member.id) == col(Member.person_id))
)
_OPEN = (
    select(col(Placement.status), col(Placement.takes), col(Placement.direct), col(Employer.status))
    .join(Employer, col(Employer.id) == col(Placement.employer_id))
    .where(col(Placement.id) == bindparam("placement"))
)
_INSERT = Hot(insert(Reservation).returning(col(Reservation.id)))


def reserve(
    session: Session,
    person_id: int,
    placement_id: int,
    first: date,
    last: date,
    wanted: int,
    audience: Audience | None,
    key: str,
    now: datetime,
) -> Receipt:
    """Takes `wanted` seats in every week from `first` to `last` (Mondays) for the teacher's school.

    `key` names the tap: the same key again gives the first receipt. Raises `Refused`: NOT_TEACHER,
    TEACHER_WAITING, NOT_OPEN, AUDIENCE_NOT_TAKEN, WEEK_OVER, and what `seats.take` raises.
    """
    asked = {"key": key, "person": person_id, "placement": placement_id}
    standing = _STANDING.rows(session, asked)
    known_id, known_status, known_answer_by, known_teacher_id = standing[0][:4]
    if known_id is not None:
        if known_teacher_id != person_id:
            raise Refused(Reason.GONE)
        return Receipt(known_id, known_status, known_answer_by, repeated=True)
    school_id = _school_of(*standing[0][4:6])
    seats.check_wish(wanted, first, last, local_day(now))
    direct = _says_yes(standing[0][7:11], audience)
    status = "confirmed" if direct else "requested"
    answer_by = None if direct else add_working_days(now, ANSWER_WORKING_DAYS)
    values = {
        "key": key,
        "placement_id": placement_id,
        "school_id": school_id,
        "teacher_id": person_id,
        "audience": int(audience) if audience is not None else None,
        "seats": wanted,
        "first": first,
        "last": last,
        "status": status,
        "answer_by": answer_by,
        "created_at": now,
        "changed_at": now,
        **(agreed(wanted, first, last) if direct else agreed(None, None, None)),
    }
    ((reservation_id,),) = _INSERT.rows(session, values)
    history.note(session, "reservation", reservation_id, status, now, by=person_id)
    municipality, extract = standing[0][6], bool(standing[0][11])
    settled = Agreed(reservation_id, first, last, audience, extract, municipality)
    _tell(session, settled, _listeners(standing, person_id), answer_by, now)
    # Last, since whoever wants the same week waits from here until the commit.
    seats.take(session, placement_id, wanted, first, last)
    return Receipt(reservation_id, status, answer_by)


def _tell(
    session: Session, booked: Agreed, people: list[Listener], answer_by: datetime | None, now: datetime
) -> None:
    """With one insert: the news to the employer's people, and what lies ahead or the nudges to answer."""
    kind = Kind.BOOKED if answer_by is None else Kind.REQUESTED
    soon = answer_by is None and manners.begins_soon(first_school_day(booked.first), now)
    said = Planned(kind, "reservation", booked.reservation_id, now, urgent=soon)
    told = [(one.person_id, said) for one in people if one.reader is Reader.EMPLOYER]
    if answer_by is None:
        told += planning.ahead(booked, people, now)
    else:
        told += planning.nudges(booked.reservation_id, people, answer_by, "", now)
    notices.tell_all(session, told)


def _listeners(standing: list[tuple[Any, ...]], teacher_id: int) -> list[Listener]:
    teacher = _listener(teacher_id, Reader.TEACHER, *standing[0][12:15])
    members = [_listener(row[15], Reader.EMPLOYER, *row[16:19]) for row in standing if row[15] is not None]
    return [*members, teacher]


def _listener(person_id: int, reader: Reader, hour: int, muted: str, weeks_ahead: int) -> Listener:
    return Listener(person_id, reader, hour, frozenset(muted.split()), weeks_ahead)


def _school_of(status: str | None, school_id: int | None) -> int:
    if status is None or school_id is None:
        raise Refused(Reason.NOT_TEACHER)
    if status == "waiting":
        raise Refused(Reason.TEACHER_WAITING)
    return school_id


def says_yes_in_advance(session: Session, placement_id: int) -> bool:
    """Whether the placement confirms at once; `Refused` NOT_OPEN if it takes no one."""
    row = session.connection().execute(_OPEN, {"placement": placement_id}).first()
    return _says_yes((None, 0, None, None) if row is None else tuple(row), None)


def _says_yes(facts: tuple[Any, ...], audience: Audience | None) -> bool:
    """Reads the placement's status, takes, direct, and its employer's status."""
    status, takes, direct, employer_status = facts
    if status != "published" or employer_status != "approved":
        raise Refused(Reason.NOT_OPEN)
    if audience is not None and not takes & audience:
        raise Refused(Reason.AUDIENCE_NOT_TAKEN, audience=audience, takes=takes)
    return bool(direct)


def agreed(wanted: int | None, first: date | None, last: date | None) -> dict[str, object]:
    """The columns of what both sides have agreed on."""
    return {"agreed_seats": wanted, "agreed_first": first, "agreed_last": last}
