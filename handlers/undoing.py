"""Taking back the last thing where that is possible: "ångra"."""

from datetime import timedelta

from handlers import coordinating, placements, reservations
from handlers.callbacks import Booking, Own
from handlers.screens import hearing as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import history
from models.coordinating import employer_case, teacher_case

JUST_NOW = timedelta(hours=1)


async def undo(visit: Visit) -> Screen:
    """The screen on which what the person changed last can be taken back; nothing is changed yet."""
    found = await visit.read(history.latest, visit.who.id, visit.now - JUST_NOW)
    if found is None:
        return screens.nothing_to_undo(visit.t)
    about, id_, became = found
    if about == "reservation":
        return await _reservation(visit, id_, became)
    if about == "placement" and became != "draft":
        return await placements.tap(visit, Own(what="open", placement=id_))
    if visit.who.coordinator and about == "employer":
        return coordinating.show_employer(visit, await visit.read(employer_case, visit.who.id, id_))
    if visit.who.coordinator and about == "teacher":
        return coordinating.show_teacher(visit, await visit.read(teacher_case, visit.who.id, id_))
    return screens.nothing_to_undo(visit.t)


async def _reservation(visit: Visit, reservation_id: int, became: str) -> Screen:
    if became not in ("requested", "confirmed"):
        return screens.seats_are_gone(visit.t, visit.who)
    shown = await reservations.tap(visit, Booking(what="open", reservation=reservation_id))
    return screens.which(visit.t, shown)
