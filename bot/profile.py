"""What Telegram keeps of the bot: commands by role and language, and its descriptions.

Telegram limits these calls, so each is made only where something differs.
"""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import AiogramError, TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat, TelegramObject

from handlers.screens.commands import commands, description, short_description
from handlers.texts import LANGUAGES, Texts, texts
from handlers.visit import Visit

log = logging.getLogger(__name__)
REMEMBERED = 50_000


async def introduce(bot: Bot) -> None:
    """Tells Telegram the commands and texts that everybody sees, in each language.

    The first language stands for all that have none of their own. What can't be told just now is tried at
    the next start: the bot works without it.
    """
    for language in LANGUAGES:
        try:
            await _introduce(bot, texts(language), None if language == LANGUAGES[0] else language)
        except AiogramError as error:
            log.warning("Telegram does not take the bot's texts in %s: %s", language, type(error).__name__)


async def _introduce(bot: Bot, t: Texts, code: str | None) -> None:
    known = [(known.command, known.description) for known in await bot.get_my_commands(language_code=code)]
    if known != commands(t, None):
        await bot.set_my_commands(_commands(t, None), language_code=code)
    if (await bot.get_my_description(language_code=code)).description != description(t):
        await bot.set_my_description(description(t), language_code=code)
    short = short_description(t)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)


def _commands(t: Texts, role: str | None) -> list[BotCommand]:
    return [BotCommand(command=name, description=about) for name, about in commands(t, role)]


class CommandLists(BaseMiddleware):
    """Outer middleware behind `Reception`: after an update, gives a person the commands of the role and
    language that hold by then, unless this process has told Telegram so already."""

    def __init__(self) -> None:
        self._told: OrderedDict[int, tuple[str | None, str]] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        result = await handler(event, data)
        visit: Visit | None = data.get("visit")
        if visit is not None:
            await self._tell(data["bot"], visit)
        return result

    async def _tell(self, bot: Bot, visit: Visit) -> None:
        chat_id, now = visit.who.chat_id, (visit.who.role, visit.t.language)
        before = self._told.get(chat_id)
        # Without a role the list for everybody holds, as it does for someone new.
        if now == before or (before is None and visit.who.role is None):
            return
        scope = BotCommandScopeChat(chat_id=chat_id)
        try:
            if visit.who.role is None:
                await bot.delete_my_commands(scope=scope)
            else:
                await bot.set_my_commands(_commands(visit.t, visit.who.role), scope=scope)
        except TelegramAPIError as error:
            log.info("the commands of person %s stay as they were: %s", visit.who.id, error.message)
            return
        self._told[chat_id] = now
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
