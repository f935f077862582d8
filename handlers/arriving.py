"""Coming by a link: to a placement, to a ready search, or by an invitation."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers import links, mending
from handlers.callbacks import Follow
from handlers.mending import Meant
from handlers.reserving import card, shown_to_schools
from handlers.routing import tapped
from handlers.screens import arriving as screens
from handlers.screens import menu
from handlers.screens.hearing import as_meant
from handlers.screens.screen import Screen
from handlers.texts import texts
from handlers.visit import Visit
from models import invitations, people, search
from models.invitations import Welcome
from models.people import Who
from models.refusals import Reason, Refused
from models.search import Wish
from models.views import PlacementView

LANGUAGE = {"s": "sv", "e": "en"}


async def arrive(visit: Visit, payload: str) -> Screen:
    """Opens the link; someone new is first told what is kept, and goes on from there."""
    if not links.is_link(payload):
        return await _nowhere(visit)
    if visit.who.role is None and not visit.who.consented:
        return screens.welcome(visit.t, payload)
    return await _open(visit, payload)


@tapped(Follow)
async def follow(visit: Visit, data: Follow) -> Screen:
    if not links.is_link(data.payload):
        raise LookupError("link")
    if data.what in LANGUAGE:
        await visit.write(people.speak, visit.who.id, LANGUAGE[data.what])
        visit.t = texts(LANGUAGE[data.what])
    if data.what == "p":
        return screens.privacy(visit.t, data.payload)
    if data.what != "o":
        return screens.welcome(visit.t, data.payload)
    if not visit.who.consented:
        await visit.write(people.consent, visit.who.id, visit.now)
    return await _open(visit, data.payload)


async def _open(visit: Visit, payload: str) -> Screen:
    if payload.startswith(links.INVITATION):
        return await accept(visit, payload.removeprefix(links.INVITATION))
    try:
        if payload.startswith(links.PLACEMENT):
            return await _open_placement(visit, links.placement_in(payload))
        return await _open_search(visit, links.search_in(payload))
    except (LookupError, ValueError):
        return await _nowhere(visit)
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return await _nowhere(visit)


async def _nowhere(visit: Visit) -> Screen:
    """The menu below, so a question that waited is left."""
    if visit.who.asking is not None:
        await visit.write(people.ask, visit.who.id, None)
    return screens.leads_nowhere(visit.t, visit.who)


async def _open_placement(visit: Visit, placement_id: int) -> Screen:
    place, search_id = await visit.write(_placement, visit.who.id, placement_id, visit.now)
    return card(visit, place, Wish(), search_id, 0)


def _placement(
    session: Session, person_id: int, placement_id: int, now: datetime
) -> tuple[PlacementView, int]:
    """The placement, and a search for places like it, which the way back from its card leads to."""
    place = shown_to_schools(session, placement_id)
    like = Wish(
        municipalities=(place.municipality,) if place.municipality else (),
        fields=(place.field,) if place.field else (),
    )
    return place, _kept(session, person_id, like, now)


async def _open_search(visit: Visit, wish: Wish) -> Screen:
    return as_meant(visit.t, await visit.write(_search, visit.who, wish, visit.now))


def _search(session: Session, who: Who, wish: Wish, now: datetime) -> Meant:
    kept = _kept(session, who.id, wish, now)
    return mending.widened(session, who, mending.as_meant(session, who, kept, wish, now), now)


def _kept(session: Session, person_id: int, wish: Wish, now: datetime) -> int:
    """Opening the same link twice keeps one search. A question that waited is left."""
    people.ask(session, person_id, None)
    latest = search.latest(session, person_id)
    return latest[0] if latest and latest[1] == wish else search.begin(session, person_id, wish, now)


async def accept(visit: Visit, token: str) -> Screen:
    """Lets the person in by an invitation's token."""
    welcome, visit.who = await visit.write(_accept, visit.who, token[:64], visit.now)
    return menu.let_in(visit.t, welcome, visit.who)


def _accept(session: Session, who: Who, token: str, now: datetime) -> tuple[Welcome, Who]:
    welcome = invitations.accept(session, who.id, token, now)
    people.consent(session, who.id, now)
    people.act_as(session, who.id, welcome.role)
    return welcome, people.meet(session, who.chat_id) or who
