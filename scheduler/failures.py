"""What a failed sending means for the notice: try again, wait, send elsewhere, or give up."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from scheduler.transport import NotSentError


@dataclass(frozen=True, slots=True)
class Permanent:
    """This person cannot be reached any more, whatever is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup; send to the new id from now on."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Telegram asks for a pause, as long as this and for every chat. Nothing was sent."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class Passing:
    """The network, Telegram or our own access to it: no fault of the notice, so it is tried until it works.

    `may_have_arrived` tells that a second attempt may show the person the same message twice; Telegram offers
    no key to prevent that.
    """

    reason: str
    may_have_arrived: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """The message itself is refused and always will be: set the notice aside, so it holds up no other."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that nobody has sorted yet: keep the notice, try later, a bounded number of times."""

    reason: str


Verdict = Permanent | Moved | Wait | Passing | Broken | Unknown

# Telegram's own words in lower case; python-telegram-bot changes the case of what follows "Bad Request: ".
GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "user_deactivated",
    "user_is_blocked",
    "bot can't initiate conversation with a user",
    "bot can't send messages to bots",
    "bot was kicked from the",
    "bot is not a member of the",
    "group chat was deleted",
    "group chat was deactivated",
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights to send",
    "have no rights to send",
)
REFUSED = (
    "message is too long",
    "caption is too long",
    "text is empty",
    "text must be non-empty",
    "can't parse entities",
    "can't parse inline keyboard",
    "can't parse reply keyboard",
    "can't parse reply markup",
    "object expected as reply markup",
    "button_",
    "reply_markup_",
    "reply markup is too long",
    "message_too_long",
    "media_caption_too_long",
    "entities_too_long",
    "entity too large",
    "wrong file identifier",
    "wrong remote file identifier",
    "file must be non-empty",
    "photo_invalid_dimensions",
    "message to edit not found",
    "message can't be edited",
)
_LONGEST_REASON = 200


def verdict(error: BaseException) -> Verdict:
    """Sort what a sending through python-telegram-bot raised.

    Only known words count as final: an unfamiliar Forbidden may be a passing state of Telegram, and must not
    silence somebody for ever.
    """
    match error:
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case RetryAfter():
            return Wait(waiting_time(error))
        case TelegramError():
            return _by_words(error)
        case TimeoutError() | asyncio.CancelledError():
            return Passing(_reason(error), may_have_arrived=True)
        case _:
            return Unknown(_reason(error))


def waiting_time(error: RetryAfter) -> timedelta:
    """The pause Telegram asks for, whichever of its two kinds of value the library gives."""
    value = error.retry_after
    return value if isinstance(value, timedelta) else timedelta(seconds=value)


def backoff(attempt: int, jitter: float) -> timedelta:
    """How long to wait after the nth failed attempt (from 1): about 5 s, doubled each time, an hour at most.

    `jitter` from 0 to 1 spreads it over the upper half, so that what failed together returns apart.
    Raises ValueError outside these ranges.
    """
    if attempt < 1 or not 0 <= jitter <= 1:
        raise ValueError(f"attempt {attempt}, jitter {jitter}")
    longest = min(5.0 * 2 ** min(attempt - 1, 20), 3600.0)
    return timedelta(seconds=longest * (0.5 + jitter / 2))


def _by_words(error: TelegramError) -> Verdict:
    words = error.message.casefold()
    if isinstance(error, Forbidden | BadRequest) and any(known in words for known in GONE):
        return Permanent(_reason(error))
    if isinstance(error, NetworkError) and any(known in words for known in REFUSED):
        return Broken(_reason(error))
    if isinstance(error, Forbidden | BadRequest) or "unknown error in http implementation" in words:
        return Unknown(_reason(error))
    return _by_kind(error)


def _by_kind(error: TelegramError) -> Verdict:
    match error:
        case NotSentError() | InvalidToken() | Conflict():
            return Passing(_reason(error), may_have_arrived=False)
        case TimedOut() | NetworkError():
            # A gateway's error may come after the message was taken; only "too many requests" is a plain no.
            refused = "too many requests" in error.message.casefold()
            return Passing(_reason(error), may_have_arrived=not refused)
        case _ if "invalid server response" in error.message.casefold():
            return Passing(_reason(error), may_have_arrived=True)
        case _:
            return Unknown(_reason(error))


def _reason(error: BaseException) -> str:
    """For the log and the row. Telegram's words name no person and quote at most a tag of a text."""
    kind = type(error).__name__
    if not isinstance(error, TelegramError):
        return kind
    return f"{kind}: {str(error).removeprefix(f'{kind}: ')}"[:_LONGEST_REASON]
