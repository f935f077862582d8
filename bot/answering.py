"""Answers keep Telegram's pace too: before any notice, and with a pause where Telegram asks for one."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from scheduler.pacing import Pacer, is_paced

# Nobody waits longer for an answer; then the error is raised and logged.
_LONGEST_SECONDS = 10


class Answering(BaseRequestMiddleware):
    """Sends what aiogram sends through the pacer of this process."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not is_paced(method.__api_method__):
            return await make_request(bot, method)
        chat_id: Any = getattr(method, "chat_id", None)
        while True:
            try:
                async with self._pacer.answering(chat_id):
                    return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._pacer.pause(error.retry_after)
                if error.retry_after > _LONGEST_SECONDS:
                    raise
