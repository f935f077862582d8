"""What was due and not said, since it was no longer true, is shown as such to whoever asks what was sent."""

from handlers.screens import seen as screens
from handlers.texts import texts
from models import following, preferences, seen
from models.store import Store
from models.timetable_row import Group
from tests.timetable.postman import deliver
from tests.timetable.test_kinds import at, ready

BEFORE, DUE = at("2027-02-19"), at("2027-02-22")


async def shown(store: Store, person: int, booking: int) -> str:
    found = await store.read(seen.seen, person, booking, DUE, screens.PAGE)
    return screens.said(texts("sv"), found, 0).text


async def test_a_checklist_that_was_ticked_before_it_came_is_shown_as_not_needed(store: Store) -> None:
    cast, booking = await ready(store)
    for what in following.TICKS:
        await store.write(following.tick, cast.owner, booking, what, True, BEFORE)
    await store.write(deliver, DUE)
    for person in (cast.owner, cast.teacher, cast.coordinator):
        said = await shown(store, person, booking)
        assert "– Påminnelse till arbetsgivaren behövdes inte längre." in said
        assert "✓ Påminnelse till skolan" in said


async def test_what_is_only_planned_anew_is_not_shown(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(preferences.remind_at, cast.owner, 9, BEFORE)
    await store.write(preferences.mute, cast.teacher, Group.PREPARE, True, BEFORE)
    assert "behövdes inte" not in await shown(store, cast.owner, booking)
