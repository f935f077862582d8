"""An employer's own places afterwards: see, pause, show, change seats, copy, take back."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers import offering
from handlers.callbacks import CopyTo, Mine, Own, OwnWeek, week_from_code
from handlers.offering import Step
from handlers.routing import tapped
from handlers.screens import offering as offering_screens
from handlers.screens import placements as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import copying, people, placements, views
from models.refusals import Reason, Refused
from models.reservations import LIVE
from models.views import OwnPlacement
from models.weeks import Term, local_day


@tapped(Mine)
async def mine(visit: Visit, data: Mine) -> Screen:
    page = max(data.page, 0)
    listed, total = await visit.read(views.own_placements, visit.who.id, screens.PAGE, page * screens.PAGE)
    return screens.own_list(visit.t, listed, total, page)


@tapped(Own)
async def tap(visit: Visit, data: Own) -> Screen:
    me, id_ = visit.who.id, data.placement
    if data.what == "open":
        own = await visit.read(views.own_placement, me, id_)
        if own.placement.status == "draft":
            return await offering.show(visit, id_)
        return screens.own(visit.t, own, local_day(visit.now))
    if data.what == "weeks":
        return screens.by_week(visit.t, await visit.read(views.own_placement, me, id_), local_day(visit.now))
    if data.what in ("pause", "show"):
        shown = await visit.write(_show, me, id_, data.what == "show", visit.now)
        return screens.own(visit.t, shown, local_day(visit.now))
    if data.what == "copy":
        own = await visit.read(views.own_placement, me, id_)
        return screens.copy_to(visit.t, own, local_day(visit.now))
    if data.what == "withdraw":
        own, live = await visit.read(_live, me, id_)
        return screens.really_withdraw(visit.t, own, live)
    if data.what == "gone":
        return screens.withdrawn(visit.t, await visit.write(placements.withdraw, me, id_, None, visit.now))
    raise LookupError(data.what)


def _show(session: Session, person_id: int, placement_id: int, visible: bool, now: datetime) -> OwnPlacement:
    if visible:
        placements.publish(session, person_id, placement_id, now)
    else:
        placements.pause(session, person_id, placement_id, now)
    people.ask(session, person_id, None)
    session.flush()
    return views.own_placement(session, person_id, placement_id)


@tapped(CopyTo)
async def copy(visit: Visit, data: CopyTo) -> Screen:
    term = Term.from_code(data.term)
    try:
        at = await visit.write(_copy, visit.who.id, data.placement, term, visit.now)
    except Refused as refused:
        if refused.reason is not Reason.DRAFT_WAITS:
            raise
        return offering_screens.unfinished(visit.t, refused.facts["placement_id"])
    return offering.screen_of(visit, at, term=term)


def _copy(session: Session, person_id: int, placement_id: int, term: Term, now: datetime) -> Step:
    copied = copying.copy(session, person_id, placement_id, term, now)
    session.flush()
    return offering.step(session, person_id, copied)


def _live(session: Session, person_id: int, placement_id: int) -> tuple[OwnPlacement, int]:
    own = views.own_placement(session, person_id, placement_id)
    _, live = views.employers_reservations(session, person_id, LIVE, 1, 0, placement_id)
    return own, live


@tapped(OwnWeek)
async def set_week(visit: Visit, data: OwnWeek) -> Screen:
    own = await visit.write(_set_week, visit.who.id, data, visit.now)
    return screens.by_week(visit.t, own, local_day(visit.now))


def _set_week(session: Session, person_id: int, data: OwnWeek, now: datetime) -> OwnPlacement:
    placements.set_seats(session, person_id, data.placement, data.seats, week_from_code(data.week), now)
    session.flush()
    return views.own_placement(session, person_id, data.placement)
