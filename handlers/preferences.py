"""How a person wants reminders: the hour, what not, and one more ahead."""

from handlers.callbacks import Remind
from handlers.quietly import quietly
from handlers.routing import tapped
from handlers.screens import preferences as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import preferences
from models.timetable_row import Group


@tapped(Remind)
async def remind(visit: Visit, data: Remind) -> Screen:
    """Raises `ValueError` or `LookupError` for what no button of ours says."""
    t, me, what, now = visit.t, visit.who.id, data.what, visit.now
    if what == "hour":
        visit.toast = t.plain("Ändrat.")
        return screens.hours(t, await visit.write(preferences.remind_at, me, int(data.value), now))
    if what in ("mute", "unmute"):
        chosen = await visit.write(preferences.mute, me, Group(data.value), what == "mute", now)
        return screens.groups(t, chosen, visit.who.roles)
    if what == "weeks":
        visit.toast = t.plain("Ändrat.")
        return screens.ahead(t, await visit.write(preferences.look_ahead, me, int(data.value), now))
    chosen = await quietly(visit, preferences.of, me)
    if what == "hours":
        return screens.hours(t, chosen)
    if what == "groups":
        return screens.groups(t, chosen, visit.who.roles)
    if what == "ahead":
        return screens.ahead(t, chosen)
    if what != "home":
        raise LookupError(what)
    return screens.home(t, chosen, visit.who.roles)
