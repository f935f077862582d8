"""getUpdates: long polling, offsets, what the bot chooses to hear, and two pollers."""

import asyncio

from tests.playground.telegram import ANNA, Telegram, button, buttons, soon


async def test_a_long_poll_ends_as_soon_as_something_comes(telegram: Telegram) -> None:
    poll = asyncio.ensure_future(telegram.updates(timeout=50))
    await telegram.write("hej")
    (update,) = await soon(poll)
    assert update["message"]["text"] == "hej"


async def test_a_short_poll_returns_empty_at_once(telegram: Telegram) -> None:
    assert await soon(asyncio.ensure_future(telegram.updates())) == []


async def test_an_offset_confirms_what_came_before_it(telegram: Telegram) -> None:
    for text in ("ett", "två", "tre"):
        await telegram.write(text)
    first, second, third = await telegram.updates()
    assert first["update_id"] < second["update_id"] < third["update_id"]
    assert await telegram.updates(limit=1) == [first]
    assert await telegram.updates(offset=second["update_id"]) == [second, third]
    assert await telegram.updates(offset=-1) == [third]
    assert await telegram.updates() == [third]
    assert await telegram.updates(offset=third["update_id"] + 1) == []


async def test_the_elder_of_two_pollers_is_sent_away(telegram: Telegram) -> None:
    elder = asyncio.ensure_future(telegram.call("getUpdates", timeout=50))
    await telegram.until_someone_polls()
    younger = asyncio.ensure_future(telegram.call("getUpdates", timeout=50))
    refused = await soon(elder)
    assert refused.status == 409
    words = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert refused.description == f"Conflict: {words}"
    await telegram.write("hej")
    assert (await soon(younger)).result[0]["message"]["text"] == "hej"


async def test_the_bot_hears_only_what_it_chose_and_the_choice_lasts(telegram: Telegram) -> None:
    await telegram.updates(allowed_updates=["callback_query"])
    await telegram.write("ohörd")
    await telegram.tap(await telegram.send(reply_markup=buttons([button()])))
    assert ["callback_query" in update for update in await telegram.updates()] == [True]
    await telegram.updates(allowed_updates=[], offset=-1)
    await telegram.write("hörd")
    assert (await telegram.updates())[-1]["message"]["text"] == "hörd"


async def test_a_poller_that_hangs_up_loses_nothing(telegram: Telegram) -> None:
    poll = asyncio.ensure_future(telegram.updates(timeout=50))
    await telegram.until_someone_polls()
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await telegram.write("hej")
    assert len(await telegram.updates()) == 1


async def test_a_tap_tells_who_pressed_what_and_where(telegram: Telegram) -> None:
    message = await telegram.send(reply_markup=buttons([button(), button("Nej", "no")]))
    tap = await telegram.tap(message, column=1)
    (update,) = await telegram.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (tap["callback_id"], "no", ANNA.id)
    assert query["message"] == message


async def test_a_waiting_poll_does_not_delay_the_end(telegram: Telegram) -> None:
    poll = asyncio.ensure_future(telegram.call("getUpdates", timeout=50))
    await telegram.until_someone_polls()
    await soon(asyncio.ensure_future(telegram.playground.stop()))
    assert (await soon(poll)).result == []


async def _until_someone_polls(telegram: Telegram) -> None:
    while not telegram.playground.world.updates.has_poller:
        await telegram.phone("GET", "state")
