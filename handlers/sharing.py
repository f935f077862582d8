"""Sharing: an own placement, a search or an invitation, as a link and as a code to scan."""

from handlers import links
from handlers.callbacks import Share
from handlers.codes import code
from handlers.quietly import quietly
from handlers.routing import tapped
from handlers.screens import sharing as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import invitations, search, views
from models.refusals import Reason, Refused


@tapped(Share)
async def share(visit: Visit, data: Share) -> Screen:
    if data.what == "i":
        return await _invitation(visit, data.about)
    id_ = int(data.about)
    if data.what == "p":
        return await _placement(visit, id_)
    if data.what == "s":
        return await _search(visit, id_)
    raise LookupError(data.what)


async def _invitation(visit: Visit, token: str) -> Screen:
    """Whoever knows the token has the link already."""
    to = await visit.read(invitations.leads_to, token, visit.now)
    address = visit.deep_link(links.INVITATION + token)
    return screens.invitation(visit.t, to, address, code(address))


async def _placement(visit: Visit, placement_id: int) -> Screen:
    own = await quietly(visit, views.own_placement, visit.who.id, placement_id)
    place = own.placement
    if place.status != "published" or place.employer_status != "approved":
        raise Refused(Reason.NOT_OPEN)
    address = visit.deep_link(links.to_placement(placement_id))
    return screens.placement(visit.t, place, address, code(address))


async def _search(visit: Visit, search_id: int) -> Screen:
    wish = await quietly(visit, search.kept, visit.who.id, search_id)
    address = visit.deep_link(links.to_search(wish))
    return screens.search(visit.t, search_id, wish, address, code(address))
