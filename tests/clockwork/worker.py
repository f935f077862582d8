"""The clockwork, and the whole program, as processes of their own."""

import asyncio
import logging
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from telegram.ext import ExtBot

from bot.__main__ import main
from handlers.screens import notices as screens
from handlers.screens.screen import Screen
from handlers.texts import Html
from models import claiming
from models.clock import SystemClock
from models.notices import Claimed
from models.store import open_store
from scheduler import timetable
from scheduler.delivery import Delivery
from scheduler.pacing import Handover, Pacer
from scheduler.ticking import Clockwork
from scheduler.transport import AiohttpRequest
from scheduler.window import Window
from tests.clockwork.telegram import TOKEN
from tests.forking import fork


@dataclass(frozen=True, slots=True)
class Work:
    """What a process is to do. Unguarded it claims also what is held already, to show what guards are for."""

    database: str
    telegram: str
    per_second: float = 29.0
    lease_seconds: float = 0.7
    unguarded: bool = False


def numbered(notice: Claimed) -> Screen:
    """In place of a notice's facts and texts: its number, which the server can count."""
    return Screen(Html(f"#{notice.id}"))


def say_numbers() -> None:
    """Lets every notice say its number, whatever its kind; all else is the program's own."""
    timetable.facts = lambda _session, notice, _now: notice  # type: ignore[assignment, return-value]
    screens.render = lambda t, kind, facts, detail: numbered(facts)  # type: ignore[arg-type]


def remove_guard() -> None:
    """Makes the claim unconditional: whatever is due is taken, whoever holds it."""
    for quiet in (False, True):
        claiming._BY_QUIET[quiet] = claiming._Statements(quiet, guarded=False)


async def run(work: Work) -> None:
    """Delivers until it is killed."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    say_numbers()
    if work.unguarded:
        remove_guard()
    store, clock = await open_store(work.database), SystemClock()
    window = Window(work.per_second)
    bot: ExtBot[Handover] = ExtBot(
        TOKEN,
        base_url=f"{work.telegram}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
        rate_limiter=Pacer(per_second=work.per_second, window=window),
    )
    await bot.initialize()
    delivery = Delivery(store, bot, clock, window=window, lease=timedelta(seconds=work.lease_seconds))
    await Clockwork(store, delivery, clock, seconds=0.05).start()
    await asyncio.Event().wait()


def begin(work: Work) -> None:
    asyncio.run(run(work))


def _program(command: tuple[str, ...], environment: dict[str, str], says_to: Connection | None) -> None:
    os.environ.update(environment)
    if says_to is not None:
        os.dup2(says_to.fileno(), sys.stderr.fileno())
    sys.exit(main(command))


def start(work: Work) -> BaseProcess:
    """A running clockwork; `kill` it as `kill -9` does."""
    return fork(begin, work)


def start_program(
    environment: dict[str, str], *command: str, says_to: Connection | None = None
) -> BaseProcess:
    """What `python -m bot` runs with a command and these variables; its log goes to `says_to`, if given."""
    return fork(_program, command, environment, says_to)
