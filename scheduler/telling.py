"""One message through python-telegram-bot, by its door for plain calls."""

from telegram.constants import ParseMode
from telegram.error import EndPointNotFound, InvalidToken
from telegram.ext import ExtBot

from handlers.screens.screen import Screen
from scheduler.pacing import Handover

# `send_message` makes an object of a hundred fields from an answer whose number is all we need, which costs a
# fifth of a notice. Under the method's very name this door only points there, so it gets another spelling.
_SEND = "sendMessage_"


async def tell(bot: ExtBot[Handover], chat_id: int, screen: Screen, hand_over: Handover) -> int:
    """Sends the screen's text and buttons; gives the message's id. Raises the errors of telegram.error."""
    said = {
        "chat_id": chat_id,
        "text": screen.text,
        "parse_mode": ParseMode.HTML.value,
        "reply_markup": screen.keyboard(),
    }
    try:
        answer = await bot.do_api_request(_SEND, said, rate_limit_args=hand_over)
    except EndPointNotFound as error:
        # There is such a method; Telegram says "not found" to a token that it doesn't know any more.
        raise InvalidToken from error
    return int(answer["message_id"])
