from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.ext import ExtBot

from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import PEOPLE, TOKEN, Telegram, running


@pytest.fixture
def clock() -> MovableClock:
    """Stands at Monday 23 November 2026, 08:00 in Sweden."""
    return MovableClock(datetime(2026, 11, 23, 7, tzinfo=UTC), frozen=True)


@pytest_asyncio.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[Telegram]:
    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE)) as opened:
        yield opened


@pytest_asyncio.fixture
async def aiogram_bot(telegram: Telegram) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.base))
    async with Bot(TOKEN, session=session) as bot:
        yield bot


@pytest_asyncio.fixture
async def ptb_bot(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ExtBot[None]]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    base = f"{telegram.base}/bot"
    async with ExtBot(TOKEN, base_url=base, base_file_url=f"{telegram.base}/file/bot") as bot:
        yield bot
