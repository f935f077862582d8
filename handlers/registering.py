"""An employer introduces itself, one question at a time, and goes straight on to its first offer."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from handlers import offering
from handlers.callbacks import Register
from handlers.routing import answers, asking, tapped
from handlers.screens import registering as screens
from handlers.screens.screen import Screen
from handlers.texts import Texts
from handlers.visit import Visit
from models import employers, people
from models.employers import EmployerView
from models.not_understood import Missed
from models.organisation_numbers import WrongOrganisationNumber
from models.people import Who
from models.refusals import Reason, Refused
from models.vocabulary import find_municipality, municipality_name

P = ParamSpec("P")
T = TypeVar("T")
_REACH = re.compile(r"\+?\d[\d\s\-/()]{5,}\d|[^\s@,;:<>()]{1,64}@[^\s@,;:<>()]{1,64}\.\w{2,20}")


async def begin(visit: Visit) -> Screen:
    """Goes on where the introduction stands, or to the offer for someone who is known already."""
    view = await visit.write(_begin, visit.who, visit.now)
    question = unanswered(view)
    if question is None:
        visit.who = replace(visit.who, employer_id=view.id)
        return await offering.new(visit)
    return _show(visit, question, view)


def unanswered(view: EmployerView) -> str | None:
    """The first question of the introduction that lacks an answer."""
    if view.name is None:
        return "name" if view.org_number or view.sole_trader else "number"
    if view.municipality is None:
        return "place"
    return "contact" if view.contact_name is None else None


def _show(visit: Visit, question: str, view: EmployerView) -> Screen:
    if question == "contact":
        return screens.contact(visit.t, view, visit.who.name)
    return {"number": screens.number, "name": screens.name, "place": screens.place}[question](visit.t, view)


def _begin(session: Session, who: Who, now: datetime) -> EmployerView:
    people.consent(session, who.id, now)
    people.act_as(session, who.id, "employer")
    known = who.employer_id if who.employer_status not in (None, "draft") else None
    view = employers.view(session, known or employers.register(session, who.id, now))
    question = unanswered(view)
    return view if question is None else _ask(session, who.id, f"register.{question}", view.id)


def _ask(session: Session, person_id: int, question: str, employer_id: int) -> EmployerView:
    people.ask(session, person_id, asking(question, employer_id))
    session.flush()
    return employers.view(session, employer_id)


def wrong_number(t: Texts, reason: str) -> str:
    """Why a number isn't an organisation number."""
    return {
        "length": t.plain("Ett organisationsnummer har tio siffror."),
        "digits": t.plain("Ett organisationsnummer har bara siffror."),
        "checksum": t.plain("Numret stämmer inte, någon siffra har blivit fel."),
        "personal": t.plain("Det ser ut som ett personnummer, så jag sparade det inte. Välj Enskild firma."),
    }.get(reason, t.plain("Numret stämmer inte."))


def note_wrong(visit: Visit, wrong: WrongOrganisationNumber) -> None:
    """What is built like a personal number is taken out of the chat, as anywhere else."""
    visit.delete = wrong.reason == "personal"
    visit.missed = Missed.PERSONAL_NUMBER if visit.delete else Missed.ANSWER


@answers("register.number")
async def read_number(visit: Visit, about: int, text: str) -> Screen:
    try:
        view = await visit.write(_number, visit.who.id, about, text)
    except WrongOrganisationNumber as wrong:
        note_wrong(visit, wrong)
        known = await visit.read(employers.view, about)
        return screens.number(visit.t, known, wrong_number(visit.t, wrong.reason))
    return screens.name(visit.t, view)


def _number(session: Session, person_id: int, employer_id: int, text: str) -> EmployerView:
    employers.number(session, person_id, employer_id, text)
    return _ask(session, person_id, "register.name", employer_id)


@answers("register.name")
async def read_name(visit: Visit, about: int, text: str) -> Screen:
    return screens.place(visit.t, await visit.write(_name, visit.who.id, about, text))


def _name(session: Session, person_id: int, employer_id: int, text: str) -> EmployerView:
    employers.name(session, person_id, employer_id, text)
    return _ask(session, person_id, "register.place", employer_id)


@answers("register.place")
async def read_place(visit: Visit, about: int, text: str) -> Screen:
    found = find_municipality(text)
    if found is None:
        return screens.unknown_place(visit.t, await visit.read(employers.view, about))
    view = await visit.write(_place, visit.who.id, about, found.code)
    return screens.contact(visit.t, view, visit.who.name)


def _place(session: Session, person_id: int, employer_id: int, code: str) -> EmployerView:
    municipality_name(code)
    employers.settle(session, person_id, employer_id, code)
    return _ask(session, person_id, "register.contact", employer_id)


@answers("register.contact")
async def read_contact(visit: Visit, about: int, text: str) -> Screen:
    name, phone = name_and_phone(text)
    name = name or visit.who.name
    if phone is None:
        return _reach(visit, await visit.write(_named, visit.who.id, about, name))
    return await offering.show(
        visit, await visit.write(_contact, visit.who.id, about, name, phone, visit.now)
    )


def _reach(visit: Visit, view: EmployerView, problem: str | None = None) -> Screen:
    on = Register(employer=view.id, what="on", value="")
    return screens.reach(visit.t, view.contact_name or "", view.contact_phone, on, problem)


def _named(session: Session, person_id: int, employer_id: int, name: str) -> EmployerView:
    """A name alone is kept, and is asked once how the person is reached."""
    employers.contact(session, person_id, employer_id, name, None)
    return _ask(session, person_id, "register.phone", employer_id)


@answers("register.phone")
async def read_phone(visit: Visit, about: int, text: str) -> Screen:
    _, phone = name_and_phone(text)
    if phone is None:
        visit.missed = Missed.ANSWER
        return _reach(visit, await visit.read(employers.view, about), no_number(visit.t))
    return await offering.show(
        visit, await visit.write(_contact, visit.who.id, about, None, phone, visit.now)
    )


def no_number(t: Texts) -> str:
    """Where a number or an e-mail address was asked for and there is none."""
    return t.plain("Där hittar jag inget telefonnummer.")


def name_and_phone(text: str) -> tuple[str | None, str | None]:
    """Takes the number, or an e-mail address, out of "Anna Ek 033-12 34 56"; what is left is the name."""
    reach = _REACH.search(text)
    if reach is None or len(reach.group().strip()) > employers.PHONE_LENGTH:
        return text.strip(" ,;:") or None, None
    name = (text[: reach.start()] + text[reach.end() :]).strip(" ,;:")
    return name or None, reach.group().strip()


def _contact(
    session: Session,
    person_id: int,
    employer_id: int,
    name: str | None,
    phone: str | None,
    now: datetime,
) -> int:
    employers.contact(session, person_id, employer_id, name, phone)
    session.flush()
    return offering.begin_draft(session, person_id, employer_id, now)


@tapped(Register)
async def tap(visit: Visit, data: Register) -> Screen:
    me, employer = visit.who.id, data.employer
    if data.what == "sole":
        view = await visit.write(_while_unfinished, _without_number, me, employer, data.value == "1")
        return screens.name(visit.t, view)
    if data.what == "place":
        view = await visit.write(_while_unfinished, _place, me, employer, data.value)
        return screens.contact(visit.t, view, visit.who.name)
    if data.what == "contact":
        name = visit.who.name
        return _reach(visit, await visit.write(_while_unfinished, _named, me, employer, name))
    if data.what == "on":
        placement_id = await visit.write(_contact, me, employer, None, None, visit.now)
        return await offering.show(visit, placement_id)
    to = data.value if data.value in ("name", "place") else "number"
    return _show(visit, to, await visit.write(_while_unfinished, _return, me, employer, to))


def _while_unfinished(
    session: Session,
    rule: Callable[Concatenate[Session, int, int, P], T],
    person_id: int,
    employer_id: int,
    *rest: P.args,
    **named: P.kwargs,
) -> T:
    """An old button must not change what a coordinator has vouched for, or is about to."""
    employers.mine(session, person_id, employer_id, locked=True)
    view = employers.view(session, employer_id)
    if view.status != "draft" and unanswered(view) is None:
        raise Refused(Reason.REGISTERED_ALREADY)
    return rule(session, person_id, employer_id, *rest, **named)


def _without_number(session: Session, person_id: int, employer_id: int, sole_trader: bool) -> EmployerView:
    employers.without_number(session, person_id, employer_id, sole_trader=sole_trader)
    return _ask(session, person_id, "register.name", employer_id)


def _return(session: Session, person_id: int, employer_id: int, to: str) -> EmployerView:
    return _ask(session, person_id, f"register.{to}", employer_id)
