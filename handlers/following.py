"""Answers to what notices ask about a booking: ticks, who came, how it went, and putting a reminder off."""

from handlers.callbacks import Away, Later, Reply, Tick
from handlers.routing import tapped
from handlers.screens import following as screens
from handlers.screens.notices import absences, closing, employers
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import following, putting_off
from models.notices import Kind


@tapped(Tick)
async def tick(visit: Visit, data: Tick) -> Screen:
    done = bool(data.done)
    found = await visit.write(following.tick, visit.who.id, data.reservation, data.what, done, visit.now)
    return employers.checklist(visit.t, found)


@tapped(Reply)
async def reply(visit: Visit, data: Reply) -> Screen:
    t, me, id_, answer, now = visit.t, visit.who.id, data.reservation, data.value, visit.now
    if data.question == "extract":
        return screens.extract_done(t, await visit.write(following.extract_done, me, id_, now))
    if data.question == "heard":
        found = await visit.write(following.heard, me, id_, answer, now)
        return screens.heard(t, found, answer)
    if data.question == "here":
        return screens.all_here(t, await visit.write(following.all_here, me, id_, now))
    if data.question == "how":
        return closing.how_was_it(t, await visit.write(following.how, me, id_, answer, now), answer)
    if data.question == "again":
        return closing.again(t, await visit.write(following.again, me, id_, answer, now), answer)
    raise LookupError(data.question)


@tapped(Away)
async def away(visit: Visit, data: Away) -> Screen:
    t, me = visit.t, visit.who.id
    if data.number == 0:
        found = await visit.read(following.may_be_away, me, data.reservation, visit.now)
        return absences.how_many_away(t, found)
    found = await visit.write(following.away, me, data.reservation, data.number, visit.now)
    return screens.told_away(t, found, data.number)


@tapped(Later)
async def later(visit: Visit, data: Later) -> Screen:
    """Raises `ValueError` or `LookupError` for what no button of ours says."""
    kind = Kind(data.kind)
    day = await visit.write(
        putting_off.put_off, visit.who.id, kind, data.detail, data.reservation, data.to, visit.now
    )
    return screens.later(visit.t, day, data.reservation)
