"""Whoever taps while Telegram wants to be left alone gets the answer when that is over, once and in order."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiohttp import web

from bot import answering
from bot.answering import Answering
from bot.telegram_session import JsonSession
from handlers.showing import EditText, SendText
from scheduler.pacing import Pacer
from tests.delivery.virtual_time import VirtualTime
from tests.delivery.wire import TOKEN, Got, Wire, done

PERSON, OTHER = 5, 6


@dataclass
class Desk:
    """A bot that answers people; the time is virtual, the server is real."""

    bot: Bot
    wire: Wire
    time: VirtualTime
    taken: list[tuple[int, str, str]] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    # What is said while the server takes a text.
    meanwhile: dict[str, str] = field(default_factory=dict)

    async def answer(self, got: Got) -> web.StreamResponse:
        """Refuses as often as a test says, then takes."""
        if self.refusals:
            body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after some"}
            return web.json_response(
                {**body, "parameters": {"retry_after": self.refusals.pop(0)}}, status=429
            )
        if got.method == "editMessageText" and got.parameters["message_id"] in self.gone:
            body = {"ok": False, "error_code": 400, "description": "Bad Request: message to edit not found"}
            return web.json_response(body, status=400)
        self.taken.append((round(self.time.seconds), got.method, got.parameters["text"]))
        if (next_text := self.meanwhile.pop(got.parameters["text"], None)) is not None:
            await self.say(next_text)
        return done(got)

    async def say(self, text: str, chat_id: int = PERSON) -> None:
        await self.bot(SendText(chat_id=chat_id, text=text, reply_markup={}))

    async def all_said(self, many: int) -> None:
        async with asyncio.timeout(10):
            while len(self.taken) < many:  # noqa: ASYNC110 (the server's own loop counts)
                await asyncio.sleep(0.001)


class Leaping(VirtualTime):
    """Each wait is over when nobody has anything to do but wait."""

    async def sleep(self, seconds: float) -> None:
        due = self.seconds + seconds
        await asyncio.sleep(0.05)
        self.seconds = max(self.seconds, due)


@pytest_asyncio.fixture
async def desk(wire: Wire) -> AsyncIterator[Desk]:
    time = Leaping()
    session = JsonSession(api=TelegramAPIServer.from_base(wire.url))
    session.middleware(Answering(Pacer(now=time.now, sleep=time.sleep)))
    desk = Desk(Bot(TOKEN, session=session), wire, time)
    wire.answer = desk.answer
    yield desk
    await session.close()


async def test_an_answer_comes_when_a_long_pause_is_over_and_what_was_said_later_comes_later(
    desk: Desk,
) -> None:
    began = desk.time.seconds
    desk.refusals = [60]
    await desk.say("Reserverad.")
    assert desk.time.seconds == began, "its update is done at once"
    await desk.say("Dina bokningar")
    await desk.say("Hej", OTHER)
    await desk.all_said(3)
    assert [text for _, _, text in desk.taken if text != "Hej"] == ["Reserverad.", "Dina bokningar"]
    assert {at >= began + 60 for at, _, _ in desk.taken} == {True}
    await desk.say("Meny")
    # It waits where the server has answered the one before and the bot has not heard that yet.
    await desk.all_said(4)
    assert len(desk.taken) == 4
    assert len(desk.wire.sent()) == 5, "nothing twice, but what was refused"


async def test_what_is_said_while_something_still_waits_does_not_overtake_it(desk: Desk) -> None:
    desk.refusals = [60]
    desk.meanwhile = {"Reserverad.": "Meny"}
    await desk.say("Reserverad.")
    await desk.say("Dina bokningar")
    await desk.all_said(3)
    assert [text for _, _, text in desk.taken] == ["Reserverad.", "Dina bokningar", "Meny"]


async def test_a_second_refusal_only_lengthens_the_wait(desk: Desk) -> None:
    began = desk.time.seconds
    desk.refusals = [60, 30]
    await desk.say("Reserverad.")
    await desk.all_said(1)
    assert desk.taken == [(began + 90, "sendMessage", "Reserverad.")]


async def test_a_short_pause_is_waited_for(desk: Desk) -> None:
    began = desk.time.seconds
    desk.refusals = [5]
    await desk.say("Reserverad.")
    assert desk.taken == [(began + 5, "sendMessage", "Reserverad.")]


async def test_what_would_have_changed_a_message_that_is_gone_by_then_comes_as_a_new_one(desk: Desk) -> None:
    desk.refusals, desk.gone = [60], {7}
    await desk.bot(EditText(chat_id=PERSON, message_id=7, text="Reserverad.", reply_markup={}))
    await desk.all_said(1)
    assert [taken[1:] for taken in desk.taken] == [("sendMessage", "Reserverad.")]


async def test_somebody_who_taps_without_end_fills_no_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_HELD", 3)
    monkeypatch.setattr(answering, "MOST_CHATS", 1)
    desk.refusals = [60]
    for number in range(3):
        await desk.say(str(number))
    with pytest.raises(TelegramRetryAfter):
        await desk.say("3")
    with pytest.raises(TelegramRetryAfter):
        await desk.say("Hej", OTHER)
    await desk.all_said(3)
    assert [text for _, _, text in desk.taken] == ["0", "1", "2"]
