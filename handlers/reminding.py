"""Sentences about reminders: one more ahead, the last one once more on another day, or how they come."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.screens import preferences as settings
from handlers.screens import reminding as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import preferences, snoozing
from models.reminding import Ahead, Another, Reminding
from models.timetable import WEEKS_AHEAD

# Who is reminded of bookings.
_REMINDED = {"teacher", "employer"}


async def serve(visit: Visit, asked: Reminding) -> Screen | None:
    """The screen for it; None where it isn't meant like that, or by who has no reminders at all."""
    if not visit.who.roles:
        return None
    if isinstance(asked, Another):
        return await _another(visit, asked)
    if isinstance(asked, Ahead) and _REMINDED.intersection(visit.who.roles):
        return await _ahead(visit, asked.days)
    return settings.home(visit.t, await visit.read(preferences.of, visit.who.id), visit.who.roles)


async def _another(visit: Visit, asked: Another) -> Screen | None:
    t, me, now = visit.t, visit.who.id, visit.now
    if asked.day == "other day":
        can_wait = await visit.read(snoozing.waiting_for_a_day, me, now)
        return screens.which_day(t) if can_wait else screens.nothing_to_put_off(t)
    snoozed = await visit.write(snoozing.snooze, me, asked.day, now)
    if snoozed is None:
        # The day alone means a reminder only where there was one.
        return None if asked.bare else screens.nothing_to_put_off(t)
    return screens.put_off(t, snoozed)


async def _ahead(visit: Visit, days: int) -> Screen:
    weeks, over = divmod(days, 7)
    if weeks in WEEKS_AHEAD and not over:
        before = await visit.write(_look_ahead, visit.who.id, weeks, visit.now)
        return screens.one_more(visit.t, weeks, before)
    chosen = await visit.read(preferences.of, visit.who.id)
    return screens.other_weeks(visit.t, days, chosen)


def _look_ahead(session: Session, person_id: int, weeks: int, now: datetime) -> int:
    """Says how many weeks ahead it was before."""
    before = preferences.of(session, person_id).weeks_ahead
    preferences.look_ahead(session, person_id, weeks, now)
    return before
