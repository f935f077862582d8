"""Becoming a teacher who may reserve: by asking a coordinator. (An invitation lets one in at once.)"""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.callbacks import Join
from handlers.routing import answers, asking, tapped
from handlers.screens import joining as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, schools, search
from models.people import Who
from models.vocabulary import municipality_name


async def begin(visit: Visit) -> Screen:
    await visit.write(_begin, visit.who, visit.now)
    return screens.town(visit.t)


def _begin(session: Session, who: Who, now: datetime) -> None:
    people.consent(session, who.id, now)
    people.ask(session, who.id, None)


@tapped(Join)
async def tap(visit: Visit, data: Join) -> Screen:
    if data.what == "town":
        listed = await visit.write(_ask_school, visit.who.id, str(data.id))
        return screens.school(visit.t, str(data.id), listed)
    if data.what == "school":
        return screens.phone(visit.t, await visit.write(_join, visit.who.id, data.id, visit.now))
    return screens.done(visit.t, await visit.write(_done, visit.who.id))


def _ask_school(session: Session, person_id: int, municipality: str) -> list[tuple[int, str]]:
    municipality_name(municipality)
    people.ask(session, person_id, asking("join.school", int(municipality)))
    return schools.schools_in(session, municipality)


def _join(session: Session, person_id: int, school_id: int, now: datetime) -> str:
    schools.ask_to_join(session, person_id, school_id, now)
    people.act_as(session, person_id, "teacher")
    people.ask(session, person_id, asking("join.phone"))
    return schools.school_name(session, school_id)


@answers("join.school")
async def read_school(visit: Visit, about: int, text: str) -> Screen:
    return screens.phone(visit.t, await visit.write(_join_new, visit.who.id, text, str(about), visit.now))


def _join_new(session: Session, person_id: int, name: str, municipality: str, now: datetime) -> str:
    return _join(session, person_id, schools.school(session, name, municipality, now), now)


@answers("join.phone")
async def read_phone(visit: Visit, _about: int, text: str) -> Screen:
    return screens.done(visit.t, await visit.write(_phone, visit.who.id, text))


def _phone(session: Session, person_id: int, text: str) -> bool:
    schools.phone(session, person_id, text)
    return _done(session, person_id)


def _done(session: Session, person_id: int) -> bool:
    """Whether the person has looked for something before, perhaps by the link that led here."""
    people.ask(session, person_id, None)
    return search.latest(session, person_id) is not None
