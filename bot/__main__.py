"""`python -m bot`: the local chat without a token, Telegram with one.

`python -m bot serve` answers people and leaves the clockwork to `python -m bot schedule`;
`python -m bot understand` shows how sentences are read.
"""

import sys

if __name__ == "__main__" and sys.argv[1:2] == ["understand"]:
    # Before aiogram is imported, which takes long and isn't needed.
    from bot.understand_command import main as understand

    sys.exit(understand(sys.argv[2:]))

from bot.quick_start import defer_types

# Before anything imports aiogram.
defer_types()

import asyncio  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
from collections.abc import Awaitable, Callable, Sequence  # noqa: E402

from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError  # noqa: E402
from telegram.error import InvalidToken, TelegramError  # noqa: E402

from bot.assembly import Parts  # noqa: E402
from bot.logs import set_up_logs  # noqa: E402
from bot.settings import Settings, WrongSettings, read_settings  # noqa: E402
from bot.telegram import run_telegram  # noqa: E402
from models.refusals import StoreUnavailable  # noqa: E402

log = logging.getLogger("bot")
Run = Callable[[Settings, asyncio.Event], Awaitable[None]]


async def _run_all(settings: Settings, ending: asyncio.Event) -> None:
    if settings.is_local_chat:
        from bot.local_chat import run_local_chat

        await run_local_chat(settings, ending)
    else:
        await run_telegram(settings, ending, Parts())


async def _serve(settings: Settings, ending: asyncio.Event) -> None:
    await run_telegram(settings, ending, Parts(clockwork=False))


async def _schedule(settings: Settings, ending: asyncio.Event) -> None:
    await run_telegram(settings, ending, Parts(conversations=False))


# What follows `python -m bot` on the command line.
COMMANDS: dict[str, Run] = {"": _run_all, "serve": _serve, "schedule": _schedule}


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 after a stop that was asked for, 1 when it can't start, 2 for an unknown command."""
    name = " ".join(arguments)
    if name not in COMMANDS:
        known = ", ".join(sorted([*filter(None, COMMANDS), "understand"]))
        print(f"python -m bot knows {known}, or nothing for all in one process", file=sys.stderr)  # noqa: T201
        return 2
    try:
        settings = read_settings()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 (logs are not set up yet)
        return 1
    set_up_logs(settings.log_format)
    if settings.redis_url is not None:
        # No reason not to start: hosts set it by themselves, and nothing is lost without it.
        log.warning("REDIS_URL is not used: what people were asked is kept in the database")
    try:
        asyncio.run(_until_asked_to_end(COMMANDS[name], settings))
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


async def _until_asked_to_end(run: Run, settings: Settings) -> None:
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    await run(settings, ending)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
