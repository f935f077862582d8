"""What has been said about a reservation, for its two sides and the coordinator."""

from handlers.callbacks import SeenPage
from handlers.routing import tapped
from handlers.screens import seen as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models.seen import seen


@tapped(SeenPage)
async def show(visit: Visit, data: SeenPage) -> Screen:
    page = min(max(data.page, 0), 1000)
    found = await visit.read(
        seen, visit.who.id, data.reservation, visit.now, screens.PAGE, page * screens.PAGE
    )
    return screens.said(visit.t, found, page)
