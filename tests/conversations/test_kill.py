"""kill -9 at any question of the offer: after a restart the person goes on at the same question."""

import asyncio
import os
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.playground.bot_api import BotApi
from bot.playground.parameters import Call
from bot.playground.server import Playground
from models.clock import SystemClock
from tests.clockwork.worker import start_program
from tests.conversations.conftest import EMPLOYER, PEOPLE, TOKEN
from tests.phone import Phone

pytestmark = pytest.mark.long


def begin(address: str, database: str) -> BaseProcess:
    """The program as its own process, serving the given Telegram."""
    return start_program(BOT_TOKEN=TOKEN, BOT_API_URL=address, DATABASE_URL=database, LISTEN="127.0.0.1:0")


def end(process: BaseProcess) -> int | None:
    """Asks it to end, as a supervisor does; gives the exit code."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGTERM)
    process.join(10)
    return process.exitcode


async def nothing() -> None:
    """The process ticks by itself."""


async def test_kill_9_at_any_question_of_the_offer_loses_no_answer(tmp_path: Path) -> None:
    playground = Playground(token=TOKEN, clock=SystemClock(), people=PEOPLE)
    address = await playground.start()
    database = f"sqlite:///{tmp_path}/kill.db"
    process = begin(address, database)

    def killed() -> None:
        nonlocal process
        process.kill()
        process.join()
        process = begin(address, database)

    async with aiohttp.ClientSession(address) as session:
        phone = Phone(session, EMPLOYER, nothing)
        await phone.send("/start")
        await phone.tap("Erbjuda praktikplatser")
        for answer, next_question in (
            ("556016-0680", "Vad heter arbetsplatsen"),
            ("Café Solsidan", "I vilken kommun"),
            ("Borås", "Vem ska skolan kontakta"),
            ("Maja Lind 033-12 34 56", "Vad får praktikanten göra"),
            ("stå i kassan och baka", "Det låter som"),
        ):
            killed()
            assert next_question in await phone.send(answer)
        for button, next_question in (
            ("Stämmer", "Vilka kan ni ta emot"),
            ("Prao åk 9", "Vilka kan ni ta emot"),
        ):
            killed()
            assert next_question in await phone.tap(button)
        assert "Vilka veckor" in await phone.tap("^Klar$")
        killed()
        await phone.send("20")
        assert "Hur många åt gången" in await phone.tap("^Klar")
        killed()
        assert "boka direkt" in await phone.send("två")
        assert "Så här ser det ut" in await phone.tap("Fråga mig")
        killed()
        assert "samordnar" in await phone.tap("Publicera")
    assert await asyncio.to_thread(end, process) == 0
    await playground.stop()


async def test_kill_9_between_an_answer_and_its_receipt_goes_on_at_the_next_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    playground = Playground(token=TOKEN, clock=SystemClock(), people=PEOPLE)
    address = await playground.start()
    database = f"sqlite:///{tmp_path}/kill.db"
    process = begin(address, database)
    original, on_its_way = BotApi.carry_out, asyncio.Event()

    async def lost(self: BotApi, call: Call) -> tuple[Any, str]:
        if call.method == "sendmessage":
            on_its_way.set()
            await asyncio.Event().wait()
        return await original(self, call)

    async with aiohttp.ClientSession(address) as session:
        phone = Phone(session, EMPLOYER, nothing)
        await phone.send("/start")
        await phone.tap("Erbjuda praktikplatser")
        with monkeypatch.context() as patch:
            patch.setattr(BotApi, "carry_out", lost)
            await session.post(f"/chat/people/{EMPLOYER}/messages", json={"text": "556016-0680"})
            await asyncio.wait_for(on_its_way.wait(), 10)
            process.kill()
            process.join()
        process = begin(address, database)
        assert "I vilken kommun" in await phone.send("Café Solsidan")
    assert await asyncio.to_thread(end, process) == 0
    await playground.stop()
