"""Reservations afterwards: the employer answers or steps back, the teacher changes, labels or cancels."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers import overseeing
from handlers.callbacks import Booking, Bookings, BookingSet
from handlers.quietly import quietly
from handlers.routing import answers, asking, tapped
from handlers.screens import reservations as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, reservations, views
from models.not_understood import Missed
from models.reservations import GROUPS
from models.typed_weeks import read_weeks
from models.views import ReservationView
from models.weeks import NoSuchWeek, local_day

ASKED = {"label": "booking.label", "weeks": "booking.weeks", "no": "booking.no", "out": "booking.out"}


@tapped(Bookings)
async def listing(visit: Visit, data: Bookings) -> Screen:
    page = max(data.page, 0)
    if data.side == "c":
        return await overseeing.listing(visit, data.state, page)
    shown = await quietly(visit, _listed, visit.who.id, data.side == "t", data.state, page)
    return screens.listing(visit.t, data.side, data.state, *shown, page)


def _listed(
    session: Session, person_id: int, teacher: bool, state: str, page: int
) -> tuple[list[ReservationView], int, dict[str, int]]:
    """A page of a group of states, how many it has in all, and how many each state has."""
    placement_id = int(state[1:]) if state not in GROUPS and state[1:].isdecimal() else None
    states, offset = GROUPS.get(state, reservations.LIVE), page * screens.PAGE
    if teacher:
        listed, total = views.teachers_reservations(session, person_id, states, screens.PAGE, offset)
    else:
        listed, total = views.employers_reservations(
            session, person_id, states, screens.PAGE, offset, placement_id
        )
    return listed, total, views.states(session, person_id, teacher=teacher)


@tapped(Booking)
async def tap(visit: Visit, data: Booking) -> Screen:
    t, me, id_, what = visit.t, visit.who.id, data.reservation, data.what
    if what == "case":
        return await overseeing.one(visit, id_)
    if what == "yes":
        visit.toast = t.plain("Tack! Skolan får veta det nu.")
        return screens.one(t, await visit.write(_confirm, me, id_, None, visit.now))
    if what == "cancelled":
        visit.toast = t.plain("Avbokat. Arbetsgivaren får veta det nu.")
        return screens.one(t, await visit.write(_cancel, me, id_, visit.now))
    view = await visit.write(_open, me, id_, ASKED.get(what))
    if what in ("no", "out"):
        return screens.why(t, view, what)
    if what == "open":
        return screens.one(t, view, local_day(visit.now))
    show = {
        "fewer": screens.fewer,
        "cancel": screens.really_cancel,
        "seats": screens.change_seats,
        "weeks": screens.change_weeks,
        "label": screens.ask_label,
    }[what]
    return show(t, view)


def _open(session: Session, person_id: int, reservation_id: int, question: str | None) -> ReservationView:
    people.ask(session, person_id, asking(question, reservation_id) if question else None)
    return views.reservation(session, person_id, reservation_id)


def _confirm(
    session: Session, person_id: int, reservation_id: int, only: int | None, now: datetime
) -> ReservationView:
    reservations.confirm(session, person_id, reservation_id, now, only)
    return _open(session, person_id, reservation_id, None)


def _cancel(session: Session, person_id: int, reservation_id: int, now: datetime) -> ReservationView:
    reservations.cancel(session, person_id, reservation_id, now)
    return _open(session, person_id, reservation_id, None)


@tapped(BookingSet)
async def choose(visit: Visit, data: BookingSet) -> Screen:
    t, me, id_ = visit.t, visit.who.id, data.reservation
    if data.what == "only":
        visit.toast = t.plain("Tack! Skolan får veta det nu.")
        return screens.one(t, await visit.write(_confirm, me, id_, int(data.value), visit.now))
    if data.what in ("no", "out"):
        return await _step_back(visit, data.what, id_, screens.reason_text(t, data.value))
    if data.what == "seats":
        return await _changed(visit, id_, int(data.value), None)
    raise LookupError(data.what)


async def _step_back(visit: Visit, what: str, reservation_id: int, reason: str | None) -> Screen:
    rule = _decline if what == "no" else _withdraw
    view = await visit.write(rule, visit.who.id, reservation_id, reason, visit.now)
    visit.toast = visit.t.plain("Skolan får veta det nu.")
    return screens.one(visit.t, view)


def _decline(
    session: Session, person_id: int, reservation_id: int, reason: str | None, now: datetime
) -> ReservationView:
    reservations.decline(session, person_id, reservation_id, reason, now)
    return _open(session, person_id, reservation_id, None)


def _withdraw(
    session: Session, person_id: int, reservation_id: int, reason: str | None, now: datetime
) -> ReservationView:
    reservations.withdraw(session, person_id, reservation_id, reason, now)
    return _open(session, person_id, reservation_id, None)


@answers("booking.no")
async def read_no(visit: Visit, about: int, text: str) -> Screen:
    return await _step_back(visit, "no", about, text)


@answers("booking.out")
async def read_out(visit: Visit, about: int, text: str) -> Screen:
    return await _step_back(visit, "out", about, text)


@answers("booking.label")
async def read_label(visit: Visit, about: int, text: str) -> Screen:
    return screens.one(visit.t, await visit.write(_label, visit.who.id, about, text, visit.now))


def _label(
    session: Session, person_id: int, reservation_id: int, text: str, now: datetime
) -> ReservationView:
    reservations.label(session, person_id, reservation_id, text, now)
    return _open(session, person_id, reservation_id, None)


@answers("booking.weeks")
async def read_new_weeks(visit: Visit, about: int, text: str) -> Screen:
    t = visit.t
    try:
        mondays = read_weeks(text, local_day(visit.now))
    except NoSuchWeek:
        mondays = []
    if not mondays:
        visit.missed = Missed.ANSWER
        view = await visit.read(views.reservation, visit.who.id, about)
        return screens.change_weeks(t, view, t("Jag hittade inga sådana veckor."))
    return await _changed(visit, about, None, (mondays[0], mondays[-1]))


async def _changed(
    visit: Visit, reservation_id: int, seats: int | None, weeks: tuple[date, date] | None
) -> Screen:
    view = await visit.write(_change, visit.who.id, reservation_id, seats, weeks, visit.now)
    t = visit.t
    visit.toast = (
        t.plain("Ändrat.")
        if view.status == "confirmed"
        else t.plain("Skickat. Jag hör av mig när de svarat.")
    )
    return screens.one(t, view)


def _change(
    session: Session,
    person_id: int,
    reservation_id: int,
    seats: int | None,
    weeks: tuple[date, date] | None,
    now: datetime,
) -> ReservationView:
    """Changes what is given and keeps the rest. Whatever is refused leaves the reservation as it was."""
    view = views.reservation(session, person_id, reservation_id)
    first, last = weeks or (view.first, view.last)
    reservations.change(session, person_id, reservation_id, seats or view.seats, first, last, now)
    return _open(session, person_id, reservation_id, None)
