"""Being told when something turns up: beginning a watch, the list of watches, and their end."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers import finding
from handlers.callbacks import TurnedUp, Watching
from handlers.finding import Listing
from handlers.quietly import quietly
from handlers.reserving import card, shown_to_schools
from handlers.routing import tapped
from handlers.screens import results
from handlers.screens import watching as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, search, watching
from models.people import Who
from models.search import Wish
from models.views import PlacementView
from models.watching import Watched


@tapped(Watching)
async def watch(visit: Visit, data: Watching) -> Screen:
    t, me, now = visit.t, visit.who.id, visit.now
    if data.what == "begin":
        return screens.begun(t, await visit.write(_begin, me, data.id, now), data.id)
    if data.what == "end":
        return screens.ended(t, await visit.write(watching.end, me, data.id, now))
    if data.what == "resume":
        visit.toast = t.plain("Bevakningen är igång igen.")
        return screens.listing(t, await visit.write(_resume, me, data.id, now))
    if data.what == "open":
        return results.results(t, await visit.write(_open, visit.who, data.id, now))
    if data.what != "list":
        raise LookupError(data.what)
    return await all_(visit)


async def all_(visit: Visit) -> Screen:
    """The person's watches."""
    return screens.listing(visit.t, await quietly(visit, watching.mine, visit.who.id, visit.now))


def _begin(session: Session, person_id: int, search_id: int, now: datetime) -> Watched:
    people.ask(session, person_id, None)
    return watching.begin(session, person_id, search.kept(session, person_id, search_id), now)


def _resume(session: Session, person_id: int, watch_id: int, now: datetime) -> list[Watched]:
    watching.resume(session, person_id, watch_id, now)
    return watching.mine(session, person_id, now)


def _open(session: Session, who: Who, watch_id: int, now: datetime) -> Listing:
    """What fits the watch now, as a search that can be changed without changing the watch."""
    wish = watching.of(session, who.id, watch_id).wish
    people.ask(session, who.id, None)
    return finding.look(session, who, _search(session, who.id, wish, now), wish, 0, now)


def _search(session: Session, person_id: int, wish: Wish, now: datetime) -> int:
    """Tapping twice keeps one search."""
    latest = search.latest(session, person_id)
    return latest[0] if latest and latest[1] == wish else search.begin(session, person_id, wish, now)


@tapped(TurnedUp)
async def open_place(visit: Visit, data: TurnedUp) -> Screen:
    """The place with what was wished for, whatever has become of the watch."""
    place, wish, search_id = await visit.write(_place, visit.who.id, data.watch, data.placement, visit.now)
    return card(visit, place, wish, search_id, 0)


def _place(
    session: Session, person_id: int, watch_id: int, placement_id: int, now: datetime
) -> tuple[PlacementView, Wish, int]:
    wish = watching.of(session, person_id, watch_id).wish
    place = shown_to_schools(session, placement_id)
    people.ask(session, person_id, None)
    return place, wish, _search(session, person_id, wish, now)


async def begin_in_words(visit: Visit, wish: Wish | None) -> Screen:
    """For who writes it: what the sentence wishes for, else what was looked for last."""
    begun = await visit.write(_in_words, visit.who.id, wish, visit.now)
    return screens.nothing_to_watch(visit.t) if begun is None else screens.begun(visit.t, *begun)


def _in_words(
    session: Session, person_id: int, wish: Wish | None, now: datetime
) -> tuple[Watched, int] | None:
    if wish is None:
        known = search.fresh(session, person_id, now)
        if known is None:
            return None
        search_id, _, wish = known
    else:
        search_id = search.begin(session, person_id, wish, now)
    return watching.begin(session, person_id, wish, now), search_id
