"""What a delivered notice costs, how much of Telegram's pace is used, what a million waiting ones cost."""

import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import text, update
from sqlalchemy.orm import Session
from sqlmodel import col
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.quick_start import settle_memory
from models.clock import MovableClock
from models.store import Store, open_store
from models.tables import Notice
from scheduler.delivery import Delivery
from scheduler.pacing import Handover, Pacer
from scheduler.transport import AiohttpRequest
from scheduler.window import Window
from tests.benchmarks.measuring import Ratio, compared_async, say
from tests.clockwork.crowd import FIRST, crowd
from tests.clockwork.telegram import TOKEN, Telegram, telegram
from tests.databases import new_database, postgres_server

MESSAGES = 300
IN_FLIGHT = 16
PACED = 240
_PART = 100_000
DUE, FEW, MANY = 100, 1_000, 1_000_000
# A working morning.
NOW = datetime(2030, 3, 5, 9, 0, tzinfo=UTC)


def ratios() -> Iterator[Ratio]:
    logging.disable(logging.WARNING)
    settle_memory()
    try:
        yield Ratio("delivery_cpu", asyncio.run(_cpu()), 0.3)
        yield Ratio("delivery_goodput_inverse", asyncio.run(_goodput()), 0.4)
        with tempfile.TemporaryDirectory() as folder:
            urls = [f"sqlite:///{folder}/{name}.db" for name in ("few", "many")]
            yield Ratio("delivery_tick_sqlite", asyncio.run(_tick(*urls)), 2)
        with postgres_server() as server:
            urls = [asyncio.run(new_database(server)) for _ in range(2)]
            yield Ratio("delivery_tick_postgresql", asyncio.run(_tick(*urls)), 2)
    finally:
        logging.disable(logging.NOTSET)


# CPU of one notice.


def _serve(said: Connection) -> None:
    with telegram() as served:
        said.send(served.url)
        said.recv()


@contextmanager
def _server_elsewhere() -> Iterator[str]:
    """A server whose CPU is not ours."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("end")
        process.join(10)


def _no_pace(window: Window) -> Pacer:
    """Its work without its waiting."""
    passed = [0.0]

    async def sleep(seconds: float) -> None:
        passed[0] += seconds

    return Pacer(window=window, now=lambda: passed[0], sleep=sleep)


def _ready(session: Session) -> None:
    """All of them wait again."""
    session.execute(
        update(Notice)
        .where(col(Notice.key).startswith("crowd:"))
        .values(status="waiting", claimed_until=None, sent_at=None, attempts=0, due_at=NOW)
    )


async def _cpu() -> float:
    with _server_elsewhere() as url, tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/cpu.db")
        await store.write(crowd, MESSAGES)
        window = Window(1_000)
        request = AiohttpRequest()
        ours: ExtBot[Handover] = ExtBot(
            TOKEN,
            base_url=f"{url}/bot",
            request=request,
            get_updates_request=request,
            rate_limiter=_no_pace(window),
        )
        # Without a pace as many are under way as there are for the stock bot.
        delivery = Delivery(store, ours, MovableClock(NOW, frozen=True), window=window)
        stock = Bot(TOKEN, base_url=f"{url}/bot")

        async def notices() -> float:
            await store.write(_ready)
            began = time.process_time()
            assert await delivery.deliver_due() == MESSAGES
            return (time.process_time() - began) / MESSAGES

        async def messages() -> float:
            began = time.process_time()
            await _in_flight(IN_FLIGHT, stock)
            return (time.process_time() - began) / MESSAGES

        async with ours, stock:
            found = await compared_async(notices, messages)
            began = time.process_time()
            await _in_flight(1, stock)
            single = (time.process_time() - began) / MESSAGES
        await store.close()
    say(f"CPU of a notice {found.ours * 1e6:.0f} µs, of a stock send_message {found.plain * 1e6:.0f} µs")
    say(f"that is with {IN_FLIGHT} in flight; one at a time a stock one takes {single * 1e6:.0f} µs")
    return found.ratio


async def _in_flight(many: int, stock: Bot) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Mina platser", callback_data="pm:0")]])
    limit = asyncio.Semaphore(many)

    async def send(number: int) -> None:
        async with limit:
            said = "<b>Café Solsidan är godkända.</b>\nNu syns era platser för skolorna."
            await stock.send_message(FIRST + number, said, parse_mode="HTML", reply_markup=buttons)

    await asyncio.gather(*(send(number) for number in range(MESSAGES)))


# Goodput against a server that enforces the limits.


async def _goodput() -> float:
    ours = await _per_second(_ours)
    stock = await _per_second(_stock)
    say(f"goodput {ours:.1f} a second, AIORateLimiter {stock:.1f}")
    return stock / ours


async def _per_second(send_all: Callable[[str], Awaitable[None]]) -> float:
    with telegram(limits=True) as served:
        await send_all(served.url)
        return _rate(served)


def _rate(served: Telegram) -> float:
    chats = {one.chat_id for one in served.arrived}
    say(f"{len(chats)} of {PACED} arrived, {served.refused} 429s, {served.most_in_a_second()} in a second")
    return (len(served.arrived) - 1) / (served.arrived[-1].at - served.arrived[0].at)


async def _ours(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/pace.db")
        await store.write(crowd, PACED)
        await store.write(_ready)
        window = Window(29.0)
        request = AiohttpRequest()
        bot: ExtBot[Handover] = ExtBot(
            TOKEN,
            base_url=f"{url}/bot",
            request=request,
            get_updates_request=request,
            rate_limiter=Pacer(window=window),
        )
        async with bot:
            await Delivery(store, bot, MovableClock(NOW, frozen=True), window=window).deliver_due()
        await store.close()


async def _stock(url: str) -> None:
    bot = ExtBot(TOKEN, base_url=f"{url}/bot", rate_limiter=AIORateLimiter(max_retries=10))

    async def send(number: int) -> None:
        try:
            await bot.send_message(FIRST + number, "hej")
        except TelegramError:
            # It gave up; what arrived is counted at the server.
            return

    async with bot:
        await asyncio.gather(*(send(number) for number in range(PACED)))


# One tick with few and with many waiting.


async def _tick(few_url: str, many_url: str) -> float:
    few, many = await open_store(few_url), await open_store(many_url)
    for store, waiting in ((few, FEW), (many, MANY)):
        await store.write(crowd, DUE)
        # In parts, since no statement may take half a minute.
        for first in range(0, waiting - DUE, _PART):
            await store.write(_far_ahead, first, min(_PART, waiting - DUE - first))
        await store.write(_know_the_tables)
    found = await compared_async(lambda: _one_tick(many), lambda: _one_tick(few), runs=7)
    say(f"{DUE} due: of {FEW:,} waiting {found.plain * 1e3:.1f} ms, of {MANY:,} {found.ours * 1e3:.1f} ms")
    await few.close()
    await many.close()
    return found.ratio


def _far_ahead(session: Session, first: int, many: int) -> None:
    """Reminders for the next months, for those who are known."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    series = (
        "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < :many) SELECT n FROM s"
        if sqlite
        else "SELECT n FROM generate_series(1, :many) AS s(n)"
    )
    due_at = (
        "datetime('2030-03-06', '+' || n || ' seconds')"
        if sqlite
        else "timestamptz '2030-03-06 00:00+00' + n * interval '1 second'"
    )
    session.execute(
        text(
            "INSERT INTO notice (key, person_id, kind, about, about_id, due_at, status, attempts)"
            f" SELECT 'far:' || (n + :first), {FIRST} + n % {DUE}, 'remind_teacher', 'reservation', n,"
            f" {due_at}, 'waiting', 0 FROM ({series}) AS numbers"
        ),
        {"many": many, "first": first},
    )


def _know_the_tables(session: Session) -> None:
    session.execute(text("ANALYZE notice"))


async def _one_tick(store: Store) -> float:
    await store.write(_ready)
    bot = cast("ExtBot[Handover]", SimpleNamespace(do_api_request=_taken_at_once))
    delivery = Delivery(store, bot, MovableClock(NOW, frozen=True), lease=timedelta(seconds=10))
    began = time.perf_counter()
    assert await delivery.deliver_due() == DUE
    return time.perf_counter() - began


async def _taken_at_once(_method: str, _said: Any, *, rate_limit_args: Handover) -> Any:
    rate_limit_args()
    return {"message_id": 1}
