"""Telegram calls us: one address that any number of processes may stand behind."""

import asyncio
import logging

from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.assembly import UPDATES, Application
from bot.settings import Settings

log = logging.getLogger(__name__)
PATH = "/telegram"


async def serve_webhook(application: Application, settings: Settings, ending: asyncio.Event) -> None:
    """Listens until `ending` is set. Raises `ValueError` without a secret: anybody could pose as Telegram."""
    if settings.webhook_secret is None or not settings.webhook_url:
        raise ValueError("WEBHOOK_SECRET: set one, or anybody could send updates in Telegram's name")
    secret = settings.webhook_secret.get_secret_value()
    app = web.Application()
    # Telegram gets its 200 only after the work is done, so what a crash cuts off is sent again.
    SimpleRequestHandler(
        application.dispatcher, application.bot, handle_in_background=False, secret_token=secret
    ).register(app, path=PATH)
    app.add_routes(application.health.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        await application.bot.set_webhook(
            settings.webhook_url.rstrip("/") + PATH, secret_token=secret, allowed_updates=UPDATES
        )
        log.info("ready, listening for Telegram on %s", settings.listen)
        await ending.wait()
    finally:
        await runner.cleanup()
