"""The methods that answer taps and tell of chats and files."""

from urllib.parse import parse_qs, urlsplit

from bot.playground.errors import bad_request
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.parameters import Call
from bot.playground.state import Json, World

ANSWER_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, call: Call) -> bool:
    callback_id, text = call.text("callback_query_id"), call.text("text")
    tap = world.taps.get(callback_id)
    if tap is None or world.monotonic() - tap.at > world.limits.callback_seconds:
        raise bad_request(TOO_OLD)
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.text("url")
    if url and not _is_own_start_link(url, world.bot["username"]):
        raise bad_request("URL_INVALID")
    first = tap.answer is None
    tap.answer = {"text": text, "alert": call.boolean("show_alert"), "url": url or None}
    if first:
        about = {"person": tap.person, "callback_id": callback_id, "message_id": tap.message_id}
        world.events.publish("answer", **about, **tap.answer)
    return True


def get_chat(world: World, call: Call) -> Json:
    chat = world.chat(call)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **chat.as_chat(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_file(world: World, call: Call) -> Json:
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.by_id.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.as_file()


def _is_own_start_link(url: str, username: str) -> bool:
    parts = urlsplit(url)
    own = parts.netloc == "t.me" and parts.path == f"/{username}"
    return parts.scheme == "https" and own and "start" in parse_qs(parts.query)
