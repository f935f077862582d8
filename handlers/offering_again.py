"""Answers to what notices ask about offers: the coming term, and weeks that nobody booked."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers import offering
from handlers.callbacks import EmptyWeeks, OfferAgain, week_from_code
from handlers.offering import Step
from handlers.routing import tapped
from handlers.screens import following as receipts
from handlers.screens.notices import offers as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import empty_weeks, offering_again, people, putting_off, views
from models.views import OwnPlacement, PlacementView
from models.weeks import Term


@tapped(OfferAgain)
async def answer(visit: Visit, data: OfferAgain) -> Screen:
    """Raises `ValueError` or `LookupError` for what no button of ours says."""
    t, me, term, now = visit.t, visit.who.id, Term.from_code(data.term), visit.now
    if data.what == "same":
        return screens.offered_again(t, term, await visit.write(_same, me, data.employer, term, now))
    if data.what == "change":
        return offering.screen_of(visit, await visit.write(_change, me, data.employer, term, now))
    if data.what == "no":
        await visit.write(offering_again.not_this_year, me, data.employer, term, now)
        return screens.not_this_year(t, term)
    day = await visit.write(putting_off.put_off_offer, me, data.employer, term, data.what, now)
    return receipts.later_offer(t, day)


def _same(
    session: Session, person_id: int, employer_id: int, term: Term, now: datetime
) -> Sequence[PlacementView]:
    ids = offering_again.same(session, person_id, employer_id, term, now, publish=True)
    people.ask(session, person_id, None)
    return views.placements(session, ids)


def _change(session: Session, person_id: int, employer_id: int, term: Term, now: datetime) -> Step:
    """Copies as drafts and opens the first; the others wait among the own places."""
    ids = offering_again.same(session, person_id, employer_id, term, now, publish=False)
    return offering.step(session, person_id, ids[0])


@tapped(EmptyWeeks)
async def empty(visit: Visit, data: EmptyWeeks) -> Screen:
    t, me, first = visit.t, visit.who.id, week_from_code(data.week)
    if data.what == "keep":
        await visit.read(empty_weeks.run, me, data.placement, first)
        return screens.kept(t, data.placement)
    if data.what != "drop":
        raise LookupError(data.what)
    _, gone = await visit.write(_drop, me, data.placement, first, visit.now)
    return screens.taken_away(t, data.placement, gone)


def _drop(
    session: Session, person_id: int, placement_id: int, first: date, now: datetime
) -> tuple[OwnPlacement, list[date]]:
    return empty_weeks.take_away(session, person_id, placement_id, first, now)
