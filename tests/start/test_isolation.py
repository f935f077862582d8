import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Chat, Message, Update, User

from bot.isolation import OneAtATime

Saying = Callable[[int, str], "asyncio.Task[Any]"]


class Conversation:
    """A dispatcher whose only handler notes what begins and what ends, and waits to be let on."""

    def __init__(self) -> None:
        self.isolation = OneAtATime()
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.update.outer_middleware(self.isolation)
        self.dispatcher.message.register(self.handle)
        self.bot = Bot("1:isolation")
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.may_end: dict[str, asyncio.Event] = {}
        self.updates = 0

    async def handle(self, message: Message) -> None:
        text = message.text or ""
        self.begun.append(text)
        if text in self.may_end:
            await self.may_end[text].wait()
        if text == "fails":
            raise ZeroDivisionError
        self.ended.append(text)

    def say(self, person: int, text: str, *, waits: bool = False) -> "asyncio.Task[Any]":
        """Feed one message, as polling does it: each update in a task of its own."""
        if waits:
            self.may_end[text] = asyncio.Event()
        self.updates += 1
        message = Message.model_validate(
            {
                "message_id": self.updates,
                "date": 1,
                "chat": Chat(id=person, type="private"),
                "from": User(id=person, is_bot=False, first_name="A"),
                "text": text,
            }
        )
        update = Update(update_id=self.updates, message=message).as_(self.bot)
        return asyncio.create_task(self.dispatcher.feed_update(self.bot, update))


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


async def turns() -> None:
    """Let everything happen that can happen without the test."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_one_persons_updates_are_handled_in_order_and_one_at_a_time(conversation: Conversation) -> None:
    tasks = [conversation.say(1, text, waits=True) for text in ("first", "second", "third")]
    for number, text in enumerate(("first", "second", "third"), start=1):
        await turns()
        assert len(conversation.begun) == number
        conversation.may_end[text].set()
    await asyncio.gather(*tasks)
    assert conversation.begun == conversation.ended == ["first", "second", "third"]


async def test_different_people_do_not_wait_for_each_other(conversation: Conversation) -> None:
    slow = conversation.say(1, "slow", waits=True)
    await conversation.say(2, "quick")
    assert conversation.begun == ["slow", "quick"]
    assert conversation.ended == ["quick"]
    conversation.may_end["slow"].set()
    await slow


async def test_a_handler_that_fails_lets_the_next_one_begin(conversation: Conversation) -> None:
    failing = conversation.say(1, "fails")
    after = conversation.say(1, "after")
    with pytest.raises(ZeroDivisionError):
        await failing
    await after
    assert conversation.ended == ["after"]


async def test_giving_up_a_waiting_update_leaves_the_others_in_line(conversation: Conversation) -> None:
    first, second, third = (
        conversation.say(1, text, waits=text == "first") for text in ("first", "second", "third")
    )
    await turns()
    second.cancel()
    conversation.may_end["first"].set()
    await asyncio.gather(first, third)
    assert conversation.ended == ["first", "third"]
    assert conversation.isolation.lines == conversation.isolation.running == 0


async def test_no_memory_is_kept_of_people_who_are_done(conversation: Conversation) -> None:
    tasks = [conversation.say(person, f"hej {person}", waits=person == 1) for person in range(1, 51)]
    await turns()
    assert conversation.isolation.lines == 1
    conversation.may_end["hej 1"].set()
    await asyncio.gather(*tasks)
    assert conversation.isolation.lines == conversation.isolation.running == 0


async def test_what_comes_from_nobody_is_not_held_up() -> None:
    isolation = OneAtATime()
    both = asyncio.Barrier(2)

    async def handler(event: Any, data: dict[str, Any]) -> None:
        await both.wait()

    update = Update(update_id=1)
    async with asyncio.timeout(5):
        await asyncio.gather(isolation(handler, update, {}), isolation(handler, update, {}))
    assert isolation.lines == 0


async def test_a_chat_without_a_person_is_a_line_of_its_own() -> None:
    isolation = OneAtATime()
    begun: list[int] = []
    may_end = asyncio.Event()

    async def handler(event: Any, data: dict[str, Any]) -> None:
        begun.append(1)
        await may_end.wait()

    data = {"event_chat": Chat(id=-1001, type="channel")}
    tasks = [asyncio.create_task(isolation(handler, Update(update_id=n), data)) for n in (1, 2)]
    await turns()
    assert (len(begun), isolation.lines, isolation.running) == (1, 1, 2)
    may_end.set()
    await asyncio.gather(*tasks)


async def test_draining_waits_for_what_runs_and_for_what_waits(conversation: Conversation) -> None:
    tasks = [conversation.say(1, "first", waits=True), conversation.say(1, "second", waits=True)]
    await turns()
    draining = asyncio.create_task(conversation.isolation.drain(60))
    conversation.may_end["first"].set()
    await turns()
    assert not draining.done()
    conversation.may_end["second"].set()
    assert await draining is True
    await asyncio.gather(*tasks)


async def test_draining_gives_up_at_its_deadline_and_ends_nothing(conversation: Conversation) -> None:
    endless = conversation.say(1, "endless", waits=True)
    await turns()
    assert await conversation.isolation.drain(0.01) is False
    assert not endless.done()
    conversation.may_end["endless"].set()
    await endless
    assert await conversation.isolation.drain(0) is True
