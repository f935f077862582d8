"""With a token: Telegram itself, by webhook or long polling, the clockwork alone, or both."""

import asyncio
import logging

from bot.assembly import Application, Parts, assemble, poll, this_process
from bot.health import serve_health
from bot.quick_start import settle_memory, warm_up
from bot.settings import DRAIN, Settings
from models.clock import SystemClock
from models.leading import make_leader
from models.store import open_store

log = logging.getLogger(__name__)


async def run_telegram(settings: Settings, ending: asyncio.Event, parts: Parts) -> None:
    """Runs until `ending` is set. `StoreUnavailable`, `ValueError` or `OSError` when it can't start."""
    if settings.bot_token is None:
        raise ValueError("BOT_TOKEN: serve and schedule speak to Telegram and need one")
    store, clock = await open_store(settings.store_url), SystemClock()
    leader = make_leader(store, settings.store_url, this_process(), clock) if parts.clockwork else None
    application = assemble(
        store,
        clock,
        settings.bot_token.get_secret_value(),
        settings.bot_api_url,
        settings.coordinators,
        settings.tick_seconds,
        parts=parts,
        leader=leader,
    )
    warm_up()
    settle_memory()
    try:
        await application.start()
        if parts.conversations and settings.webhook_url:
            from bot.webhook import serve_webhook

            await serve_webhook(application, settings, ending)
        else:
            await _serve_without_webhook(application, settings, ending)
    finally:
        await application.stop(DRAIN)


async def _serve_without_webhook(application: Application, settings: Settings, ending: asyncio.Event) -> None:
    watched = None
    try:
        watched = await serve_health(application.health, settings.host, settings.port)
    except OSError as error:
        # Another process of ours may well have the address; nobody must miss a notice for that.
        log.warning("no health on %s: %s", settings.listen, error.strerror or error)
    try:
        if application.parts.conversations:
            await application.bot.delete_webhook()
            log.info("ready, waiting for messages")
            await poll(application, ending)
        else:
            log.info("ready, the clockwork runs or stands by")
            await ending.wait()
    finally:
        if watched is not None:
            await watched.cleanup()
