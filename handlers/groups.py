"""In a group the bot answers only who speaks to it, and shows nothing that concerns anybody."""

from aiogram.types import Message, User

from handlers import routing
from handlers.screens.screen import Screen, link, screen
from handlers.texts import Texts, lines

GROUPS = ("group", "supergroup")


def is_spoken_to(message: Message, me: User) -> bool:
    """Whether a message in a group is for the bot: it is named, answered, or given one of its commands."""
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        said = entity.extract_from(text)
        if entity.type == "mention" and said.lower() == f"@{me.username}".lower():
            return True
        if entity.type == "text_mention" and entity.user is not None and entity.user.id == me.id:
            return True
        if entity.type == "bot_command" and entity.offset == 0:
            name, _, whose = said[1:].lower().partition("@")
            return name in routing.COMMANDS and whose in ("", (me.username or "").lower())
    return False


def answer(t: Texts, bot_username: str) -> Screen:
    """Where to go on: a chat of one's own, or cards that everybody may see."""
    return screen(
        lines(
            t("<b>Jag svarar i en egen chatt</b>, så att inget om bokningar hamnar hos alla här."),
            t(
                "För att visa lediga platser i gruppen, skriv till exempel <code>@{bot} café v 12</code>.",
                bot=bot_username,
            ),
        ),
        [link(t.plain("Öppna chatten"), f"https://t.me/{bot_username}")],
    )
