"""Puts the program together: the dispatcher, the clockwork, and what they hold in their hands."""

import asyncio
import logging
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from telegram.ext import ExtBot

import handlers
from bot.answering import Answering
from bot.health import Health
from bot.isolation import OneAtATime
from bot.middlewares import Reception
from bot.profile import CommandLists, introduce
from bot.telegram_session import JsonSession
from handlers import router
from models.clock import Clock
from models.leading import Leader
from models.store import Store
from scheduler.delivery import Delivery
from scheduler.pacing import OVERALL_PER_SECOND, Handover, Pacer
from scheduler.sharing import AnswersShare, NoticesShare
from scheduler.ticking import Clockwork
from scheduler.transport import AiohttpRequest
from scheduler.window import Window

log = logging.getLogger(__name__)
UPDATES = ["message", "callback_query", "inline_query", "my_chat_member"]
# With more people waiting than this the clockwork asks for more of the pace.
MUCH = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a process does: answer people, run the clockwork, or both."""

    conversations: bool = True
    clockwork: bool = True


@dataclass(slots=True)
class Application:
    """Everything that runs. `start` before use; `stop` lets what is under way finish."""

    store: Store
    bot: Bot
    notifier: ExtBot[Handover]
    dispatcher: Dispatcher
    clockwork: Clockwork
    one_at_a_time: OneAtATime
    health: Health
    parts: Parts = Parts()
    share: AnswersShare | NoticesShare | None = None

    async def start(self) -> None:
        """Opens the two Telegram clients, tells Telegram what the bot is, and starts the clockwork."""
        if self.share is not None:
            await self.share.start()
        if self.parts.conversations:
            await introduce(self.bot)
        if self.parts.clockwork:
            await self.notifier.initialize()
            await self.clockwork.start()

    async def stop(self, within: timedelta) -> None:
        """Takes no more updates, lets what runs finish for at most `within`, then closes."""
        clockwork = asyncio.create_task(self.clockwork.stop(within.total_seconds() / 2))
        if not await self.one_at_a_time.drain(within.total_seconds()):
            log.warning("some updates did not finish in time")
        await asyncio.wait([clockwork])
        if not clockwork.cancelled() and (error := clockwork.exception()) is not None:
            log.warning("the clockwork did not stop in time: %s", type(error).__name__)
        if self.share is not None:
            await self.share.stop()
        await self.notifier.shutdown()
        await self.bot.session.close()
        await self.store.close()


def this_process() -> str:
    """A name that no other process has."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"


def assemble(
    store: Store,
    clock: Clock,
    token: str,
    api_url: str,
    coordinators: frozenset[int] = frozenset(),
    tick_seconds: float = 1.0,
    *,
    parts: Parts = Parts(),
    leader: Leader | None = None,
    limits: bool = True,
) -> Application:
    """An application on an open store; nothing runs yet. Without a `leader` its clockwork is the only one.

    `limits` tells whether it is a Telegram with limits that notices keep, and leave room in for answers.
    """
    handlers.register()
    window = Window(OVERALL_PER_SECOND)
    pacer = Pacer(window=window, chats_rest=limits)
    session = JsonSession(api=TelegramAPIServer.from_base(api_url))
    if limits:
        # What is answered counts towards the pace, and goes first.
        session.middleware(Answering(pacer))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    notifier: ExtBot[Handover] = ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
        rate_limiter=pacer,
    )
    health = Health(store, clock, pacer)
    # What a person was last asked is kept on the person, in the same transaction as the answer before.
    dispatcher = Dispatcher(disable_fsm=True)
    one_at_a_time = OneAtATime()
    dispatcher.update.outer_middleware(health)
    dispatcher.update.outer_middleware(one_at_a_time)
    dispatcher.update.outer_middleware(Reception(store, clock, coordinators))
    dispatcher.update.outer_middleware(CommandLists())
    router.register(dispatcher)
    leads = leader.leads if leader is not None else lambda: True
    delivery = Delivery(store, notifier, clock, window=window, leads=leads, on_outcome=health.note)
    clockwork = Clockwork(store, delivery, clock, seconds=tick_seconds, leader=leader)
    if parts.clockwork:
        health.clockwork = clockwork
    share = _share(store, clock, pacer, parts, delivery)
    return Application(store, bot, notifier, dispatcher, clockwork, one_at_a_time, health, parts, share)


def _share(
    store: Store, clock: Clock, pacer: Pacer, parts: Parts, delivery: Delivery
) -> AnswersShare | NoticesShare | None:
    """How the halves keep Telegram's pace together; one process that does both has one pacer for it."""
    if parts.conversations and parts.clockwork:
        return None
    if parts.conversations:
        return AnswersShare(store, clock, pacer, this_process())
    return NoticesShare(store, clock, pacer, this_process(), lambda: delivery.serving > MUCH)


async def poll(application: Application, ending: asyncio.Event) -> None:
    """Long polling until `ending` is set."""
    polling = asyncio.create_task(
        application.dispatcher.start_polling(
            application.bot, handle_signals=False, close_bot_session=False, allowed_updates=UPDATES
        )
    )
    waiting = asyncio.create_task(ending.wait())
    await asyncio.wait({polling, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not polling.done():
        await application.dispatcher.stop_polling()
    await polling
