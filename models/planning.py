"""Plans what the timetable says, in the transaction of the fact: rows of the outbox that are due later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, union_all, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices
from models.forms import PRAO, Audience
from models.manners import decent
from models.moments import span
from models.notices import Kind, Planned
from models.tables import Coordinator, Member, Notice, Person, Placement, Reservation, School, Week
from models.timetable import AHEAD, NUDGES, row_of
from models.timetable_row import Anchor, Reader, Row
from models.weeks import (
    Term,
    add_working_days,
    at_local,
    first_school_day,
    last_school_day,
    local_day,
    mondays_between,
    ranges,
    term_of,
)

AHEAD_KINDS = tuple({row.kind for row in AHEAD})
Told = list[tuple[int, Planned]]
SEEN_BY_SCHOOLS = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who is told of a reservation, and how they want it."""

    person_id: int
    reader: Reader
    hour: int
    muted: frozenset[str]
    weeks_ahead: int

    def wants(self, row: Row) -> bool:
        return (
            (row.group is None or row.group not in self.muted)
            and (row.where_muted is None or row.where_muted in self.muted)
            and (not row.weeks_ahead or row.weeks_ahead == self.weeks_ahead)
        )


@dataclass(frozen=True, slots=True)
class Agreed:
    """What planning needs to know of a reservation that both sides have agreed on."""

    reservation_id: int
    first: date
    last: date
    audience: int | None
    extract: bool
    # The school's, whose breaks count.
    municipality: str | None


# Others plan by terms of their own.
_KEEPS_BREAKS = PRAO | Audience.APL


def ahead(agreed: Agreed, listeners: Iterable[Listener], now: datetime) -> Told:
    """All that lies ahead of `now` about an agreed reservation, for each who wants it."""
    anchors = {
        Anchor.FIRST_DAY: first_school_day(agreed.first),
        Anchor.LAST_DAY: last_school_day(agreed.last),
    }
    keeps_breaks = agreed.audience is None or bool(agreed.audience & _KEEPS_BREAKS)
    told: Told = []
    for listener in _once(listeners):
        school_in = agreed.municipality if keeps_breaks and listener.reader is Reader.TEACHER else None
        for row in AHEAD:
            if row.reader is not listener.reader or (row.extract and not agreed.extract):
                continue
            if not listener.wants(row):
                continue
            when = span(row, anchors[row.when.anchor], listener.hour, now, school_in)
            if when is not None:
                mark = _mark(row, agreed)
                told.append(
                    (listener.person_id, _planned(row, "reservation", agreed.reservation_id, when, mark))
                )
    return told


def _once(listeners: Iterable[Listener]) -> list[Listener]:
    """Who books at their own workplace hears it as the teacher only."""
    listed = list(listeners)
    teachers = {one.person_id for one in listed if one.reader is Reader.TEACHER}
    return [one for one in listed if one.reader is Reader.TEACHER or one.person_id not in teachers]


def _mark(row: Row, agreed: Agreed) -> str:
    if row.when.anchor is Anchor.LAST_DAY:
        return str(agreed.last)
    return f"{agreed.first}/{row.detail}" if row.detail else str(agreed.first)


def _planned(
    row: Row, about: str, about_id: int, when: tuple[datetime, datetime], mark: str, detail: str | None = None
) -> Planned:
    said = detail or row.detail
    return Planned(row.kind, about, about_id, when[0], when[1], said, mark, question=row.question)


def nudges(
    reservation_id: int, listeners: Iterable[Listener], answer_by: datetime, mark: str, now: datetime
) -> Told:
    """What the employer's people hear while a request waits, so many working days after it reached them."""
    asked = decent(now)
    said = []
    for row in NUDGES:
        assert row.until is not None
        due = add_working_days(asked, row.when.days)
        until = min(add_working_days(asked, row.until.days), answer_by)
        said.append(_planned(row, "reservation", reservation_id, (due, until), f"{mark}/{row.detail}"))
    employers = [one.person_id for one in listeners if one.reader is Reader.EMPLOYER]
    return [(person_id, planned) for person_id in employers for planned in said]


def _person(reader: Reader) -> tuple[object, ...]:
    columns = (col(Person.id), col(Person.remind_at), col(Person.muted), col(Person.weeks_ahead))
    return (literal(reader.value, literal_execute=True), *columns)


_LISTENERS = union_all(
    select(*_person(Reader.EMPLOYER))  # type: ignore[call-overload]
    .join(Member, col(Member.person_id) == col(Person.id))
    .where(col(Member.employer_id) == bindparam("employer")),
    select(*_person(Reader.TEACHER)).where(col(Person.id) == bindparam("teacher")),  # type: ignore[call-overload]
)


def listeners(session: Session, employer_id: int, teacher_id: int) -> list[Listener]:
    """The teacher and all who speak for the employer, with one query."""
    rows = session.connection().execute(_LISTENERS, {"employer": employer_id, "teacher": teacher_id})
    return [Listener(row[1], Reader(row[0]), row[2], frozenset(row[3].split()), row[4]) for row in rows]


_AGREED = (
    select(
        col(Reservation.id),
        col(Reservation.agreed_first),
        col(Reservation.agreed_last),
        col(Reservation.audience),
        col(Placement.register_extract),
        col(School.municipality),
        col(Placement.employer_id),
        col(Reservation.teacher_id),
    )
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .join(School, col(School.id) == col(Reservation.school_id))
    .where(
        col(Reservation.agreed_first).is_not(None), col(Reservation.status).in_(("requested", "confirmed"))
    )
)


def plan(session: Session, reservation_id: int, now: datetime) -> None:
    """Writes what lies ahead of the reservation as it is agreed now, in place of what was planned before.

    What was put off by a reader stays, unless the weeks are others.
    """
    row = session.connection().execute(_AGREED.where(col(Reservation.id) == reservation_id)).first()
    if row is None:
        return
    values: tuple[Any, ...] = tuple(row)
    agreed, employer_id, teacher_id = Agreed(*values[:6]), values[6], values[7]
    _drop(session, "reservation", reservation_id, AHEAD_KINDS, f"%:{agreed.first}/%/z%")
    notices.tell_all(session, ahead(agreed, listeners(session, employer_id, teacher_id), now))


def _drop(session: Session, about: str, about_id: int, kinds: Sequence[Kind], put_off: str) -> None:
    """Takes back what was planned, but not what a reader put off (a key like `put_off`)."""
    session.connection().execute(
        update(Notice)
        .where(
            col(Notice.about) == about,
            col(Notice.about_id) == about_id,
            col(Notice.status) == "waiting",
            col(Notice.kind).in_(kinds),
            ~col(Notice.key).like(put_off),
        )
        .values(status="dropped")
    )


def plan_placement(session: Session, placement_id: int, now: datetime) -> None:
    """Plans what is said of weeks that nobody books, and next year's question, in place of earlier plans."""
    connection = session.connection()
    row = connection.execute(
        select(col(Placement.employer_id), col(Placement.status), col(Placement.published_at)).where(
            col(Placement.id) == placement_id
        )
    ).one()
    people = [one for one in listeners(session, row[0], 0) if one.reader is Reader.EMPLOYER]
    notices.drop(session, "placement", placement_id, [Kind.NOBODY_COMES])
    told: Told = []
    if row[1] == "published":
        offered = connection.execute(select(col(Week.monday)).where(col(Week.placement_id) == placement_id))
        told = _of_runs(placement_id, ranges(offered.scalars()), people, row[2] or now, now)
    _drop(session, "employer", row[0], [Kind.OFFER_AGAIN], "%/z%")
    told += _of_terms(row[0], _terms(session, row[0]), people, now)
    notices.tell_all(session, told)


def _of_runs(
    placement_id: int,
    runs: Sequence[tuple[date, date]],
    people: Iterable[Listener],
    published: datetime,
    now: datetime,
) -> Told:
    """For each week, since only then it shows whether it is the first empty one of its run."""
    told: Told = []
    row = row_of(Kind.NOBODY_COMES)
    for one in people:
        for first, last in runs if one.wants(row) else ():
            later = None
            for monday in reversed(mondays_between(first, last)):
                when = span(row, first_school_day(monday), one.hour, now)
                # Schools have hardly seen what was offered late; of the first week it is said all the same.
                if when is None or (monday != first and when[0] < published + SEEN_BY_SCHOOLS):
                    continue
                due, until = when
                # By then the next week speaks for the rest.
                when = (due, later if later is not None else until)
                told.append(
                    (one.person_id, _planned(row, "placement", placement_id, when, str(monday), str(monday)))
                )
                later = due
    return told


def _terms(session: Session, employer_id: int) -> set[Term]:
    """The terms in which the employer offers something that it hasn't taken back."""
    query = (
        select(col(Week.monday))
        .join(Placement, col(Placement.id) == col(Week.placement_id))
        .where(col(Placement.employer_id) == employer_id, col(Placement.status).in_(("published", "paused")))
    )
    return {term_of(monday) for monday in session.connection().execute(query).scalars()}


def _of_terms(employer_id: int, terms: Iterable[Term], people: Iterable[Listener], now: datetime) -> Told:
    row = row_of(Kind.OFFER_AGAIN)
    following = {Term(term.year + 1, term.season) for term in terms}
    return [
        (one.person_id, _planned(row, "employer", employer_id, when, term.code, term.code))
        for one in people
        if one.wants(row)
        for term in following
        if (when := span(row, term.mondays()[0], one.hour, now)) is not None
    ]


def tell_coordinators(
    session: Session, municipality: str | None, told: Planned, but: int | None = None
) -> None:
    """Tells the municipality's coordinators and those of the whole region, but not who muted it, nor person
    `but`, who said it."""
    query = (
        select(col(Person.id), col(Person.muted))
        .join(Coordinator, col(Coordinator.person_id) == col(Person.id))
        .where(or_(col(Coordinator.municipality).is_(None), col(Coordinator.municipality) == municipality))
    )
    group = row_of(told.kind).group
    rows = session.connection().execute(query)
    listen = [row[0] for row in rows if group is None or group not in row[1].split()]
    notices.tell(session, [person_id for person_id in listen if person_id != but], told)


def plan_person(session: Session, person_id: int, now: datetime) -> None:
    """Plans anew all that concerns somebody who wants it otherwise, or who has just come to a workplace.

    What was due earlier today and hasn't been said is said now: an hour that has passed loses nothing.
    """
    connection = session.connection()
    today = at_local(local_day(now), time())
    mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
    for reservation_id in (
        connection.execute(
            select(col(Reservation.id))
            .join(Placement, col(Placement.id) == col(Reservation.placement_id))
            .where(
                or_(col(Reservation.teacher_id) == person_id, col(Placement.employer_id).in_(mine)),
                col(Reservation.status).in_(("requested", "confirmed")),
                col(Reservation.agreed_first).is_not(None),
            )
            .order_by(col(Reservation.id))
        )
        .scalars()
        .all()
    ):
        plan(session, reservation_id, today)
    for placement_id in (
        connection.execute(
            select(col(Placement.id))
            .where(col(Placement.employer_id).in_(mine), col(Placement.status) == "published")
            .order_by(col(Placement.id))
        )
        .scalars()
        .all()
    ):
        plan_placement(session, placement_id, today)


def plan_bookings(session: Session, placement_id: int, now: datetime) -> None:
    """Plans anew what concerns the reservations of a placement that asks for something else now."""
    query = select(col(Reservation.id)).where(
        col(Reservation.placement_id) == placement_id, col(Reservation.agreed_first).is_not(None)
    )
    for reservation_id in session.connection().execute(query.order_by(col(Reservation.id))).scalars().all():
        plan(session, reservation_id, now)
