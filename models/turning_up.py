"""What turns up for those who watch: each new place once, as soon as it fits.

What may be new was noted where it happened (`models.openings`). One query for each such placement finds the
watches that it may fit, and the rest is compared in memory. A place that fitted when the watch began is no
news.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, openings
from models.hot import Hot
from models.notices import Kind, Planned
from models.search import MOST_WORDS, Wish, finds
from models.tables import Notice, Person, Word
from models.timetable_row import Group
from models.views import PlacementView, placements
from models.vocabulary import stems
from models.watching import LIVE, Watched, may_watch, over, upcoming, watched, wish_in
from models.weeks import at_local, mondays_between
from models.wish_tables import Opening, Watch, WatchKnown

# After one message what turns up next waits so long, and then comes together.
TOGETHER = timedelta(hours=1)
# So few in one transaction that whoever reserves meanwhile needn't wait.
MOST_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class TurnedUp:
    """A place that fits a watch, for its owner, and the weeks in which it does."""

    watch: Watched
    place: PlacementView
    mondays: tuple[date, ...]


_ANYTHING = Hot(
    select(or_(exists(select(col(Opening.id))), exists().where(*over(bindparam("upcoming")))).label("any"))
)


def anything_due(session: Session, now: datetime) -> bool:
    """Whether a placement waits to be looked at, or a watch is over. Each tick asks."""
    return bool(_ANYTHING.rows(session, {"upcoming": upcoming(now)})[0][0])


_told = exists().where(
    col(Notice.about) == "watch",
    col(Notice.about_id) == col(Watch.id),
    col(Notice.detail) == bindparam("detail"),
    col(Notice.status) != "dropped",
)
_seen = exists().where(
    col(WatchKnown.watch_id) == col(Watch.id), col(WatchKnown.placement_id) == bindparam("placement")
)
_kept = (
    *(col(Watch.id), col(Watch.person_id), col(Watch.audience), col(Watch.first), col(Watch.last)),
    *(col(Watch.seats), col(Watch.municipalities), col(Watch.fields), col(Watch.words)),
    *(col(Watch.until), col(Watch.told_at), col(Person.muted)),
)
_MAY_CARE: Any = (
    select(*_kept)
    .join(Person, col(Person.id) == col(Watch.person_id))
    .where(
        LIVE,
        or_(col(Watch.audience).is_(None), col(Watch.audience).op("&")(bindparam("takes")) != 0),
        col(Watch.seats) <= bindparam("most_left"),
        or_(col(Watch.first).is_(None), col(Watch.first) <= bindparam("last_open")),
        or_(col(Watch.last).is_(None), col(Watch.last) >= bindparam("first_open")),
        or_(col(Watch.municipalities) == "", col(Watch.municipalities).like(bindparam("place"))),
        or_(col(Watch.fields) == "", col(Watch.fields).like(bindparam("field"))),
        ~_seen,
        ~_told,
    )
    .order_by(col(Watch.id))
)


_TOLD = update(Watch).where(col(Watch.id) == bindparam("watch")).values(told_at=bindparam("due"))


def tell(session: Session, now: datetime) -> bool:
    """Tells those who watch of what opened; says whether more waits to be looked at."""
    ids = openings.take(session, MOST_AT_ONCE)
    for place in placements(session, ids, upcoming(now)):
        if _is_listed(place) and any(week.left > 0 for week in place.weeks):
            _tell_of(session, place, now)
    return openings.any_waits(session)


def _is_listed(place: PlacementView) -> bool:
    return place.status == "published" and place.employer_status == "approved"


def _tell_of(session: Session, place: PlacementView, now: datetime) -> None:
    connection = session.connection()
    found = connection.execute(_MAY_CARE, _asked(place, now)).all()
    known = _stems_of(session, place.id) if any(row.words for row in found) else frozenset()
    told, times = [], []
    for row in found:
        if Group.WATCHING not in row.muted.split() and fitting(wish_in(row), place, known, now):
            due = _due(row.told_at, now)
            told.append((row.person_id, _planned(row.id, row.until, place.id, due)))
            times.append({"watch": row.id, "due": due})
    if told:
        connection.execute(_TOLD, times)
        notices.tell_all(session, told)


def _asked(place: PlacementView, now: datetime) -> dict[str, Any]:
    room = {week.monday: week.left for week in place.weeks if week.left > 0}
    return {
        "upcoming": upcoming(now),
        "placement": place.id,
        "detail": str(place.id),
        "takes": place.takes,
        "most_left": max(room.values()),
        "first_open": min(room),
        "last_open": max(room),
        "place": f"%{place.municipality}%",
        "field": f"%{place.field}%",
    }


def _due(told_at: datetime | None, now: datetime) -> datetime:
    """At once, unless something was told within the hour; then with the next message, all together."""
    if told_at is None or told_at + TOGETHER <= now:
        return now
    return told_at if told_at > now else told_at + TOGETHER


def _planned(watch_id: int, until: date, placement_id: int, due: datetime) -> Planned:
    named = str(placement_id)
    # The last week can be reserved until its Monday is over.
    over = at_local(until + timedelta(days=1), time())
    return Planned(Kind.TURNED_UP, "watch", watch_id, due, over, detail=named, mark=named)


def _stems_of(session: Session, placement_id: int) -> frozenset[str]:
    query = select(col(Word.stem)).where(col(Word.placement_id) == placement_id)
    return frozenset(session.connection().execute(query).scalars())


def fitting(wish: Wish, place: PlacementView, known: frozenset[str], now: datetime) -> tuple[date, ...]:
    """The weeks in which the place fits the wish, empty where it doesn't: all that are wished for and can
    still be reserved or, where none were named, those with room. `known` are the stems of its texts."""
    if wish.audience is not None and not place.takes & wish.audience:
        return ()
    if wish.municipalities and place.municipality not in wish.municipalities:
        return ()
    if (wish.fields and place.field not in wish.fields) or not _has_words(wish.words, known):
        return ()
    first = max(wish.first or upcoming(now), upcoming(now))
    room = [week.monday for week in place.weeks if week.monday >= first and week.left >= wish.seats]
    if wish.last is None:
        return tuple(room)
    wanted = mondays_between(first, wish.last) if first <= wish.last else []
    return tuple(wanted) if wanted and set(wanted) <= set(room) else ()


def _has_words(words: str, known: frozenset[str]) -> bool:
    """Whether every word is there, as in a search."""
    return all(any(finds(word, stem) for stem in known) for word in stems(words)[:MOST_WORDS])


def news(
    session: Session, person_id: int, watch_id: int, placement_id: int, now: datetime
) -> TurnedUp | None:
    """What a due notice tells; None when it is over, unwanted, or the place is gone or full."""
    row, person = session.get(Watch, watch_id), session.get(Person, person_id)
    if row is None or person is None or row.person_id != person_id or row.ended_at is not None:
        return None
    if Group.WATCHING in person.muted.split() or not may_watch(session, person_id):
        return None
    found = placements(session, [placement_id], upcoming(now))
    if not found or not _is_listed(found[0]):
        return None
    mondays = fitting(wish_in(row), found[0], _stems_of(session, placement_id), now)
    return TurnedUp(watched(row), found[0], mondays) if mondays else None
