"""The employer's own facts afterwards: name, municipality, organisation number, contact, colleagues."""

from sqlalchemy.orm import Session

from handlers.callbacks import Workplace, WorkplaceTown
from handlers.quietly import quietly
from handlers.registering import name_and_phone, no_number, note_wrong, wrong_number
from handlers.routing import answers, asking, tapped
from handlers.screens import workplace as screens
from handlers.screens.registering import reach
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import employers, listing, people
from models.employers import EmployerView
from models.not_understood import Missed
from models.organisation_numbers import WrongOrganisationNumber
from models.vocabulary import find_municipality, municipality_name

ASKED = ("name", "number", "place", "contact")


@tapped(Workplace)
async def tap(visit: Visit, data: Workplace) -> Screen:
    if data.what in ASKED:
        return await _ask(visit, data.what, data.employer)
    if data.what != "open":
        raise LookupError(data.what)
    return screens.workplace(visit.t, await quietly(visit, _own, visit.who.id, data.employer))


async def _ask(visit: Visit, what: str, employer_id: int, problem: str | None = None) -> Screen:
    view = await visit.write(_question, visit.who.id, employer_id, what)
    return screens.ask(visit.t, view, what, problem)


def _own(session: Session, person_id: int, employer_id: int) -> EmployerView:
    employers.mine(session, person_id, employer_id)
    return employers.view(session, employer_id)


def _question(session: Session, person_id: int, employer_id: int, what: str) -> EmployerView:
    people.ask(session, person_id, asking(f"workplace.{what}", employer_id))
    return _own(session, person_id, employer_id)


def _answered(session: Session, person_id: int, employer_id: int) -> EmployerView:
    people.ask(session, person_id, None)
    session.flush()
    return employers.view(session, employer_id)


@answers("workplace.name")
async def read_name(visit: Visit, about: int, text: str) -> Screen:
    return screens.workplace(visit.t, await visit.write(_rename, visit.who.id, about, text))


def _rename(session: Session, person_id: int, employer_id: int, text: str) -> EmployerView:
    employers.name(session, person_id, employer_id, text)
    session.flush()
    listing.reindex(session, employer_id)
    return _answered(session, person_id, employer_id)


@answers("workplace.number")
async def read_number(visit: Visit, about: int, text: str) -> Screen:
    try:
        view = await visit.write(_number, visit.who.id, about, text)
    except WrongOrganisationNumber as wrong:
        note_wrong(visit, wrong)
        return await _ask(visit, "number", about, wrong_number(visit.t, wrong.reason))
    return screens.workplace(visit.t, view)


def _number(session: Session, person_id: int, employer_id: int, text: str) -> EmployerView:
    employers.number(session, person_id, employer_id, text)
    return _answered(session, person_id, employer_id)


@tapped(WorkplaceTown)
async def move(visit: Visit, data: WorkplaceTown) -> Screen:
    municipality_name(data.town)
    return screens.workplace(visit.t, await visit.write(_move, visit.who.id, data.employer, data.town))


@answers("workplace.place")
async def read_place(visit: Visit, about: int, text: str) -> Screen:
    found = find_municipality(text)
    if found is None:
        return await _ask(visit, "place", about, visit.t.plain("Den kommunen hittar jag inte."))
    return screens.workplace(visit.t, await visit.write(_move, visit.who.id, about, found.code))


def _move(session: Session, person_id: int, employer_id: int, town: str) -> EmployerView:
    employers.settle(session, person_id, employer_id, town)
    return _answered(session, person_id, employer_id)


@answers("workplace.contact")
async def read_contact(visit: Visit, about: int, text: str) -> Screen:
    name, phone = name_and_phone(text)
    if phone is None:
        return _reach(visit, await visit.write(_named, visit.who.id, about, name))
    return screens.workplace(visit.t, await visit.write(_contact, visit.who.id, about, name, phone))


def _reach(visit: Visit, view: EmployerView, problem: str | None = None) -> Screen:
    on = Workplace(what="open", employer=view.id)
    return reach(visit.t, view.contact_name or "", view.contact_phone, on, problem)


def _named(session: Session, person_id: int, employer_id: int, name: str | None) -> EmployerView:
    """Who is named anew may have another number; the one before stays until then."""
    employers.contact(session, person_id, employer_id, name, None)
    session.flush()
    return _question(session, person_id, employer_id, "phone")


@answers("workplace.phone")
async def read_phone(visit: Visit, about: int, text: str) -> Screen:
    _, phone = name_and_phone(text)
    if phone is None:
        visit.missed = Missed.ANSWER
        return _reach(visit, await visit.read(employers.view, about), no_number(visit.t))
    return screens.workplace(visit.t, await visit.write(_contact, visit.who.id, about, None, phone))


def _contact(
    session: Session, person_id: int, employer_id: int, name: str | None, phone: str | None
) -> EmployerView:
    employers.contact(session, person_id, employer_id, name, phone)
    return _answered(session, person_id, employer_id)
