"""A teacher looks for places: one question at a time, then a list that can be changed step by step."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers import finding, mending
from handlers.callbacks import Find, FindPage, FindSet, week_from_code
from handlers.finding import Listing
from handlers.quietly import quietly
from handlers.routing import answers, asking, tapped
from handlers.screens import refusals
from handlers.screens import results as result_screens
from handlers.screens import searching as screens
from handlers.screens.hearing import as_meant
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, search
from models.forms import Audience
from models.not_understood import Missed
from models.people import Who
from models.refusals import Reason, Refused
from models.search import Wish
from models.seats import MAX_SEATS
from models.texts import clean
from models.typed_weeks import read_weeks
from models.views import placement
from models.vocabulary import FIELD_BY_ID, municipality_name
from models.weeks import NoSuchWeek, Term, local_day, term_of

NEW, EDIT = "n", "e"
_WEEKS = {NEW: "find.weeks", EDIT: "find.other_weeks"}
_NUMBER = re.compile(r"[^\d\-]*(\d{1,9})\D*")
_NUMBERS = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


@tapped(Find)
async def find(visit: Visit, data: Find) -> Screen:
    if data.what == "new":
        return await _new(visit)
    if data.what == "latest":
        found = await quietly(visit, _latest, visit.who, visit.now)
        return screens.form(visit.t) if found is None else result_screens.results(visit.t, found)
    if data.what in ("weeks", "words", "more"):
        return await _ask(visit, data.what, data.search)
    if data.what in ("seats", "form"):
        await quietly(visit, search.kept, visit.who.id, data.search)
        return (screens.seats if data.what == "seats" else screens.form)(visit.t, data.search)
    if data.what in ("places", "fields"):
        return _counted(visit, data.what, await quietly(visit, _count, visit.who, data.search, visit.now))
    shown = await quietly(visit, finding.listing, visit.who, data.search, 0, visit.now)
    return result_screens.results(visit.t, shown)


async def _new(visit: Visit) -> Screen:
    if visit.who.asking is not None:
        await visit.write(people.ask, visit.who.id, None)
    return screens.form(visit.t)


def _latest(session: Session, who: Who, now: datetime) -> Listing | None:
    known = search.latest(session, who.id)
    return None if known is None else finding.look(session, who, known[0], known[1], 0, now)


def _count(session: Session, who: Who, search_id: int, now: datetime) -> Listing:
    return finding.hits(session, who, search_id, search.kept(session, who.id, search_id), 0, now)


def _counted(visit: Visit, what: str, shown: Listing) -> Screen:
    """A choice of several, with how many places there are for what is chosen so far."""
    show = screens.places if what == "places" else screens.fields
    return show(visit.t, shown.search_id, shown.wish, shown.found.total)


async def _ask(visit: Visit, what: str, search_id: int) -> Screen:
    """Shows a question that can be answered in writing."""
    question = {"weeks": _WEEKS[EDIT], "words": "find.words", "more": "find.seats"}[what]
    wish = await visit.write(_question, visit.who.id, search_id, question)
    if what == "weeks":
        return _weeks(visit, search_id, wish, EDIT)
    return (screens.free_words if what == "words" else screens.more_seats)(visit.t, search_id)


def _question(session: Session, person_id: int, search_id: int, question: str) -> Wish:
    people.ask(session, person_id, asking(question, search_id))
    return search.kept(session, person_id, search_id)


def _weeks(visit: Visit, search_id: int, wish: Wish, mode: str, problem: str | None = None) -> Screen:
    term = screens.default_term(wish, visit.now)
    return screens.weeks(visit.t, search_id, wish, term, visit.now, mode, problem)


@tapped(FindPage)
async def page(visit: Visit, data: FindPage) -> Screen:
    shown = await visit.write(_page, visit.who, data.search, data.page, visit.now)
    return result_screens.results(visit.t, shown)


def _page(session: Session, who: Who, search_id: int, page_: int, now: datetime) -> Listing:
    people.ask(session, who.id, None)
    return finding.turned(session, who, search_id, page_, now)


@tapped(FindSet)
async def set_(visit: Visit, data: FindSet) -> Screen:
    if data.what == "form" and not data.search:
        search_id, wish = await visit.write(_begin, visit.who.id, _audience(data.value), visit.now)
        return _weeks(visit, search_id, wish, NEW)
    if data.what in ("week", "term", "weeks"):
        return await _set_weeks(visit, data)
    several = data.what in ("place", "field")
    rule = _toggle if several else _set
    shown = await visit.write(rule, visit.who, data.search, data.what, data.value, visit.now)
    return _counted(visit, f"{data.what}s", shown) if several else result_screens.results(visit.t, shown)


def _audience(value: str) -> Audience | None:
    """Raises `ValueError` for what isn't one audience."""
    if value == "0":
        return None
    audience = Audience(int(value))
    if len(audience) != 1:
        raise ValueError("not one audience")
    return audience


def _begin(session: Session, person_id: int, audience: Audience | None, now: datetime) -> tuple[int, Wish]:
    wish = Wish(audience=audience)
    search_id = search.begin(session, person_id, wish, now)
    people.ask(session, person_id, asking(_WEEKS[NEW], search_id))
    return search_id, wish


def _set(session: Session, who: Who, search_id: int, what: str, value: str, now: datetime) -> Listing:
    """One tapped change of the wish; raises `LookupError` or `ValueError` for what no button says."""
    wish = search.kept(session, who.id, search_id)
    if what == "like":
        return _like(session, who, wish, int(value), now)
    changes = finding.without(wish, value) if what == "drop" else _single(wish, what, value)
    return finding.changed(session, who, search_id, wish, now, **changes)


def _toggle(session: Session, who: Who, search_id: int, what: str, value: str, now: datetime) -> Listing:
    """Chooses one of several, or takes it out again; raises `LookupError` for what no button says."""
    wish = search.kept(session, who.id, search_id)
    if what == "place":
        municipality_name(value)
        wish = replace(wish, municipalities=_toggled(wish.municipalities, value))
    else:
        wish = replace(wish, fields=_toggled(wish.fields, FIELD_BY_ID[value].id))
    search.keep(session, search_id, wish)
    people.ask(session, who.id, None)
    return finding.hits(session, who, search_id, wish, 0, now)


def _single(wish: Wish, what: str, value: str) -> dict[str, Any]:
    if what == "form":
        return {"audience": _audience(value)}
    if what == "seats":
        return {"seats": _sensible(int(value))}
    if what == "near":
        municipality_name(value)
        return {"municipalities": (value,)}
    if what == "kin":
        return {"fields": (FIELD_BY_ID[value].id,)}
    if what == "move":
        first = week_from_code(int(value))
        if wish.first is None or wish.last is None:
            # An old button: the wish has lost its weeks since, so there is nothing to move.
            return {}
        return {"first": first, "last": first + (wish.last - wish.first)}
    raise LookupError(what)


def _sensible(seats: int) -> int:
    if not 1 <= seats <= MAX_SEATS:
        raise Refused(Reason.SEATS_SENSELESS, limit=MAX_SEATS, seats=seats)
    return seats


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)


def _like(session: Session, who: Who, wish: Wish, placement_id: int, now: datetime) -> Listing:
    """A new search for the same field of work, so that the old list keeps its own."""
    field = placement(session, placement_id).field
    kept = Wish(
        wish.audience, wish.first, wish.last, wish.seats, wish.municipalities, (field,) if field else ()
    )
    return finding.begun(session, who, kept, now)


async def _set_weeks(visit: Visit, data: FindSet) -> Screen:
    mode, value = data.value[:1], data.value[1:]
    if mode not in _WEEKS:
        raise LookupError("mode")
    question = _WEEKS[mode]
    if data.what == "term":
        term = Term.from_code(value)
        wish = await visit.write(_question, visit.who.id, data.search, question)
        return screens.weeks(visit.t, data.search, wish, term, visit.now, mode)
    if data.what == "week":
        monday = week_from_code(int(value))
        wish = await visit.write(_tap_week, visit.who.id, data.search, monday, question)
        term = term_of(monday)
        return screens.weeks(visit.t, data.search, wish, term, visit.now, mode)
    changes = {"first": None, "last": None} if value == "all" else {}
    return await _with_weeks(visit, data.search, mode, changes)


async def _with_weeks(visit: Visit, search_id: int, mode: str, changes: dict[str, Any]) -> Screen:
    """Goes on to the number of pupils, or back to the list."""
    if mode == NEW:
        await visit.write(finding.altered, visit.who.id, search_id, **changes)
        return screens.seats(visit.t, search_id)
    shown = await visit.write(finding.refined, visit.who, search_id, visit.now, **changes)
    return result_screens.results(visit.t, shown)


def _tap_week(session: Session, person_id: int, search_id: int, monday: date, question: str) -> Wish:
    wish = _question(session, person_id, search_id, question)
    return search.refine(session, person_id, search_id, **finding.tapped_week(wish, monday))


@answers("find.weeks")
async def read_new_weeks(visit: Visit, about: int, text: str) -> Screen:
    return await _read_weeks(visit, about, text, NEW)


@answers("find.other_weeks")
async def read_other_weeks(visit: Visit, about: int, text: str) -> Screen:
    return await _read_weeks(visit, about, text, EDIT)


async def _read_weeks(visit: Visit, search_id: int, text: str, mode: str) -> Screen:
    try:
        named = read_weeks(text, local_day(visit.now))
    except NoSuchWeek:
        return await _weeks_again(visit, search_id, mode, visit.t.plain("Den veckan finns inte."))
    except Refused as refused:
        return await _weeks_again(visit, search_id, mode, refusals.sentence(visit.t, refused))
    if not named:
        return await _weeks_again(visit, search_id, mode, visit.t.plain("Där hittade jag ingen vecka."))
    changes = {"first": named[0], "last": named[-1]}
    return await _with_weeks(visit, search_id, mode, changes)


async def _weeks_again(visit: Visit, search_id: int, mode: str, problem: str) -> Screen:
    visit.missed = Missed.ANSWER
    wish = await visit.read(search.kept, visit.who.id, search_id)
    return _weeks(visit, search_id, wish, mode, problem)


@answers("find.seats")
async def read_seats(visit: Visit, about: int, text: str) -> Screen:
    seats = _sensible(_number(text))
    shown = await visit.write(finding.refined, visit.who, about, visit.now, seats=seats)
    return result_screens.results(visit.t, shown)


def _number(text: str) -> int:
    """The one number in a text, 0 if there is none or several."""
    word = next(iter(text.casefold().split()), "")
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    found = _NUMBER.fullmatch(text.strip()) if len(text) <= 40 else None
    return int(found[1]) if found else 0


@answers("find.words")
async def read_words(visit: Visit, about: int, text: str) -> Screen:
    words = clean(text, 200)
    meant = await visit.write(mending.with_words, visit.who, about, words, visit.now)
    return as_meant(visit.t, meant)
