"""Puts the program together: the dispatcher, the clockwork, and what they hold in their hands."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import BotCommand
from telegram.ext import ExtBot

import handlers
from bot.isolation import OneAtATime
from bot.middlewares import Reception
from bot.telegram_session import JsonSession
from handlers.router import make_router
from handlers.screens.commands import COMMANDS
from handlers.texts import LANGUAGES, texts
from models.clock import Clock
from models.store import Store
from scheduler.delivery import Delivery
from scheduler.pacing import Pacer
from scheduler.ticking import Clockwork
from scheduler.transport import AiohttpRequest

log = logging.getLogger(__name__)
UPDATES = ["message", "callback_query"]


@dataclass(slots=True)
class Application:
    """Everything that runs. `start` before use; `stop` lets what is under way finish."""

    store: Store
    bot: Bot
    notifier: ExtBot[None]
    dispatcher: Dispatcher
    clockwork: Clockwork
    one_at_a_time: OneAtATime

    async def start(self) -> None:
        """Opens the two Telegram clients, tells Telegram the commands, and starts the clockwork."""
        await self.notifier.initialize()
        for language in LANGUAGES:
            t = texts(language)
            commands = [
                BotCommand(command=t.plain(name), description=t.plain(about)) for name, about in COMMANDS
            ]
            await self.bot.set_my_commands(commands, language_code=None if language == "sv" else language)
        self.clockwork.start()

    async def stop(self, within: timedelta) -> None:
        """Takes no more updates, lets what runs finish for at most `within`, then closes."""
        drained, _ = await asyncio.gather(
            self.one_at_a_time.drain(within.total_seconds()), self.clockwork.stop(within)
        )
        if not drained:
            log.warning("some updates did not finish in time")
        await self.notifier.shutdown()
        await self.bot.session.close()
        await self.store.close()


def assemble(
    store: Store,
    clock: Clock,
    token: str,
    api_url: str,
    coordinators: frozenset[int] = frozenset(),
    tick_seconds: float = 1.0,
) -> Application:
    """An application on an open store; nothing runs yet."""
    handlers.register()
    session = JsonSession(api=TelegramAPIServer.from_base(api_url))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    notifier: ExtBot[None] = ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
        rate_limiter=Pacer(),
    )
    # What a person was last asked is kept on the person, in the same transaction as the answer before.
    dispatcher = Dispatcher(disable_fsm=True)
    one_at_a_time = OneAtATime()
    dispatcher.update.outer_middleware(one_at_a_time)
    dispatcher.update.outer_middleware(Reception(store, clock, coordinators))
    dispatcher.include_router(make_router())
    clockwork = Clockwork(store, Delivery(store, notifier, clock), clock, seconds=tick_seconds)
    return Application(store, bot, notifier, dispatcher, clockwork, one_at_a_time)


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
