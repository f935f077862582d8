"""The first meeting, the menu, language, roles and help."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers import arriving, joining, registering
from handlers.callbacks import ActAs, Apart, Begin, Menu, Speak
from handlers.links import INVITATION
from handlers.routing import answers, asking, command, tapped
from handlers.screens import hearing, menu
from handlers.screens.screen import Screen
from handlers.texts import texts
from handlers.visit import Visit
from models import people
from models.people import LANGUAGES, ROLES, Who


@command("start")
async def start(visit: Visit, rest: str) -> Screen | None:
    return await arriving.arrive(visit, rest) if rest else await go_home(visit, "")


@command("meny", "menu")
async def go_home(visit: Visit, _rest: str) -> Screen:
    if visit.who.asking is not None:
        await visit.write(people.ask, visit.who.id, None)
    return menu.home(visit.t, visit.who)


@command("avbryt", "cancel")
async def stop(visit: Visit, _rest: str) -> Screen:
    """Leaves the question. What was answered so far stays in its draft."""
    return await go_home(visit, "")


@command("hjalp", "help")
async def show_help(visit: Visit, _rest: str) -> Screen:
    return menu.help_(visit.t, visit.who)


@command("language", "sprak")
async def other_language(visit: Visit, _rest: str) -> Screen:
    return await speak(visit, Speak(language="en" if visit.t.language == "sv" else "sv"))


@tapped(Menu)
async def open_menu(visit: Visit, data: Menu) -> Screen:
    if data.to == "help":
        return menu.help_(visit.t, visit.who)
    if data.to == "privacy":
        return menu.privacy(visit.t)
    if data.to == "human":
        return hearing.human(visit.t)
    if data.to == "roles":
        return menu.roles(visit.t)
    return await go_home(visit, "")


@tapped(Apart)
async def open_menu_below(visit: Visit, _data: Apart) -> Screen:
    return await go_home(visit, "")


@tapped(Speak)
async def speak(visit: Visit, data: Speak) -> Screen:
    if data.language not in LANGUAGES:
        raise LookupError("language")
    await visit.write(people.speak, visit.who.id, data.language)
    visit.t = texts(data.language)
    return menu.home(visit.t, visit.who)


def _act_as(session: Session, who: Who, role: str) -> Who:
    people.act_as(session, who.id, role)
    return people.meet(session, who.chat_id) or who


@tapped(ActAs)
async def act_as(visit: Visit, data: ActAs) -> Screen:
    if data.role not in ROLES:
        raise LookupError("role")
    visit.who = await visit.write(_act_as, visit.who, data.role)
    return menu.home(visit.t, visit.who)


@tapped(Begin)
async def begin(visit: Visit, data: Begin) -> Screen | None:
    if data.role == "employer":
        return await registering.begin(visit)
    if data.role == "teacher":
        return await joining.begin(visit)
    await visit.write(_await_invitation, visit.who.id, visit.now)
    return menu.invitation(visit.t)


def _await_invitation(session: Session, person_id: int, now: datetime) -> None:
    people.consent(session, person_id, now)
    people.ask(session, person_id, asking("start.invitation"))


@answers("start.invitation")
async def read_invitation(visit: Visit, _about: int, text: str) -> Screen:
    """Takes the whole link or just the code in it."""
    token = text.strip().rpartition("start=")[2].removeprefix("/start").strip()
    return await arriving.accept(visit, token.removeprefix(INVITATION))
