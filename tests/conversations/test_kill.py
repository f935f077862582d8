"""kill -9 at any point of the offer: after a restart each person goes on at the same question.

As many people as the conversation has steps stand each at another step of it, so one kill meets all of them.
"""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from stdnum import luhn

from bot.playground.bot_api import BotApi
from bot.playground.parameters import Call
from bot.playground.people import PlaygroundPerson
from bot.playground.server import Playground
from handlers.offering import QUESTIONS
from handlers.routing import ANSWERS
from models.clock import SystemClock
from tests.clockwork.worker import start_program
from tests.conversations.conftest import TOKEN
from tests.phone import Phone, until

pytestmark = pytest.mark.long
MOST = 20
PEOPLE = [PlaygroundPerson(number, "Maja Lind") for number in range(100, 100 + MOST)]
# What is said, or tapped where it begins with ">", when a question is asked; the first is asked by nobody.
REPLIES = {
    "": ("/start", ">Erbjuda praktikplatser"),
    "register.number": ("{number}",),
    "register.name": ("Café Solsidan",),
    "register.place": ("Borås",),
    "register.contact": ("Maja Lind",),
    "register.phone": ("033-12 34 56",),
    "offer.what": ("stå i kassan och baka",),
    "offer.field": (">Stämmer",),
    "offer.takes": (">Prao åk 9", ">^Klar$"),
    "offer.weeks": ("20", ">^Klar"),
    "offer.seats": ("två",),
    "offer.direct": (">Fråga mig",),
    "summary": (">Publicera",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What the person says or taps when asked this question, and what the bot says then."""

    question: str
    reply: str
    says: str


@dataclass
class Crash:
    """The program on its Telegram, and how it ends without warning."""

    playground: Playground
    session: aiohttp.ClientSession
    file: Path
    environment: dict[str, str]
    process: BaseProcess

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        # Nobody waits at the other end any more.
        self.playground.world.updates.end_poller()

    async def restart(self) -> None:
        """Begins anew, and waits until it hears."""
        self.process = start_program(self.environment)

        async def hears() -> bool:
            return self.playground.world.updates.has_poller

        await until(hears, "the program")

    def phone(self, number: int) -> Phone:
        return Phone(self.session, PEOPLE[number].id, nothing)

    def asking(self, phone: Phone) -> str:
        """The question that waits for the person's answer."""
        query = "SELECT asking FROM person WHERE chat_id = ?"
        with closing(sqlite3.connect(self.file)) as database:
            row = database.execute(query, [phone.person_id]).fetchone()
        return "" if row is None or row[0] is None else str(row[0]).partition(":")[0]


async def nothing() -> None:
    """The process ticks by itself."""


@pytest.fixture
async def crash(tmp_path: Path) -> AsyncIterator[Crash]:
    playground = Playground(token=TOKEN, clock=SystemClock(), people=PEOPLE)
    address = await playground.start()
    file = tmp_path / "kill.db"
    environment = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "DATABASE_URL": f"sqlite:///{file}",
        "LISTEN": "127.0.0.1:0",
    }
    async with aiohttp.ClientSession(address) as session:
        running = Crash(playground, session, file, environment, start_program(environment))
        yield running
    assert running.process.pid is not None
    # As a supervisor does.
    os.kill(running.process.pid, signal.SIGTERM)
    await asyncio.to_thread(running.process.join, 10)
    assert running.process.exitcode == 0
    await playground.stop()


async def reply(phone: Phone, words: str) -> str:
    """Says or taps it; gives what the bot says then."""
    if words.startswith(">"):
        return await phone.tap(words[1:])
    nine = f"5560{phone.person_id:05}"
    return await phone.send(words.format(number=nine + luhn.calc_check_digit(nine)))


async def walk(crash: Crash, phone: Phone) -> list[Step]:
    """The whole conversation, as long as the bot asks."""
    route: list[Step] = []
    question = ""
    while not any(step.question == question for step in route):
        route += [Step(question, words, await reply(phone, words)) for words in REPLIES[question]]
        question = crash.asking(phone) or "summary"
    return route


async def returned(phone: Phone) -> str:
    """What is shown to who lost the thread and begins from the menu."""
    await phone.send("/meny")
    says = await phone.tap("Erbjuda? praktikplatser")
    return await phone.tap("Fortsätt") if "utkast" in says else says


async def killed_while_asked(crash: Crash, route: list[Step], phones: list[Phone], taken: Any) -> None:
    """Everybody takes the next step; the program dies when `taken` says so, before anybody is answered."""
    asked = [asyncio.create_task(reply(phone, route[at].reply)) for at, phone in enumerate(phones)]
    await until(taken, "everybody's step")
    crash.kill()
    assert not any(task.done() for task in asked)
    for task in asked:
        task.cancel()
    await asyncio.wait(asked)


async def before_the_commit(crash: Crash, route: list[Step], phones: list[Phone]) -> None:
    """Kills it when it has taken all updates and could keep nothing of them."""
    updates = crash.playground.world.updates
    last = updates.next_id + len(phones)

    async def taken() -> bool:
        return updates.next_id == last and not updates.pending

    with closing(sqlite3.connect(crash.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await killed_while_asked(crash, route, phones, taken)


async def before_the_receipt(crash: Crash, route: list[Step], phones: list[Phone]) -> None:
    """Kills it when all answers are kept and none has arrived."""
    original, on_their_way = BotApi.carry_out, set()

    async def lost(self: BotApi, call: Call) -> tuple[Any, str]:
        if call.method in ("sendmessage", "editmessagetext"):
            on_their_way.add(call.fields["chat_id"])
            await asyncio.Event().wait()
        return await original(self, call)

    async def taken() -> bool:
        return len(on_their_way) == len(phones)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BotApi, "carry_out", lost)
        await killed_while_asked(crash, route, phones, taken)


async def test_kill_9_at_any_step_of_the_offer_loses_no_answer(crash: Crash) -> None:
    route = await walk(crash, crash.phone(MOST - 1))
    asked = {name for name in ANSWERS if name.startswith("register.")}
    asked |= {f"offer.{name}" for name in QUESTIONS}
    # The place is known from the introduction.
    assert {step.question for step in route} - {"", "summary"} == asked - {"offer.place"}
    assert "Publicerat" in route[-1].says

    phones = [crash.phone(number) for number in range(len(route))]

    async def come_to(phone: Phone, steps: int) -> None:
        for step in route[:steps]:
            assert await reply(phone, step.reply) == step.says

    await asyncio.gather(*(come_to(phone, steps) for steps, phone in enumerate(phones)))
    stand = [crash.asking(phone) for phone in phones]
    crash.kill()
    await crash.restart()
    await before_the_commit(crash, route, phones)
    assert [crash.asking(phone) for phone in phones] == stand
    await crash.restart()
    await before_the_receipt(crash, route, phones)
    await crash.restart()

    async def go_on(phone: Phone, at: int) -> None:
        says = await returned(phone)
        # Where only "Klar" was missing, the next question.
        at = next(ahead for ahead in (at, at + 1) if route[ahead].says == says)
        assert await reply(phone, route[at + 1].reply) == route[at + 1].says

    await asyncio.gather(*(go_on(phone, at) for at, phone in enumerate(phones[:-1])))
    await phones[-1].send("/meny")
    assert "stå i kassan" in (await phones[-1].tap("Mina platser")).lower()
