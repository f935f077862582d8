"""Offering a place: what, field, where, for whom, which weeks, how many, and whether to ask each time.

Each answer and the next question are one transaction, so a crash never separates them; the draft is the
placement itself. Once everything is answered, changing one answer leads back to the summary.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.callbacks import Offer, OfferSet, OfferTerm, OfferWeek, week_from_code
from handlers.quietly import quietly
from handlers.routing import answers, asking, tapped
from handlers.screens import offering as screens
from handlers.screens import placements as placement_screens
from handlers.screens.screen import Screen
from handlers.texts import Html
from handlers.visit import Visit
from models import drafts, employers, people, placements, views
from models.forms import Audience
from models.not_understood import Missed
from models.refusals import Reason, Refused
from models.typed_weeks import read_weeks
from models.views import OwnPlacement, PlacementView
from models.vocabulary import FIELD_BY_CODE, find_municipality, guess_fields, municipality_name
from models.weeks import PLANNED_AHEAD, NoSuchWeek, Term, local_day, term_of, this_monday

NUMBERS = {
    "ett": 1,
    "en": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
}
QUESTIONS = ("what", "field", "place", "takes", "weeks", "seats", "direct")


@dataclass(frozen=True, slots=True)
class Step:
    """Where an offer stands: the placement, and the next question or "summary"."""

    own: OwnPlacement
    question: str
    usual_place: str | None = None


def begin_draft(session: Session, person_id: int, employer_id: int, now: datetime) -> int:
    """A draft to work on, with its first question asked."""
    placement_id = placements.draft(session, person_id, employer_id, now)
    people.ask(session, person_id, asking("offer.what", placement_id))
    return placement_id


def step(session: Session, person_id: int, placement_id: int, question: str | None = None) -> Step:
    """Asks `question`, or the first that lacks an answer, or none; and remembers what is asked."""
    placement = placements.mine(session, person_id, placement_id)
    if question is None:
        lacking = drafts.missing(session, placement)
        question = {"municipality": "place"}.get(lacking[0], lacking[0]) if lacking else "summary"
    waits = asking(f"offer.{question}", placement_id) if question in QUESTIONS else None
    people.ask(session, person_id, waits)
    usual = employers.view(session, placement.employer_id).municipality
    return Step(views.own_placement(session, person_id, placement_id), question, usual)


def screen_of(visit: Visit, at: Step, hint: Html | None = None, term: Term | None = None) -> Screen:
    """The screen of a step."""
    t, view = visit.t, at.own.placement
    if at.question == "what":
        return screens.what(t, view)
    if at.question == "field":
        return screens.field(t, view, [guess.field_id for guess in guess_fields(view.what or "")])
    if at.question == "place":
        return screens.place(t, view, at.usual_place, hint)
    if at.question == "takes":
        return screens.takes(t, view, hint)
    if at.question == "weeks":
        return screens.weeks(
            t,
            view,
            term or _term(view, visit.now),
            this_monday(visit.now),
            hint,
        )
    if at.question == "seats":
        return screens.seats(t, view, hint)
    if at.question == "direct":
        return screens.direct(t, view, hint)
    return (
        screens.summary(t, at.own)
        if view.status == "draft"
        else placement_screens.own(t, at.own, local_day(visit.now))
    )


def _term(view: PlacementView, now: datetime) -> Term:
    """The term of the weeks chosen so far, else the one that people plan for now."""
    return term_of(view.weeks[-1].monday if view.weeks else local_day(now) + PLANNED_AHEAD)


async def show(visit: Visit, placement_id: int, question: str | None = None) -> Screen:
    """Shows a question of the offer, or the first that lacks an answer."""
    return screen_of(visit, await visit.write(step, visit.who.id, placement_id, question))


async def new(visit: Visit) -> Screen:
    """A new offer, unless a draft waits."""
    if visit.who.employer_id is None:
        raise Refused(Reason.NOT_YOURS)
    placement_id, waited = await visit.write(_new, visit.who.id, visit.who.employer_id, visit.now)
    return screens.unfinished(visit.t, placement_id) if waited else await show(visit, placement_id)


def _new(session: Session, person_id: int, employer_id: int, now: datetime) -> tuple[int, bool]:
    waiting = drafts.unfinished(session, person_id)
    if waiting is not None:
        return waiting, True
    return begin_draft(session, person_id, employer_id, now), False


@tapped(Offer)
async def tap(visit: Visit, data: Offer) -> Screen:
    what, id_ = data.what, data.placement
    if what == "new":
        from handlers import registering

        return await (
            registering.begin(visit) if visit.who.employer_status in (None, "draft") else new(visit)
        )
    if what in ("resume", "after_takes", "after_weeks"):
        return await show(visit, id_)
    if what == "restart":
        return await show(visit, await visit.write(_restart, visit.who.id, id_, visit.now))
    if what.startswith("ask_") and what[4:] in QUESTIONS:
        return await show(visit, id_, what[4:])
    if what == "summary":
        return await show(visit, id_, "summary")
    if what == "publish":
        own, status = await visit.write(_publish, visit.who.id, id_, visit.now)
        return screens.published(visit.t, own, status)
    if what == "later":
        await visit.write(people.ask, visit.who.id, None)
        return screens.saved(visit.t)
    if what == "discard":
        await visit.write(_discard, visit.who.id, id_)
        return screens.discarded(visit.t)
    return await _tap_detail(visit, what, id_)


async def _tap_detail(visit: Visit, what: str, id_: int) -> Screen:
    if what.startswith("detail_") and what[7:] in screens.DETAILS:
        name = what[7:]
        own = await visit.write(_ask_detail, visit.who.id, id_, name)
        return screens.detail(visit.t, own.placement, name)
    if what == "details":
        return screens.details(visit.t, await quietly(visit, views.own_placement, visit.who.id, id_))
    own = await visit.read(views.own_placement, visit.who.id, id_)
    if what == "edit":
        return screens.edit(visit.t, own.placement)
    if what == "fields":
        return screens.all_fields(visit.t, own.placement)
    if what == "ages":
        return screens.ages(visit.t, own.placement)
    raise LookupError(what)


def _restart(session: Session, person_id: int, placement_id: int, now: datetime) -> int:
    employer_id = placements.mine(session, person_id, placement_id).employer_id
    _discard(session, person_id, placement_id)
    session.flush()
    return begin_draft(session, person_id, employer_id, now)


def _discard(session: Session, person_id: int, placement_id: int) -> None:
    placements.throw_away(session, person_id, placement_id)
    people.ask(session, person_id, None)


def _publish(session: Session, person_id: int, placement_id: int, now: datetime) -> tuple[OwnPlacement, str]:
    status = placements.publish(session, person_id, placement_id, now)
    people.ask(session, person_id, None)
    session.flush()
    return views.own_placement(session, person_id, placement_id), status


def _ask_detail(session: Session, person_id: int, placement_id: int, name: str) -> OwnPlacement:
    own = views.own_placement(session, person_id, placement_id)
    people.ask(session, person_id, asking(f"offer.{name}", placement_id))
    return own


@tapped(OfferSet)
async def choose(visit: Visit, data: OfferSet) -> Screen:
    at = await visit.write(_choose, visit.who.id, data.placement, data.question, data.value, visit.now)
    return screens.details(visit.t, at.own) if at.question == "details" else screen_of(visit, at)


def _choose(
    session: Session, person_id: int, placement_id: int, question: str, value: str, now: datetime
) -> Step:
    """Sets what was tapped. Raises `ValueError` or `LookupError` for what no button of ours says."""
    after: str | None = None
    if question == "field":
        placements.choose(session, person_id, placement_id, now, field=FIELD_BY_CODE[int(value)].id)
    elif question == "place":
        municipality_name(value)
        placements.choose(session, person_id, placement_id, now, municipality=value)
    elif question == "takes":
        placements.take_audience(session, person_id, placement_id, Audience(int(value)), now)
        after = "takes"
    elif question == "seats":
        placements.set_seats(session, person_id, placement_id, int(value), None, now)
    elif question == "direct":
        placements.choose(session, person_id, placement_id, now, direct=value == "1")
    elif question == "extract":
        placements.need_extract(session, person_id, placement_id, value == "1", now)
        after = "details"
    elif question == "age":
        placements.choose(session, person_id, placement_id, now, min_age=int(value) or None)
        after = "details"
    elif question == "clear" and value in screens.DETAILS:
        placements.write(session, person_id, placement_id, value, None, now)
        after = "details"
    else:
        raise LookupError(question)
    session.flush()
    return step(session, person_id, placement_id, after)


@tapped(OfferWeek)
async def toggle_week(visit: Visit, data: OfferWeek) -> Screen:
    monday = week_from_code(data.week)
    at = await visit.write(_toggle, visit.who.id, data.placement, monday, visit.now)
    return screen_of(visit, at, term=term_of(monday))


def _toggle(session: Session, person_id: int, placement_id: int, monday: date, now: datetime) -> Step:
    placements.offer_week(session, person_id, placement_id, monday, now)
    return step(session, person_id, placement_id, "weeks")


@tapped(OfferTerm)
async def turn(visit: Visit, data: OfferTerm) -> Screen:
    at = await visit.write(step, visit.who.id, data.placement, "weeks")
    return screen_of(visit, at, term=Term.from_code(data.term))


@answers("offer.what")
async def read_what(visit: Visit, about: int, text: str) -> Screen:
    return screen_of(visit, await visit.write(_write_what, visit.who.id, about, text, visit.now))


def _write_what(session: Session, person_id: int, placement_id: int, text: str, now: datetime) -> Step:
    placements.write(session, person_id, placement_id, "what", text, now)
    return step(session, person_id, placement_id)


@answers("offer.field")
async def read_field(visit: Visit, about: int, text: str) -> Screen:
    own = await visit.read(views.own_placement, visit.who.id, about)
    return screens.field(visit.t, own.placement, [guess.field_id for guess in guess_fields(text)])


@answers("offer.place")
async def read_place(visit: Visit, about: int, text: str) -> Screen:
    found = find_municipality(text)
    if found is None:
        at = await visit.write(step, visit.who.id, about, "place")
        return screen_of(visit, at, visit.t("Den kommunen hittar jag inte."))
    return screen_of(visit, await visit.write(_choose, visit.who.id, about, "place", found.code, visit.now))


@answers("offer.takes")
async def read_takes(visit: Visit, about: int, _text: str) -> Screen:
    at = await visit.write(step, visit.who.id, about, "takes")
    return screen_of(visit, at, visit.t("Tryck på dem ni kan ta emot, och sedan på Klar."))


@answers("offer.weeks")
async def read_typed_weeks(visit: Visit, about: int, text: str) -> Screen:
    try:
        mondays = read_weeks(text, local_day(visit.now))
    except NoSuchWeek:
        visit.missed = Missed.NO_SUCH_WEEK
        at = await visit.write(step, visit.who.id, about, "weeks")
        return screen_of(visit, at, visit.t("Den veckan finns inte det året."))
    if not mondays:
        visit.missed = Missed.ANSWER
        at = await visit.write(step, visit.who.id, about, "weeks")
        return screen_of(visit, at, visit.t("Jag hittade ingen vecka där."))
    at = await visit.write(_offer_weeks, visit.who.id, about, mondays, visit.now)
    return screen_of(visit, at, term=term_of(mondays[0]))


def _offer_weeks(
    session: Session, person_id: int, placement_id: int, mondays: list[date], now: datetime
) -> Step:
    placements.offer_weeks(session, person_id, placement_id, mondays, now)
    return step(session, person_id, placement_id, "weeks")


def read_number(text: str) -> int | None:
    """A number in digits or a small one in words; None for anything else."""
    word = text.strip().lower().removesuffix(" st").removesuffix(" platser").strip()
    if word.isdecimal():
        return int(word[:6])
    return NUMBERS.get(word)


@answers("offer.seats")
async def read_seats(visit: Visit, about: int, text: str) -> Screen:
    number = read_number(text)
    if number is None:
        at = await visit.write(step, visit.who.id, about, "seats")
        return screen_of(visit, at, visit.t("Skriv antalet med siffror."))
    return screen_of(visit, await visit.write(_choose, visit.who.id, about, "seats", str(number), visit.now))


@answers("offer.direct")
async def read_direct(visit: Visit, about: int, _text: str) -> Screen:
    at = await visit.write(step, visit.who.id, about, "direct")
    return screen_of(visit, at, visit.t("Tryck på det som passar er."))
