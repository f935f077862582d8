"""A teacher opens a placement and reserves it."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.callbacks import Card, CardWish, Reserve, week_from_code
from handlers.choices import Choice, instead
from handlers.quietly import quietly
from handlers.routing import asking, tapped
from handlers.screens import cards, receipts, refusals
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, reservations, search, views
from models.refusals import Reason, Refused
from models.reservations import LIVE
from models.reserving import Receipt
from models.search import Wish
from models.seats import MAX_SEATS, MAX_WEEKS
from models.views import PlacementView


@tapped(Card)
async def open_card(visit: Visit, data: Card) -> Screen:
    place, wish = await quietly(visit, _look_at, visit.who.id, data.search, data.placement)
    return card(visit, place, wish, data.search, data.page)


def card(
    visit: Visit, place: PlacementView, wish: Wish, search_id: int, page: int, choice: Choice | None = None
) -> Screen:
    """The placement with what a teacher can reserve; anybody else sees it without that, and a way on."""
    if visit.who.teacher_id is None:
        return cards.only_seen(visit.t, place, wish, visit.who, search_id, page, visit.now)
    return cards.card(visit.t, place, wish, search_id, page, visit.now, choice)


def _look_at(
    session: Session, person_id: int, search_id: int, placement_id: int
) -> tuple[PlacementView, Wish]:
    """The placement and the wish behind the list; `Refused` GONE for what schools may not see."""
    wish = search.kept(session, person_id, search_id)
    return shown_to_schools(session, placement_id), wish


def shown_to_schools(session: Session, placement_id: int) -> PlacementView:
    """The placement; `Refused` GONE for a draft and for an employer that nobody has vouched for."""
    place = views.placement(session, placement_id)
    if place.status == "draft" or place.employer_status != "approved":
        raise Refused(Reason.GONE)
    return place


@tapped(CardWish)
async def other_wish(visit: Visit, data: CardWish) -> Screen:
    choice = _choice(data.first, data.weeks, data.seats, fewest=0)
    place, wish = await quietly(visit, _look_at, visit.who.id, data.search, data.placement)
    if visit.who.teacher_id is None:
        return card(visit, place, wish, data.search, data.page)
    if data.what == "weeks":
        return cards.pick_weeks(visit.t, place, choice, data.search, data.page, visit.now)
    if data.what == "number":
        return cards.pick_number(visit.t, place, choice, data.search, data.page, visit.now)
    if choice.weeks:
        return card(visit, place, wish, data.search, data.page, choice)
    other = Wish(wish.audience, None, None, choice.seats)
    return card(visit, place, other, data.search, data.page)


def _choice(first: int, weeks: int, seats: int, fewest: int) -> Choice:
    """What a button says; `LookupError` for what none of ours does."""
    if not (fewest <= weeks <= MAX_WEEKS and 1 <= seats <= MAX_SEATS):
        raise LookupError("choice")
    return Choice(week_from_code(first), weeks, seats)


@tapped(Reserve)
async def reserve(visit: Visit, data: Reserve) -> Screen:
    choice = _choice(data.first, data.weeks, data.seats, fewest=1)
    try:
        receipt = await visit.write(_reserve, visit.who.id, data, choice, visit.now)
    except Refused as refused:
        return _refused(visit, data, choice, refused)
    if receipt.status not in LIVE:
        raise Refused(Reason.ALREADY_OVER, status=receipt.status)
    return receipts.sent(visit.t, receipt)


def _reserve(session: Session, person_id: int, data: Reserve, choice: Choice, now: datetime) -> Receipt:
    """Reserves, and asks what to call it. The same tap again gives the same receipt and asks nothing."""
    wish = search.kept(session, person_id, data.search)
    key = f"{person_id}-{data.mark}-{data.placement}-{data.first}-{data.weeks}-{data.seats}"
    receipt = reservations.reserve(
        session,
        person_id,
        data.placement,
        choice.first,
        choice.last,
        choice.seats,
        wish.audience,
        key,
        now,
    )
    if not receipt.repeated:
        people.ask(session, person_id, asking("booking.label", receipt.reservation_id))
    return receipt


def _refused(visit: Visit, data: Reserve, choice: Choice, refused: Refused) -> Screen:
    """A no as a screen with a way on, since the list and the card it came from are out of date."""
    t, sentence = visit.t, refusals.sentence(visit.t, refused)
    if refused.reason is Reason.GONE:
        raise refused
    if refused.reason is Reason.NOT_ENOUGH_SEATS:
        left = refused.facts["weeks"]
        return receipts.someone_was_faster(
            t, data.search, data.placement, left, choice, instead(left, choice), visit.now
        )
    if refused.reason is Reason.NOT_TEACHER:
        return receipts.not_a_teacher(t, sentence, data.search)
    return receipts.not_reserved(t, sentence, data.search, data.placement)
