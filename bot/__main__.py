"""`python -m bot`: the local chat without a token, Telegram with one."""

from bot.quick_start import defer_types, settle_memory, warm_up

# Before anything imports aiogram.
defer_types()

import asyncio  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402

from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError  # noqa: E402
from telegram.error import InvalidToken, TelegramError  # noqa: E402

from bot.assembly import assemble, poll  # noqa: E402
from bot.logs import set_up_logs  # noqa: E402
from bot.settings import DRAIN, Settings, WrongSettings, read_settings  # noqa: E402
from models.clock import SystemClock  # noqa: E402
from models.refusals import StoreUnavailable  # noqa: E402
from models.store import open_store  # noqa: E402

log = logging.getLogger("bot")


def main() -> int:
    """The exit code: 0 after a stop that was asked for, 1 when it can't start."""
    try:
        settings = read_settings()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 (logs are not set up yet)
        return 1
    set_up_logs(settings.log_format)
    try:
        asyncio.run(_run(settings))
    except StoreUnavailable as error:
        log.error("can't start: the database can't be used: %s", error)
    except (TelegramError, TelegramAPIError) as error:
        log.error("can't start: %s", _about_telegram(error))
    except (ValueError, OSError) as error:
        log.error("can't start: %s", error)
    else:
        return 0
    return 1


def _about_telegram(error: Exception) -> str:
    """In our own words, since the libraries' may hold the token."""
    if isinstance(error, InvalidToken | TelegramUnauthorizedError):
        return "Telegram doesn't know BOT_TOKEN"
    return f"Telegram can't be reached: {type(error).__name__}"


async def _run(settings: Settings) -> None:
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    if settings.is_local_chat:
        from bot.local_chat import run_local_chat

        await run_local_chat(settings, ending)
        return
    await run_telegram(settings, ending)


async def run_telegram(settings: Settings, ending: asyncio.Event) -> None:
    """Serves Telegram, by webhook if there is an address for it, else by long polling."""
    store = await open_store(settings.store_url)
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    application = assemble(
        store, SystemClock(), token, settings.bot_api_url, settings.coordinators, settings.tick_seconds
    )
    warm_up()
    settle_memory()
    try:
        await application.start()
        if settings.webhook_url:
            from bot.webhook import serve_webhook

            await serve_webhook(application, settings, ending)
        else:
            await application.bot.delete_webhook()
            log.info("ready, waiting for messages")
            await poll(application, ending)
    finally:
        await application.stop(DRAIN)


if __name__ == "__main__":
    sys.exit(main())
