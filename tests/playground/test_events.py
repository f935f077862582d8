"""Events: the page hears everything as it happens, and misses nothing over a lost connection."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.playground.events import KEPT, EventHub
from tests.playground.telegram import ANNA, STRANGER, Telegram, button, buttons, soon


class Stream:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.last_id = 0

    async def next(self) -> dict[str, Any]:
        """The next event's data; comments are passed over."""
        while True:
            line = (await soon(asyncio.ensure_future(self._response.content.readline()))).decode()
            assert line, "the stream ended"
            if line.startswith("id: "):
                number = int(line.removeprefix("id: "))
                assert number > self.last_id
                self.last_id = number
            if line.startswith("data: "):
                event: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return event


@asynccontextmanager
async def listening(telegram: Telegram, last: int | None = None) -> AsyncIterator[Stream]:
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    async with telegram.session.get(f"{telegram.base}/chat/events", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        yield Stream(response)


async def test_sending_editing_and_deleting_are_told(telegram: Telegram) -> None:
    async with listening(telegram) as stream:
        await telegram.call("sendChatAction", chat_id=ANNA.id, action="typing")
        assert await stream.next() == {"type": "action", "person": ANNA.id, "action": "typing"}
        message = await telegram.send()
        assert await stream.next() == {"type": "message", "person": ANNA.id, "message": message}
        place = {"chat_id": ANNA.id, "message_id": message["message_id"]}
        edited = (await telegram.call("editMessageText", **place, text="ny")).result
        assert await stream.next() == {"type": "edit", "person": ANNA.id, "message": edited}
        await telegram.call("deleteMessage", **place)
        gone = {"type": "delete", "person": ANNA.id, "message_ids": [message["message_id"]]}
        assert await stream.next() == gone


async def test_an_answer_is_told_once(telegram: Telegram) -> None:
    message = await telegram.send(reply_markup=buttons([button()]))
    tap = await telegram.tap(message)
    link = "https://t.me/praktikplatsen_bot?start=x"
    async with listening(telegram) as stream:
        for text in ("Klart", "igen"):
            await telegram.call(
                "answerCallbackQuery",
                callback_query_id=tap["callback_id"],
                text=text,
                show_alert=True,
                url=link,
            )
        event = await stream.next()
        assert (event["type"], event["callback_id"], event["message_id"]) == ("answer", tap["callback_id"], 1)
        assert (event["text"], event["alert"], event["url"]) == ("Klart", True, link)
        await telegram.write("nästa")
        assert (await stream.next())["type"] == "message"


async def test_people_and_the_clock_are_told(telegram: Telegram) -> None:
    async with listening(telegram) as stream:
        await telegram.write("hej", STRANGER.id)
        person = await stream.next()
        assert (person["type"], person["person"]["id"], person["person"]["started"]) == (
            "person",
            STRANGER.id,
            True,
        )
        assert (await stream.next())["type"] == "message"
        clock = await telegram.phone("POST", "clock", hours=1)
        assert await stream.next() == {"type": "clock", **clock}


async def test_a_lost_connection_misses_nothing(telegram: Telegram) -> None:
    async with listening(telegram) as stream:
        await telegram.send(text="sedd")
        await stream.next()
        last = stream.last_id
    await telegram.send(text="missad")
    async with listening(telegram, last) as stream:
        assert (await stream.next())["message"]["text"] == "missad"
        await telegram.send(text="ny")
        assert (await stream.next())["message"]["text"] == "ny"


async def test_who_was_away_too_long_reads_everything_anew(telegram: Telegram) -> None:
    await telegram.send()
    async with listening(telegram, 3) as stream:
        assert await stream.next() == {"type": "reset"}
        await telegram.send(text="ny")
        assert (await stream.next())["message"]["text"] == "ny"


def test_only_the_last_thousand_events_are_kept() -> None:
    hub = EventHub()
    for number in range(KEPT + 5):
        hub.publish("tick", number=number)
    assert hub.since(hub.last_id - KEPT - 1) is None
    kept = hub.since(hub.last_id - KEPT)
    assert kept
    assert [data["number"] for _, data in kept] == list(range(5, KEPT + 5))
    assert hub.since(hub.last_id) == []


async def test_a_listening_page_does_not_delay_the_end(telegram: Telegram) -> None:
    async with listening(telegram) as stream:
        await telegram.send()
        await stream.next()
        await soon(asyncio.ensure_future(telegram.playground.stop()))
