"""The one place where seats are taken and given back.

A week's `taken` always equals the sum of what live reservations hold in it and never exceeds its
`seats`. One conditional UPDATE decides, under any number of writers, on SQLite and on PostgreSQL; a
CHECK constraint is its second lock.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, func, select, true, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import openings
from models.hot import Hot
from models.refusals import Reason, Refused
from models.tables import Week

MAX_SEATS = 99
MAX_WEEKS = 60

Held = dict[date, int]


def held(seats: int, first: date, last: date) -> Held:
    """How many seats are held in each week from `first` to `last`, both Mondays."""
    weeks = (last - first).days // 7 + 1
    return {first + timedelta(weeks=index): seats for index in range(weeks)}


def at_most_of_both(one: Held, other: Held) -> Held:
    """What must be held so that either of the two can still come true."""
    return {monday: max(one.get(monday, 0), other.get(monday, 0)) for monday in sorted({*one, *other})}


def check_wish(seats: int, first: date, last: date, today: date) -> None:
    """Raises `Refused` for weeks that are backwards, over, too many or no Mondays, and seats out of 1–99."""
    if not 1 <= seats <= MAX_SEATS:
        raise Refused(Reason.SEATS_SENSELESS, seats=seats, limit=MAX_SEATS)
    for day in (first, last):
        if day.weekday():
            raise Refused(Reason.WEEK_NOT_OFFERED, monday=day)
    if last < first:
        raise Refused(Reason.WEEKS_BACKWARDS, first=first, last=last)
    if (last - first).days // 7 >= MAX_WEEKS:
        raise Refused(Reason.TOO_MANY_WEEKS, limit=MAX_WEEKS)
    # A week can still be reserved on its Monday; later its placement would already have begun.
    if first < today:
        raise Refused(Reason.WEEK_OVER, monday=first)


_wanted = (
    col(Week.placement_id) == bindparam("placement"),
    col(Week.monday).between(bindparam("first"), bindparam("last")),
)
# On PostgreSQL whoever waited for another's commit must look at the weeks anew, so the locks come first, in a
# statement of their own; taken by date, so that two overlapping reservations never wait for each other.
_LOCK_WANTED = Hot(select(col(Week.monday)).where(*_wanted).order_by(col(Week.monday)).with_for_update())
_fits = (col(Week.listed) == true(), col(Week.taken) + bindparam("n") <= col(Week.seats))
_fitting = select(func.count()).where(*_wanted, *_fits)
_TAKE = Hot(
    update(Week)
    # All of the weeks or none.
    .where(*_wanted, *_fits, _fitting.correlate(None).scalar_subquery() == bindparam("weeks"))
    .values(taken=col(Week.taken) + bindparam("n"))
    .returning(bindparam("number", type_=Integer).label("number"))
    .execution_options(synchronize_session=False)
)
_SHIFT = (
    update(Week)
    .where(
        col(Week.placement_id) == bindparam("placement"),
        col(Week.monday).in_(bindparam("mondays", expanding=True)),
        col(Week.taken) + bindparam("n") <= col(Week.seats),
    )
    .values(taken=col(Week.taken) + bindparam("n"))
    .returning(col(Week.monday))
    .execution_options(synchronize_session=False)
)
_LOCK = (
    select(col(Week.monday))
    .where(
        col(Week.placement_id) == bindparam("placement"),
        col(Week.monday).in_(bindparam("mondays", expanding=True)),
    )
    .order_by(col(Week.monday))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Wish:
    """`seats` in every week of a placement from `first` to `last`, both Mondays."""

    placement_id: int
    seats: int
    first: date
    last: date

    @property
    def weeks(self) -> int:
        return (self.last - self.first).days // 7 + 1


def take_each(session: Session, wishes: Sequence[Wish]) -> dict[int, Refused]:
    """Takes the seats of each wish in all of its weeks or in none; gives why for each that got none.

    The reasons by the wishes' places: WEEK_NOT_OFFERED (`monday`), NOT_ENOUGH_SEATS (`monday`, `left`,
    `weeks`: what is left in each week) or NOT_OPEN when the placement isn't listed any more.
    """
    # By places and dates, so that no two groups wait for each other.
    in_order = sorted(enumerate(wishes), key=lambda one: (one[1].placement_id, one[1].first))
    asked = [_taking(number, wish) for number, wish in in_order]
    if session.get_bind().dialect.name == "postgresql":
        _LOCK_WANTED.rows_of_each(session, asked)
    got = {number for (number,) in _TAKE.rows_of_each(session, asked)}
    return {
        number: why_not(session, wish.placement_id, held(wish.seats, wish.first, wish.last), {})
        for number, wish in enumerate(wishes)
        if number not in got
    }


def _taking(number: int, wish: Wish) -> dict[str, Any]:
    return {
        "number": number,
        "placement": wish.placement_id,
        "first": wish.first,
        "last": wish.last,
        "n": wish.seats,
        "weeks": wish.weeks,
    }


def shift(session: Session, placement_id: int, before: Held, after: Held) -> None:
    """Goes from holding `before` to holding `after` in one step, or raises `Refused` as `take` does."""
    deltas: dict[int, list[date]] = defaultdict(list)
    for monday in sorted({*before, *after}):
        delta = after.get(monday, 0) - before.get(monday, 0)
        if delta:
            deltas[delta].append(monday)
    if not deltas:
        return
    mondays = sorted(monday for group in deltas.values() for monday in group)
    connection = session.connection()
    connection.execute(_LOCK, {"placement": placement_id, "mondays": mondays}).all()
    done: Held = {}
    for delta, group in sorted(deltas.items()):
        parameters = {"placement": placement_id, "mondays": group, "n": delta}
        changed = connection.execute(_SHIFT, parameters).scalars().all()
        done.update({monday: after.get(monday, 0) for monday in changed})
        if len(changed) != len(group):
            raise why_not(session, placement_id, after, taken_already={**before, **done})
    if min(deltas) < 0:
        openings.note(session, placement_id)


def why_not(session: Session, placement_id: int, wanted: Held, taken_already: Held) -> Refused:
    """The reason that fits when `wanted` can't be held by someone who already holds `taken_already`."""
    left = left_in(session, placement_id, list(wanted))
    room = {monday: free + taken_already.get(monday, 0) for monday, free in left.items()}
    for monday in sorted(wanted):
        if monday not in room:
            return Refused(Reason.WEEK_NOT_OFFERED, monday=monday)
    short = [monday for monday in sorted(wanted) if room[monday] < wanted[monday]]
    if not short:
        return Refused(Reason.NOT_OPEN)
    return Refused(Reason.NOT_ENOUGH_SEATS, monday=short[0], left=room[short[0]], weeks=room)


def left_in(session: Session, placement_id: int, mondays: Sequence[date]) -> Held:
    """How many seats are free in each of the weeks that are offered."""
    query = select(col(Week.monday), col(Week.seats) - col(Week.taken)).where(
        col(Week.placement_id) == placement_id, col(Week.monday).in_(mondays)
    )
    return {row[0]: row[1] for row in session.connection().execute(query)}
