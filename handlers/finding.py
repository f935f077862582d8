"""What a search finds: a page of its list, and what to loosen when nothing fits."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.callbacks import week_code
from models import nearest, people, search
from models.people import Who
from models.rarities import Rarities
from models.refusals import Reason, Refused
from models.search import CAP, Found, Wish
from models.seats import MAX_WEEKS
from models.vocabulary import neighbours, related_fields
from models.weeks import local_day

PAGE = 5
LAST_PAGE = CAP // PAGE - 1
# So many neighbours, related fields or things to leave out are offered to who found nothing.
MOST_OF_A_KIND = 3
# What is taken out together where one thing less finds nothing.
TOGETHER = "+"
PAIRS = (
    ("fields", "places"),
    ("words", "places"),
    ("places", "weeks"),
    ("fields", "weeks"),
    ("words", "weeks"),
)
# A wish that may find more: what and value as its button would have them.
Tried = tuple[str, str, Wish]


@dataclass(frozen=True, slots=True)
class Looser:
    """A wish that asks for less: `what` and `value` as its button has them, and how many places it finds."""

    what: str
    value: str
    wish: Wish
    total: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of what a kept search finds now. `looser` only where nothing was found; `home` is the
    municipality of who looks, if it is known."""

    search_id: int
    wish: Wish
    page: int
    found: Found
    looser: tuple[Looser, ...] = ()
    home: str | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-self.found.total // PAGE))


def listing(session: Session, who: Who, search_id: int, page: int, now: datetime) -> Listing:
    """The page, or the last one if the list has become shorter; `Refused` GONE for another's search."""
    return look(session, who, search_id, search.kept(session, who.id, search_id), page, now)


def turned(session: Session, who: Who, search_id: int, page: int, now: datetime) -> Listing:
    """As `listing`, and remembers the page, so that "more" goes on from there."""
    page = min(max(page, 0), LAST_PAGE)
    return look(session, who, search_id, search.turn(session, who.id, search_id, page), page, now)


def refined(session: Session, who: Who, search_id: int, now: datetime, /, **changes: Any) -> Listing:
    """Changes the wish and lists what it finds; a question that waited is answered by that."""
    return look(session, who, search_id, altered(session, who.id, search_id, **changes), 0, now)


def altered(session: Session, person_id: int, search_id: int, /, **changes: Any) -> Wish:
    """As `refined`, where what is found isn't shown."""
    people.ask(session, person_id, None)
    return search.refine(session, person_id, search_id, **changes)


def changed(
    session: Session, who: Who, search_id: int, wish: Wish, now: datetime, /, **changes: Any
) -> Listing:
    """As `refined`, for a wish that was just read."""
    other = replace(wish, **changes)
    search.keep(session, search_id, other)
    people.ask(session, who.id, None)
    return look(session, who, search_id, other, 0, now)


def begun(session: Session, who: Who, wish: Wish, now: datetime) -> Listing:
    """Keeps a new wish and lists what it finds."""
    people.ask(session, who.id, None)
    return look(session, who, search.begin(session, who.id, wish, now), wish, 0, now)


def look(session: Session, who: Who, search_id: int, wish: Wish, page: int, now: datetime) -> Listing:
    """The page of the wish's hits; nothing is changed."""
    rarities = Rarities(session, now)
    return nearest_too(session, hits(session, who, search_id, wish, page, now, rarities), now, rarities)


def hits(
    session: Session,
    who: Who,
    search_id: int,
    wish: Wish,
    page: int,
    now: datetime,
    rarities: Rarities | None = None,
) -> Listing:
    """As `look`, without what lies near where nothing is found."""
    page = min(max(page, 0), LAST_PAGE)
    rarities = rarities or Rarities(session, now)
    found = search.look(session, ahead(wish, now), now, PAGE, page * PAGE, rarities, who.home)
    return Listing(search_id, wish, found.begin // PAGE, found, home=who.home)


def nearest_too(session: Session, shown: Listing, now: datetime, rarities: Rarities) -> Listing:
    """The page, with what lies near where nothing is found."""
    if shown.found.total:
        return shown
    return replace(shown, looser=_looser(session, shown.wish, now, rarities))


def ahead(wish: Wish, now: datetime) -> Wish:
    """The wish without weeks that have begun, since those can't be reserved."""
    today = local_day(now)
    start = today + timedelta(days=-today.weekday() % 7)
    return replace(wish, first=max(wish.first or start, start))


def _looser(session: Session, wish: Wish, now: datetime, rarities: Rarities) -> tuple[Looser, ...]:
    """What lies near and finds something: weeks beside, places beside, work alike, then asking for less.

    Two things less only where nothing else helps.
    """
    tried = [*_moved(wish, now), *_beside(wish), *_alike(wish)]
    asked = dropable(wish)
    tried += [_dropped(wish, name) for name in asked]
    tried += [_dropped(wish, TOGETHER.join(pair)) for pair in PAIRS if set(pair) <= set(asked)]
    totals = nearest.totals(session, [ahead(other, now) for _, _, other in tried], now, rarities)
    found = [Looser(*one, total) for one, total in zip(tried, totals, strict=True) if total]
    single = [one for one in found if TOGETHER not in one.value]
    kinds = {what: [one for one in single or found if one.what == what] for what, _, _ in tried}
    return tuple(one for of_kind in kinds.values() for one in of_kind[:MOST_OF_A_KIND])


def _dropped(wish: Wish, value: str) -> Tried:
    return "drop", value, replace(wish, **without(wish, value))


def _moved(wish: Wish, now: datetime) -> list[Tried]:
    today, found = local_day(now), []
    for step in (1, -1):
        moved = moved_by(wish, step)
        if moved is not None and moved[0] >= today:
            other = replace(wish, first=moved[0], last=moved[1])
            found.append(("move", str(week_code(moved[0])), other))
    return found


def _beside(wish: Wish) -> list[Tried]:
    """The municipalities around those that were chosen."""
    around = dict.fromkeys(code for chosen in wish.municipalities for code in neighbours(chosen))
    codes = [code for code in around if code not in wish.municipalities]
    return [("near", code, replace(wish, municipalities=(code,))) for code in codes]


def _alike(wish: Wish) -> list[Tried]:
    """The fields that are related to those that were chosen."""
    alike = dict.fromkeys(field for chosen in wish.fields for field in related_fields(chosen))
    fields = [field for field in alike if field not in wish.fields]
    return [("kin", field, replace(wish, fields=(field,))) for field in fields]


def dropable(wish: Wish) -> list[str]:
    """What the wish asks for that it could do without, the least important first."""
    asked = {
        "words": bool(wish.words),
        "fields": bool(wish.fields),
        "places": bool(wish.municipalities),
        "seats": wish.seats > 1,
        "weeks": wish.first is not None,
        "form": wish.audience is not None,
    }
    return [name for name, is_asked in asked.items() if is_asked]


def without(wish: Wish, value: str) -> dict[str, Any]:
    """The changes that take one thing out of the wish; p.1490 and f.<id> take out one of several, and
    fields+places two things.

    Raises `LookupError` for what a wish doesn't have.
    """
    if TOGETHER in value:
        first, _, second = value.partition(TOGETHER)
        return without(wish, first) | without(wish, second)
    kind, _, one = value.partition(".")
    if kind == "p" and one:
        return {"municipalities": tuple(code for code in wish.municipalities if code != one)}
    if kind == "f" and one:
        return {"fields": tuple(field for field in wish.fields if field != one)}
    changes: dict[str, dict[str, Any]] = {
        "words": {"words": ""},
        "fields": {"fields": ()},
        "places": {"municipalities": ()},
        "seats": {"seats": 1},
        "weeks": {"first": None, "last": None},
        "form": {"audience": None},
    }
    return changes[value]


def moved_by(wish: Wish, step: int) -> tuple[date, date] | None:
    """The wished weeks, `step` weeks later."""
    if wish.first is None or wish.last is None:
        return None
    return wish.first + timedelta(weeks=step), wish.last + timedelta(weeks=step)


def tapped_week(wish: Wish, monday: date) -> dict[str, Any]:
    """The first tap begins a range, a later week ends it, and the next tap begins anew.

    Tapping twice on the same week changes nothing, since Telegram may repeat a tap. Raises `Refused`
    TOO_MANY_WEEKS.
    """
    first, last = wish.first, wish.last
    if monday == last:
        return {}
    if first is None or first != last or monday < first:
        return {"first": monday, "last": monday}
    if (monday - first).days // 7 >= MAX_WEEKS:
        raise Refused(Reason.TOO_MANY_WEEKS, limit=MAX_WEEKS)
    return {"last": monday}
