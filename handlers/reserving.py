"""Opening a placement from a list, and sending a request for it."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.callbacks import Card, Reserve, week_from_code
from handlers.routing import asking, tapped
from handlers.screens import cards as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, reservations, search, views
from models.refusals import Reason, Refused
from models.reservations import Receipt
from models.search import Wish
from models.views import PlacementView
from models.weeks import this_monday


@tapped(Card)
async def open_card(visit: Visit, data: Card) -> Screen:
    wish, view = await visit.read(_card, visit.who.id, data.search, data.placement, visit.now)
    return screens.card(visit.t, data.search, data.page, wish, view, visit.now)


def _card(
    session: Session, person_id: int, search_id: int, placement_id: int, now: datetime
) -> tuple[Wish, PlacementView]:
    """The placement with its weeks to come. One that isn't shown any more can't be opened."""
    wish = search.kept(session, person_id, search_id)
    found = views.placements(session, [placement_id], this_monday(now))
    if not found or found[0].status != "published" or found[0].employer_status != "approved":
        raise Refused(Reason.NOT_OPEN)
    return wish, found[0]


@tapped(Reserve)
async def reserve(visit: Visit, data: Reserve) -> Screen:
    first = week_from_code(data.first)
    last = first + timedelta(weeks=data.weeks - 1)
    try:
        receipt = await visit.write(_reserve, visit.who.id, data, first, last, visit.now)
    except Refused as refused:
        if refused.reason in (Reason.TEACHER_WAITING, Reason.NOT_TEACHER):
            return screens.not_yet(visit.t, refused.reason is Reason.TEACHER_WAITING)
        if refused.reason is not Reason.NOT_ENOUGH_SEATS:
            raise
        view = await visit.read(views.placement, data.placement)
        room = refused.facts["weeks"]
        return screens.faster(visit.t, data.search, 0, view, (first, last), data.seats, room, visit.now)
    return screens.sent(visit.t, receipt)


def _reserve(
    session: Session, person_id: int, data: Reserve, first: date, last: date, now: datetime
) -> Receipt:
    wish = search.kept(session, person_id, data.search)
    key = f"{person_id}-{data.mark[:8]}-{data.placement}-{data.first}-{data.weeks}-{data.seats}"
    receipt = reservations.reserve(
        session, person_id, data.placement, first, last, data.seats, wish.audience, key, now
    )
    if not receipt.repeated:
        people.ask(session, person_id, asking("booking.label", receipt.reservation_id))
    return receipt
