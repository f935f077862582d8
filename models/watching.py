"""Watches: "tell me when something turns up". A kept wish of somebody who looks for places, and its end.

What they are told stands in `models.turning_up`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, search
from models.refusals import Reason, Refused
from models.search import Wish
from models.tables import Coordinator, Teacher
from models.weeks import WEEK, local_day
from models.wish_tables import Watch, WatchKnown

MOST = 10
# A wish for any week is watched for so long.
LONGEST = 26 * WEEK


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch as its owner sees it. `until` is the last Monday that is of interest."""

    id: int
    wish: Wish
    until: date
    ended: bool


def upcoming(now: datetime) -> date:
    """The first Monday that can still be reserved."""
    today = local_day(now)
    return today + timedelta(days=-today.weekday() % 7)


def may_watch(session: Session, person_id: int) -> bool:
    """Who looks for places on behalf of pupils: teachers, also while they wait, and coordinators."""
    teaches = exists().where(col(Teacher.person_id) == person_id, col(Teacher.status) != "refused")
    coordinates = exists().where(col(Coordinator.person_id) == person_id)
    return bool(session.connection().execute(select(or_(teaches, coordinates))).scalar())


def begin(session: Session, person_id: int, wish: Wish, now: datetime) -> Watched:
    """Watches for a wish; the same wish again gives the watch that there is.

    Raises `Refused`: NOT_SEARCHING, WEEK_OVER (`monday`), or TOO_MANY_WATCHES (`limit`).
    """
    if not may_watch(session, person_id):
        raise Refused(Reason.NOT_SEARCHING)
    soonest = upcoming(now)
    until = wish.last or max(wish.first or soonest, soonest) + LONGEST
    if until < soonest:
        raise Refused(Reason.WEEK_OVER, monday=until)
    known = mine(session, person_id, now)
    same = next((watch for watch in known if watch.wish == wish), None)
    if same is not None:
        return same
    _room_for_one_more(known)
    row = Watch(person_id=person_id, until=until, created_at=now, **search.columns_of(wish))
    session.add(row)
    session.flush()
    _know(session, row.id, wish, now)
    return watched(row)


def _room_for_one_more(known: Sequence[Watched]) -> None:
    if len(known) >= MOST:
        raise Refused(Reason.TOO_MANY_WATCHES, limit=MOST)


def _know(session: Session, watch_id: int, wish: Wish, now: datetime) -> None:
    """What fits already has been seen."""
    first = max(wish.first or upcoming(now), upcoming(now))
    found = search.look(session, replace(wish, first=first), now, search.CAP)
    rows = [
        {"watch_id": watch_id, "placement_id": hit.placement.id}
        for hit in found.hits
        if hit.fits >= found.wanted
    ]
    if rows:
        session.connection().execute(insert(WatchKnown), rows)


LIVE = and_(col(Watch.ended_at).is_(None), col(Watch.until) >= bindparam("upcoming"))


def mine(session: Session, person_id: int, now: datetime) -> list[Watched]:
    """The person's watches that still run, the oldest first."""
    query = select(Watch).where(LIVE, col(Watch.person_id) == person_id).order_by(col(Watch.id))
    return [watched(row) for row in session.scalars(query, {"upcoming": upcoming(now)})]


def of(session: Session, person_id: int, watch_id: int) -> Watched:
    """One watch, also one that has ended; `Refused` GONE for another's."""
    return watched(_mine(session, person_id, watch_id))


def end(session: Session, person_id: int, watch_id: int, now: datetime) -> Watched:
    """Nothing more is said about it. Ending twice changes nothing; `Refused` GONE for another's."""
    row = _mine(session, person_id, watch_id)
    row.ended_at = row.ended_at or now
    session.flush()
    notices.drop(session, "watch", watch_id)
    return watched(row)


def resume(session: Session, person_id: int, watch_id: int, now: datetime) -> Watched:
    """Takes the end back. Raises `Refused` GONE, WEEK_OVER or TOO_MANY_WATCHES."""
    row = _mine(session, person_id, watch_id)
    if row.until < upcoming(now):
        raise Refused(Reason.WEEK_OVER, monday=row.until)
    if row.ended_at is not None:
        _room_for_one_more(mine(session, person_id, now))
    row.ended_at = None
    session.flush()
    return watched(row)


def _mine(session: Session, person_id: int, watch_id: int) -> Watch:
    row = session.get(Watch, watch_id)
    if row is None or row.person_id != person_id:
        raise Refused(Reason.GONE)
    return row


def watched(row: Watch) -> Watched:
    """The watch in a row."""
    return Watched(row.id, wish_in(row), row.until, row.ended_at is not None)


def wish_in(row: Any) -> Wish:
    """The wish in a row that has the columns of `Watch`."""
    kept = (row.audience, row.first, row.last, row.seats, row.municipalities, row.fields, row.words)
    return search.wish_from(*kept)


def over(soonest: Any) -> tuple[Any, ...]:
    """The condition of watches whose weeks are over, though nobody has ended them."""
    return col(Watch.ended_at).is_(None), col(Watch.until) < soonest


def end_over(session: Session, now: datetime) -> None:
    """Ends the watches whose weeks are over, without a word: nothing was promised beyond them."""
    connection = session.connection()
    connection.execute(update(Watch).where(*over(upcoming(now))).values(ended_at=now))
    past = select(col(Watch.id)).where(col(Watch.until) < upcoming(now))
    connection.execute(delete(WatchKnown).where(col(WatchKnown.watch_id).in_(past)))
