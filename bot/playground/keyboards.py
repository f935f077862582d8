"""Keyboards under messages and in place of the phone's own: their shape and limits."""

from typing import Any
from urllib.parse import urlsplit

from bot.playground.errors import ApiError, bad_request
from bot.playground.links import link_target
from bot.playground.parameters import Call

ROW_LIMIT = 8
BUTTON_LIMIT = 100
MARKUP_BYTES = 10240
CALLBACK_DATA_BYTES = 64
STYLES = {"danger", "success", "primary"}
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
REPLY_ACTIONS = (
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
)


def reply_markup(call: Call) -> dict[str, Any] | None:
    """The call's `reply_markup`, checked; None if it has none. Raises `ApiError` 400 in Telegram's words."""
    markup = call.decoded("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for name in (
        "force_reply",
        "remove_keyboard",
        "selective",
        "one_time_keyboard",
        "is_persistent",
        "resize_keyboard",
    ):
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    if "inline_keyboard" in markup:
        return inline_keyboard(markup["inline_keyboard"])
    if "keyboard" in markup:
        _check_rows(markup["keyboard"], "keyboard", _check_reply_button)
        return markup
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        _check_placeholder(markup)
        return markup
    raise bad_request("can't parse reply keyboard markup JSON object")


def inline_markup(call: Call) -> dict[str, Any] | None:
    """As `reply_markup`, where only an inline keyboard may stand (edits)."""
    markup = reply_markup(call)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def inline_keyboard(rows: Any) -> dict[str, Any] | None:
    """`InlineKeyboardMarkup` of the rows that have buttons; None when there is none."""
    _check_rows(rows, "inline_keyboard", _check_inline_button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_rows(rows: Any, name: str, check: Any) -> None:
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard button: expected an Array of Array of buttons")
    for row in rows:
        for button in row:
            check(button)
    size = sum(len(str(button).encode()) for row in rows for button in row)
    if any(len(row) > ROW_LIMIT for row in rows) and name == "inline_keyboard":
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if sum(map(len, rows)) > BUTTON_LIMIT or (size > MARKUP_BYTES and name == "inline_keyboard"):
        raise bad_request("REPLY_MARKUP_TOO_LONG")


def _check_inline_button(button: Any) -> None:
    _check_label(button, "inline keyboard button")
    actions = [
        name for name in ACTIONS if button.get(name) not in (None, "", False) or name == _empty_query(button)
    ]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    _check_action(actions[0], button[actions[0]])


def _empty_query(button: dict[str, Any]) -> str:
    """An empty inline query is an action all the same."""
    return next((name for name in ACTIONS if name.startswith("switch_") and button.get(name) == ""), "")


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (
        isinstance(value, str) and len(value.encode()) <= CALLBACK_DATA_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        _check_url(str(value))
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_url(url: str) -> None:
    """Telegram refuses addresses without a dot in the host, also "localhost"; a bot must notice that here."""
    scheme = urlsplit(url).scheme if "://" in url else ""
    if scheme and scheme.lower() not in ("http", "https", "tg", "ton", "tonsite"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    target = link_target(url)
    if not target or urlsplit(target).hostname == "localhost":
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_reply_button(button: Any) -> None:
    if isinstance(button, str):
        return
    _check_label(button, "keyboard button")
    if sum(bool(button.get(name)) for name in REPLY_ACTIONS) > 1:
        raise bad_request("can't parse keyboard button: at most one action may be specified")


def _check_label(button: Any, what: str) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: Expected an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"can't parse {what}: Text of the button must be non-empty")
    if button.get("style") not in (None, "", *STYLES):
        raise bad_request(f"can't parse {what}: Invalid button style specified")


def _check_placeholder(markup: dict[str, Any]) -> None:
    if len(str(markup.get("input_field_placeholder", ""))) > 64:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {words}")
