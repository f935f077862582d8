"""What every update passes: who writes, in which language, at what time."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject, Update, User

from handlers import groups
from handlers.inquiries import Inquiry
from handlers.screens import refusals
from handlers.texts import texts
from handlers.visit import Visit
from models import people, reach
from models.clock import Clock
from models.people import LANGUAGES, Who
from models.refusals import StoreUnavailable
from models.store import Store

log = logging.getLogger(__name__)


class Reception(BaseMiddleware):
    """Meets the person behind a message or a tap in a private chat and hands the handler a `Visit`.

    Someone new is written down first. Who blocks the bot can't be reached until they let it in again or
    write. Who speaks to the bot in a group is answered there and not written down; what else comes from
    groups, channels and other bots is left alone.
    """

    def __init__(self, store: Store, clock: Clock, coordinators: frozenset[int]) -> None:
        self._store = store
        self._clock = clock
        self._coordinators = coordinators

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        bot: Bot = data["bot"]
        if isinstance(event, Update) and event.inline_query is not None:
            data["inquiry"] = await self._inquiry(bot, event.inline_query.from_user)
            return await handler(event, data)
        if isinstance(event, Update) and event.my_chat_member is not None:
            data["lost"] = await self._let_in_or_out(event.my_chat_member)
            return None
        inner, user, private = _source(event)
        if inner is None or user is None:
            return None
        if user.is_bot or not private or _own_card(inner, bot):
            await self._outside(bot, inner, user)
            return None
        try:
            who = await self._meet(user)
        except StoreUnavailable as error:
            log.warning("the database can't be used: %s", error)
            await _apologise(bot, inner, user)
            return None
        me = await bot.me()
        message = inner.message if isinstance(inner, CallbackQuery) else None
        data["visit"] = Visit(
            store=self._store,
            who=who,
            t=texts(who.language),
            now=self._clock.now(),
            bot_username=me.username or "",
            message_id=message.message_id if message is not None else None,
        )
        return await handler(event, data)

    async def _let_in_or_out(self, change: ChatMemberUpdated) -> bool:
        """Whether somebody who was reachable has blocked the bot. A group's chat is no person's."""
        status = change.new_chat_member.status
        try:
            if status == ChatMemberStatus.KICKED:
                return await self._store.write(reach.left, change.chat.id, self._clock.now())
            if status == ChatMemberStatus.MEMBER:
                await self._store.write(reach.came_back, change.chat.id)
        except StoreUnavailable as error:
            # The next sending, or what they write, says the same.
            log.warning("the database can't be used: %s", error)
        return False

    async def _outside(self, bot: Bot, event: Message | CallbackQuery, user: User) -> None:
        if isinstance(event, CallbackQuery):
            await groups.tapped(bot, event, texts(_spoken(user)))
            return
        # An administrator who hides the own name speaks as the group.
        if user.is_bot and event.sender_chat is None:
            return
        me = await bot.me()
        if groups.is_spoken_to(event, me):
            await groups.hear(bot, event, me, await self._inquiry(bot, user))

    async def _inquiry(self, bot: Bot, user: User) -> Inquiry:
        """Nobody is written down for asking: the person may never have met the bot."""
        me = await bot.me()
        return Inquiry(self._store, user.id, _spoken(user), self._clock.now(), me.username or "")

    async def _meet(self, user: User) -> Who:
        who = await self._store.glance(people.meet, user.id)
        name = user.full_name
        appointed = user.id in self._coordinators
        if (
            who is not None
            and who.name == name[:128]
            and who.reachable
            and (who.coordinator or not appointed)
        ):
            return who
        return await self._store.jot(
            people.arrive, user.id, name, _spoken(user), self._clock.now(), coordinator=appointed
        )


def _spoken(user: User) -> str:
    """The language of ours that suits the person's Telegram; neighbours read Swedish."""
    spoken = (user.language_code or "sv").partition("-")[0]
    if spoken in LANGUAGES:
        return spoken
    return "sv" if spoken in ("nb", "nn", "no", "da") else "en"


def _own_card(event: Message | CallbackQuery, bot: Bot) -> bool:
    """Whether it is a card of ours that somebody sent into our own chat: it asks for nothing."""
    via = event.via_bot if isinstance(event, Message) else None
    return via is not None and via.id == bot.id


def _source(event: TelegramObject) -> tuple[Message | CallbackQuery | None, User | None, bool]:
    """The message or tap in an update, who it is from, and whether the chat is private."""
    if not isinstance(event, Update):
        return None, None, False
    if event.message is not None:
        return event.message, event.message.from_user, event.message.chat.type == "private"
    if event.callback_query is not None:
        message = event.callback_query.message
        private = message is not None and message.chat.type == "private"
        return event.callback_query, event.callback_query.from_user, private
    return None, None, False


async def _apologise(bot: Bot, event: Message | CallbackQuery, user: User) -> None:
    sentence = refusals.unavailable(texts((user.language_code or "sv")[:2]))
    if isinstance(event, CallbackQuery):
        await bot.answer_callback_query(event.id, text=sentence, show_alert=True)
    else:
        await bot.send_message(event.chat.id, sentence)
