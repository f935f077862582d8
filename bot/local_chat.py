"""Without a token: a Telegram of one's own in the browser, with people to play and a clock to move."""

import asyncio
import logging
import secrets
from pathlib import Path

from aiohttp import web
from sqlalchemy import make_url

from bot.assembly import Application, assemble, poll
from bot.demo import GROUPS, PEOPLE, START, furnish
from bot.health import PATHS
from bot.playground.server import Playground
from bot.quick_start import settle_memory, warm_up
from bot.settings import DRAIN, Settings
from models.clock import MovableClock
from models.store import open_store

log = logging.getLogger(__name__)


async def run_local_chat(settings: Settings, ending: asyncio.Event) -> None:
    """Serves the page on LISTEN until `ending` is set."""
    store = await open_store(settings.store_url)
    clock = MovableClock()
    clock.set(START(clock.now()))
    await furnish(store, clock.now())
    application: Application | None = None

    async def clock_moved() -> None:
        if application is not None:
            await application.clockwork.tick()

    database = make_url(settings.store_url)
    state_file = (
        Path(database.database).with_suffix(".chats.json")
        if database.get_backend_name() == "sqlite" and database.database
        else None
    )
    token = f"1:{secrets.token_urlsafe(24)}"

    async def health(request: web.Request) -> web.StreamResponse:
        if application is None:
            raise web.HTTPServiceUnavailable
        return await application.health.answer(request)

    playground = Playground(
        token=token,
        clock=clock,
        people=PEOPLE,
        groups=GROUPS,
        on_clock_moved=clock_moved,
        state_file=state_file,
        routes=[web.get(path, health) for path in PATHS],
    )
    address = await playground.start(settings.host, settings.port)
    application = assemble(
        store,
        clock,
        token,
        address,
        frozenset(settings.coordinators),
        settings.tick_seconds,
        limits=False,
    )
    warm_up()
    settle_memory()
    try:
        await application.start()
        print(f"\n  Öppna {address} i webbläsaren.  (Avsluta med Ctrl+C)\n", flush=True)  # noqa: T201
        await poll(application, ending)
    finally:
        await application.stop(DRAIN)
        await playground.stop()
