"""What is good to know of a place, as it is written: the hours, the clothes, whom to ask for on the spot."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.callbacks import Offer
from handlers.registering import name_and_phone
from handlers.routing import answers, asking
from handlers.screens import offering as screens
from handlers.screens.registering import reach
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people, placements, views
from models.views import OwnPlacement


def _write(
    session: Session, person_id: int, placement_id: int, name: str, text: str, now: datetime
) -> OwnPlacement:
    placements.write(session, person_id, placement_id, name, text, now)
    people.ask(session, person_id, None)
    session.flush()
    return views.own_placement(session, person_id, placement_id)


def _answer(detail: str) -> None:
    @answers(f"offer.{detail}")
    async def read(visit: Visit, about: int, text: str) -> Screen:
        own = await visit.write(_write, visit.who.id, about, detail, text, visit.now)
        return screens.details(visit.t, own)


for _detail in screens.DETAILS:
    if _detail != "contact_name":
        _answer(_detail)


@answers("offer.contact_name")
async def read_contact(visit: Visit, about: int, text: str) -> Screen:
    """Somebody who is named without a number is asked once how they are reached."""
    own, reached = await visit.write(_contact, visit.who.id, about, text, visit.now)
    if reached:
        return screens.details(visit.t, own)
    on = Offer(what="details", placement=about)
    return reach(visit.t, own.contact.name or "", own.contact.phone, on)


def _contact(
    session: Session, person_id: int, placement_id: int, text: str, now: datetime
) -> tuple[OwnPlacement, bool]:
    name, phone = name_and_phone(text)
    if name is not None or phone is None:
        placements.write(session, person_id, placement_id, "contact_name", name or text, now)
    if phone is not None:
        placements.write(session, person_id, placement_id, "contact_phone", phone, now)
    people.ask(session, person_id, None if phone else asking("offer.contact_phone", placement_id))
    session.flush()
    return views.own_placement(session, person_id, placement_id), phone is not None
