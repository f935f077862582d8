"""Answers keep Telegram's pace too: before any notice, and with a pause where Telegram asks for one."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from handlers.showing import EditText, SendText
from scheduler.pacing import LongPauseError, Pacer, is_paced

log = logging.getLogger(__name__)
# Nobody's update is kept open longer: Telegram would send it again, and its button would spin.
_LONGEST_SECONDS = 10.0
# What is held in memory until a pause is over: for one chat, and for how many.
MOST_HELD = 20
MOST_CHATS = 1000
_Call = Callable[[TelegramMethod[Any]], Awaitable[Any]]


class Answering(BaseRequestMiddleware):
    """Sends what aiogram sends through the pacer of this process.

    What a long pause keeps back is held, and follows in order when the pause is over; its result is None.
    Where too much is held already it is given up with `TelegramRetryAfter`.
    """

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._held: dict[Any, deque[TelegramMethod[Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not is_paced(method.__api_method__):
            return await make_request(bot, method)
        chat_id: Any = getattr(method, "chat_id", None)
        while chat_id not in self._held:
            try:
                async with self._pacer.answering(chat_id, _LONGEST_SECONDS):
                    return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._pacer.pause(error.retry_after)
            except LongPauseError:
                break
        self._hold(chat_id, method, partial(make_request, bot))
        return cast(Response[TelegramType], None)

    def _hold(self, chat_id: Any, method: TelegramMethod[Any], call: _Call) -> None:
        held = self._held.get(chat_id)
        if len(held or ()) >= MOST_HELD or (held is None and len(self._held) >= MOST_CHATS):
            full, seconds = "too much waits already", int(_LONGEST_SECONDS)
            raise TelegramRetryAfter(method=method, message=full, retry_after=seconds)
        if held is None:
            held = self._held[chat_id] = deque()
            task = asyncio.create_task(self._say_held(chat_id, held, call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        held.append(method)

    async def _say_held(self, chat_id: Any, held: deque[TelegramMethod[Any]], call: _Call) -> None:
        while held:
            method = held[0]
            try:
                async with self._pacer.answering(chat_id):
                    await call(method)
            except TelegramRetryAfter as error:
                self._pacer.pause(error.retry_after)
                continue
            except TelegramAPIError as error:
                if isinstance(error, TelegramBadRequest) and "message is not modified" in error.message:
                    pass  # It is there already.
                elif isinstance(error, TelegramBadRequest) and isinstance(method, EditText):
                    # The message is gone or too old meanwhile: it comes as a new one.
                    held[0] = SendText(
                        chat_id=method.chat_id, text=method.text, reply_markup=method.reply_markup
                    )
                    continue
                else:
                    log.warning("an answer that waited could not be sent: %s", type(error).__name__)
            held.popleft()
        del self._held[chat_id]
