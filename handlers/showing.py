"""Screens as Telegram's messages (a text, or a picture with the text as its caption), and inline cards."""

import logging
from typing import Any

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)

from handlers.screens.inquiries import Answer, InlineCard
from handlers.screens.screen import Screen

log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class SendText(TelegramMethod[Any]):
    """sendMessage for a screen, which is in the Bot API's own shape already.

    aiogram's own method makes an object of each button, and of the message that comes back, which nobody
    reads here: that was a third of what an answer costs.
    """

    __returning__ = Any
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    reply_markup: dict[str, Any]
    parse_mode: str = ParseMode.HTML.value


class EditText(SendText):
    """editMessageText likewise."""

    __api_method__ = "editMessageText"

    message_id: int


async def send(bot: Bot, chat_id: int, shown: Screen) -> None:
    """Sends the screen as a new message."""
    if shown.picture is None:
        await bot(SendText(chat_id=chat_id, text=shown.text, reply_markup=shown.keyboard()))
    else:
        keyboard = InlineKeyboardMarkup.model_validate(shown.keyboard())
        await bot.send_photo(chat_id, _photo(shown.picture), caption=shown.text, reply_markup=keyboard)


class SendReply(SendText):
    """sendMessage as a reply, in the topic of what it answers."""

    reply_parameters: dict[str, Any] | None = None
    message_thread_id: int | None = None
    link_preview_options: dict[str, Any]


async def reply(bot: Bot, message: Message, shown: Screen, *, quoting: bool = True) -> None:
    """Answers a message where it was written, also when it is gone; `quoting` shows it above the answer."""
    await bot(
        SendReply(
            chat_id=message.chat.id,
            text=shown.text,
            reply_markup=shown.keyboard(),
            reply_parameters={"message_id": message.message_id, "allow_sending_without_reply": True}
            if quoting
            else None,
            message_thread_id=message.message_thread_id if message.is_topic_message else None,
            link_preview_options={"is_disabled": True},
        )
    )


async def edit(bot: Bot, message: Message, shown: Screen) -> None:
    """Puts the screen in the place of a message. Raises `TelegramBadRequest` where Telegram won't have it."""
    chat, number = message.chat.id, message.message_id
    if shown.picture is None:
        keyboard = shown.keyboard()
        await bot(EditText(chat_id=chat, message_id=number, text=shown.text, reply_markup=keyboard))
    else:
        media = InputMediaPhoto(media=_photo(shown.picture), caption=shown.text)
        markup = InlineKeyboardMarkup.model_validate(shown.keyboard())
        await bot.edit_message_media(media, chat_id=chat, message_id=number, reply_markup=markup)


async def answer(bot: Bot, query_id: str, found: Answer, seconds: int) -> None:
    """Answers an inline query. Too late an answer is nobody's loss: the person has typed on."""
    button = InlineQueryResultsButton(text=found.way_in.text, start_parameter=found.way_in.payload)
    try:
        await bot.answer_inline_query(
            query_id,
            [_article(card) for card in found.cards],
            cache_time=seconds,
            is_personal=True,
            next_offset=found.more,
            button=button,
        )
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise
        log.info("an inline query was answered too late")


def _article(card: InlineCard) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=card.id,
        title=card.title,
        description=card.about,
        input_message_content=InputTextMessageContent(
            message_text=card.text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=InlineKeyboardMarkup.model_validate({"inline_keyboard": [[card.button.as_dict()]]}),
    )


def _photo(picture: bytes) -> BufferedInputFile:
    return BufferedInputFile(picture, "bild.png")
