"""Commands for what people do most. Each does what a button of the menu does, for those who hold the role."""

from collections.abc import Awaitable, Callable

from handlers import coordinating, offering, placements, reservations, searching
from handlers.callbacks import Bookings, Duty, Find, Mine, Offer
from handlers.routing import Command, command
from handlers.screens import menu
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import people

Serve = Callable[[Visit], Awaitable[Screen]]


def _for(role: str, serve: Serve) -> Command:
    """Leaves a question that waits. Whoever doesn't hold the role sees the menu."""

    async def served(visit: Visit, _rest: str) -> Screen:
        if visit.who.asking is not None:
            await visit.write(people.ask, visit.who.id, None)
        return await serve(visit) if role in visit.who.roles else menu.home(visit.t, visit.who)

    return served


command("erbjud", "offer")(
    _for("employer", lambda visit: offering.tap(visit, Offer(what="new", placement=0)))
)
command("platser", "places")(_for("employer", lambda visit: placements.mine(visit, Mine(page=0))))
command("sok", "search")(_for("teacher", lambda visit: searching.find(visit, Find(what="new", search=0))))
command("senaste", "latest")(
    _for("teacher", lambda visit: searching.find(visit, Find(what="latest", search=0)))
)
command("vantar", "waiting")(_for("coordinator", lambda visit: coordinating.duty(visit, Duty(what="home"))))
command("bjudin", "invite")(_for("coordinator", lambda visit: coordinating.duty(visit, Duty(what="invite"))))


@command("bokningar", "bookings")
async def bookings(visit: Visit, rest: str) -> Screen | None:
    """The bookings of the role that the person acts in."""
    role = visit.who.role or "employer"
    side = role[0]
    return await _for(
        role, lambda visit: reservations.listing(visit, Bookings(side=side, state="live", page=0))
    )(visit, rest)
