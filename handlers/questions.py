"""A text while a question waits: nearly always its answer, and never swallowed where it is clearly more."""

from dataclasses import replace
from datetime import datetime
from zlib import crc32

from sqlalchemy.orm import Session

from handlers.hearing import BOOKINGS, ROLE_NAMES, reservations_meant
from handlers.routing import AS_IT_STANDS
from handlers.screens import questions as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from handlers.wishing import wish_of
from models import people, search
from models.asides import aside
from models.people import Who
from models.understanding import Utterance
from models.views import ReservationView
from models.weeks import local_day

# Those that are answered with a number, weeks, a place, or a tap; what is typed else can be any text.
_HAVE_FORM = frozenset(
    {
        *("find.weeks", "find.other_weeks", "find.seats", "booking.weeks", "join.phone"),
        *("offer.place", "offer.takes", "offer.weeks", "offer.seats", "offer.direct", "offer.contact_phone"),
        *("register.number", "register.place", "register.phone"),
        *("workplace.number", "workplace.place", "workplace.phone"),
    }
)
_NEED_A_ROLE = frozenset({"cancel", "withdraw", "reservations", "placements"})


async def instead(visit: Visit, text: str) -> Screen | None:
    """A choice where the text is clearly no answer to the question that waits; None where it may be."""
    question, _, written = (visit.who.asking or "").partition(AS_IT_STANDS)
    if written == _mark(text):
        return None
    has_form = question.rpartition(":")[0] in _HAVE_FORM
    said = aside(
        text, local_day(visit.now), ROLE_NAMES.get(visit.who.role or "", "unknown"), has_form=has_form
    )
    if said is None or (said.intent in _NEED_A_ROLE and visit.who.role not in ROLE_NAMES):
        return None
    if said.intent == "placements" and BOOKINGS.search(text):
        said = replace(said, intent="reservations")
    waits = question if has_form else question + AS_IT_STANDS + _mark(text)
    about, meant = await visit.write(_keep, visit.who, said, waits, visit.now)
    visit.heard = said.intent
    return screens.instead(visit.t, visit.who, said, about, meant, has_form=has_form)


def _mark(text: str) -> str:
    """By this it is known when the same is written once more; the text itself is kept nowhere."""
    return f"{crc32(' '.join(text.split()).casefold().encode()):08x}"


def _keep(
    session: Session, who: Who, said: Utterance, question: str, now: datetime
) -> tuple[int, ReservationView | None]:
    """Keeps the question, and what the button is about: a search, or the one booking that is meant."""
    people.ask(session, who.id, question)
    if said.intent == "search":
        return search.begin(session, who.id, wish_of(said), now), None
    names_one = said.intent in ("cancel", "withdraw") and (said.weeks or said.employer)
    meant = reservations_meant(session, who, said) if names_one else []
    return 0, meant[0] if len(meant) == 1 else None
