"""A screen as a message of Telegram's: a text, or a picture with the text as its caption."""

from aiogram import Bot
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, InputMediaPhoto, Message

from handlers.screens.screen import Screen


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


def _keyboard(shown: Screen) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.model_validate(shown.keyboard())


def _photo(picture: bytes) -> BufferedInputFile:
    return BufferedInputFile(picture, "bild.png")
