"""A school takes seats in weeks of a placement: the one rule that thousands may want at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Integer, bindparam, insert, literal, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models import history, manners, notices, planning, reach, seats
from models.forms import Audience
from models.hot import Hot
from models.notices import Kind, Planned
from models.planning import Agreed, Listener
from models.refusals import Reason, Refused
from models.tables import Employer, Member, Person, Placement, Reservation, School, Teacher
from models.timetable_row import Reader
from models.together import Call, shared
from models.weeks import add_working_days, at_local, first_school_day, local_day

ANSWER_WORKING_DAYS = 3
# On its first school day a request that nobody answered is over: the pupils need to know where to go.
BEGINS_AT = time(8)


def answer_until(now: datetime, first: date) -> datetime:
    """Until when the employer may answer: three working days, but not beyond the morning on which the weeks
    from Monday `first` begin (Stockholm). Aware UTC."""
    return min(add_working_days(now, ANSWER_WORKING_DAYS), at_local(first_school_day(first), BEGINS_AT))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reservation came to. `repeated` if the same tap had already made it, `unheard` if nobody of the
    employer can be reached just now."""

    reservation_id: int
    status: str
    answer_by: datetime | None
    repeated: bool = False
    unheard: bool = False


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
        col(_member.unreachable_since),
        bindparam("number", type_=Integer).label("number"),
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
_INSERT = Hot(insert(Reservation).returning(col(Reservation.key), col(Reservation.id)))


@dataclass(frozen=True, slots=True)
class _Tap:
    """What one call of `reserve` asks for."""

    person_id: int
    placement_id: int
    first: date
    last: date
    wanted: int
    audience: Audience | None
    key: str
    now: datetime


def reserve_each(session: Session, calls: Sequence[Call]) -> list[Receipt | Refused]:
    """`reserve` for several calls: what each comes to, in the order of the calls.

    As if they had come one after the other, by places and dates, and a key that comes again last.
    """
    taps = [_Tap(*args, **named) for args, named in calls]
    firsts = {tap.key: number for number, tap in reversed(list(enumerate(taps)))}
    standing = _standing(session, taps)
    came_to: dict[int, Receipt | Refused] = {}
    rows: dict[int, dict[str, Any]] = {}
    for number in sorted(firsts.values()):
        try:
            rows[number] = _wish(taps[number], standing[number])
        except Refused as refused:
            came_to[number] = refused
        except _Repeated as repeated:
            came_to[number] = repeated.receipt
    _take(session, taps, rows, came_to)
    _write(session, taps, rows, standing, came_to)
    again = [number for number in range(len(taps)) if number not in came_to]
    if again:
        came_to |= zip(again, reserve_each(session, [calls[number] for number in again]), strict=True)
    return [came_to[number] for number in range(len(taps))]


@shared(reserve_each)
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
    TEACHER_WAITING, NOT_OPEN, AUDIENCE_NOT_TAKEN, WEEK_OVER, and the reasons of `seats.take_each`.
    """
    asked = (person_id, placement_id, first, last, wanted, audience, key, now)
    (came_to,) = reserve_each(session, [(asked, {})])
    if isinstance(came_to, Refused):
        raise came_to
    return came_to


def _standing(session: Session, taps: Sequence[_Tap]) -> list[list[tuple[Any, ...]]]:
    asked = [
        {"number": number, "key": tap.key, "person": tap.person_id, "placement": tap.placement_id}
        for number, tap in enumerate(taps)
    ]
    found: list[list[tuple[Any, ...]]] = [[] for _ in taps]
    for row in _STANDING.rows_of_each(session, asked):
        found[row[-1]].append(row)
    return found


class _Repeated(Exception):
    """The same tap had already made a reservation."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def _wish(tap: _Tap, standing: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The reservation that the tap would make. Raises `Refused`, or `_Repeated`."""
    known_id, known_status, known_answer_by, known_teacher_id = standing[0][:4]
    if known_id is not None:
        if known_teacher_id != tap.person_id:
            raise Refused(Reason.GONE)
        unheard = _nobody_reached(standing)
        raise _Repeated(Receipt(known_id, known_status, known_answer_by, repeated=True, unheard=unheard))
    school_id = _school_of(*standing[0][4:6])
    seats.check_wish(tap.wanted, tap.first, tap.last, local_day(tap.now))
    direct = _says_yes(standing[0][7:11], tap.audience)
    return {
        "key": tap.key,
        "placement_id": tap.placement_id,
        "school_id": school_id,
        "teacher_id": tap.person_id,
        "audience": int(tap.audience) if tap.audience is not None else None,
        "seats": tap.wanted,
        "first": tap.first,
        "last": tap.last,
        "status": "confirmed" if direct else "requested",
        "answer_by": None if direct else answer_until(tap.now, tap.first),
        "created_at": tap.now,
        "changed_at": tap.now,
        **(agreed(tap.wanted, tap.first, tap.last) if direct else agreed(None, None, None)),
    }


def _take(
    session: Session,
    taps: Sequence[_Tap],
    rows: dict[int, dict[str, Any]],
    came_to: dict[int, Receipt | Refused],
) -> None:
    """Takes the seats; whoever gets none has no row any more, but the reason."""
    numbers = list(rows)
    wishes = [
        seats.Wish(tap.placement_id, tap.wanted, tap.first, tap.last)
        for tap in map(taps.__getitem__, numbers)
    ]
    for place, refused in seats.take_each(session, wishes).items():
        came_to[numbers[place]] = refused
        del rows[numbers[place]]


def _write(
    session: Session,
    taps: Sequence[_Tap],
    rows: dict[int, dict[str, Any]],
    standing: list[list[tuple[Any, ...]]],
    came_to: dict[int, Receipt | Refused],
) -> None:
    """The reservations, who made them, and whom they are told to: a statement each for all of them."""
    told: list[tuple[int, Planned]] = []
    changes = []
    unheard: dict[int, datetime] = {}
    ids = dict(_INSERT.take_in(session, list(rows.values())))
    for number, row in rows.items():
        tap, id_ = taps[number], ids[row["key"]]
        nobody = _nobody_reached(standing[number])
        came_to[number] = Receipt(id_, row["status"], row["answer_by"], unheard=nobody)
        if nobody:
            unheard[id_] = tap.now
        changes.append(history.change("reservation", id_, row["status"], tap.now, by=tap.person_id))
        municipality, extract = standing[number][0][6], bool(standing[number][0][11])
        settled = Agreed(id_, tap.first, tap.last, tap.audience, extract, municipality)
        told += _told(settled, _listeners(standing[number], tap.person_id), row["answer_by"], tap.now)
    history.note_all(session, changes)
    notices.tell_all(session, told + reach.unheard(session, unheard))


def _told(
    booked: Agreed, people: list[Listener], answer_by: datetime | None, now: datetime
) -> list[tuple[int, Planned]]:
    """The news to the employer's people, and what lies ahead or the nudges to answer."""
    kind = Kind.BOOKED if answer_by is None else Kind.REQUESTED
    soon = answer_by is None and manners.begins_soon(first_school_day(booked.first), now)
    said = Planned(kind, "reservation", booked.reservation_id, now, urgent=soon)
    told = [(one.person_id, said) for one in people if one.reader is Reader.EMPLOYER]
    if answer_by is None:
        return told + planning.ahead(booked, people, now)
    return told + planning.nudges(booked.reservation_id, people, answer_by, "", now)


def _listeners(standing: list[tuple[Any, ...]], teacher_id: int) -> list[Listener]:
    teacher = _listener(teacher_id, Reader.TEACHER, *standing[0][12:15])
    members = [_listener(row[15], Reader.EMPLOYER, *row[16:19]) for row in standing if row[15] is not None]
    return [*members, teacher]


def _nobody_reached(standing: list[tuple[Any, ...]]) -> bool:
    return all(row[15] is None or row[19] is not None for row in standing)


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
