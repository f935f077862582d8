"""A coordinator looks at the bookings of the municipality: lists of them, and one with both sides."""

from handlers.quietly import quietly
from handlers.screens import overseeing as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import overseeing
from models.overseeing import Among
from models.reservations import GROUPS
from models.tables import RESERVATION_STATES


async def listing(visit: Visit, state: str, page: int) -> Screen:
    """A page of a group of states, or of all bookings at an employer ("e12") or of a school ("s12")."""
    whose, number = state[:1], state[1:]
    if state not in GROUPS and whose in ("e", "s") and number.isdecimal():
        among = Among(employer_id=int(number)) if whose == "e" else Among(school_id=int(number))
        states: tuple[str, ...] = RESERVATION_STATES
    else:
        among, states = Among(), GROUPS.get(state, GROUPS["live"])
    listed, counts = await quietly(
        visit,
        overseeing.bookings,
        visit.who.id,
        states,
        among,
        screens.PAGE,
        page * screens.PAGE,
        latest_first=state not in ("live", "wait", "yes"),
    )
    total = sum(counts.get(one, 0) for one in states)
    return screens.listing(visit.t, state, among, listed, total, counts, page)


async def one(visit: Visit, reservation_id: int) -> Screen:
    return screens.one(visit.t, *await quietly(visit, overseeing.booking, visit.who.id, reservation_id))
