"""Screens as Telegram's messages (a text, or a picture with the text as its caption), and inline cards."""

import logging

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
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


async def send(bot: Bot, chat_id: int, shown: Screen) -> None:
    """Sends the screen as a new message."""
    keyboard = _keyboard(shown)
    if shown.picture is None:
        await bot.send_message(chat_id, shown.text, reply_markup=keyboard)
    else:
        await bot.send_photo(chat_id, _photo(shown.picture), caption=shown.text, reply_markup=keyboard)


async def edit(bot: Bot, message: Message, shown: Screen) -> None:
    """Puts the screen in the place of a message. Raises `TelegramBadRequest` where Telegram won't have it."""
    chat, number, keyboard = message.chat.id, message.message_id, _keyboard(shown)
    if shown.picture is None:
        await bot.edit_message_text(shown.text, chat_id=chat, message_id=number, reply_markup=keyboard)
    else:
        media = InputMediaPhoto(media=_photo(shown.picture), caption=shown.text)
        await bot.edit_message_media(media, chat_id=chat, message_id=number, reply_markup=keyboard)


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


def _keyboard(shown: Screen) -> InlineKeyboardMarkup:
    """The screen's buttons as they are sent. Not looked at once more: that cost a fifth of an update."""
    if not InlineKeyboardMarkup.__pydantic_complete__:
        # Types are built on first use, and constructing without looking is no use to pydantic.
        InlineKeyboardMarkup.model_rebuild()
    return InlineKeyboardMarkup.model_construct(**shown.keyboard())


def _photo(picture: bytes) -> BufferedInputFile:
    return BufferedInputFile(picture, "bild.png")
