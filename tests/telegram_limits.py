"""Telegram's limits for what a bot sends, judged without the local chat, and for its calls as a whole."""

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from tests.playground.description import bot_api, faults

# core.telegram.org/bots/api: sendMessage, InlineKeyboardButton, answerCallbackQuery, BotCommand, HTML style.
TEXT = 4096
TOAST = 200
CALLBACK_BYTES = 64
BUTTONS, IN_A_ROW = 100, 8
MARKUP_BYTES = 10_240
TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "code",
    "pre",
    "blockquote",
    "a",
    "tg-spoiler",
}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")

Json = dict[str, Any]


class _Reader(HTMLParser):
    """Collects the text that people see, and what is wrong with the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        if tag not in TAGS:
            self.found.append(f"the tag <{tag}> is unknown to Telegram")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment is no markup of Telegram's")


def seen(markup: str) -> str:
    """What people see of a text in HTML."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join(reader.text).strip()


def faults_of_text(markup: str, limit: int = TEXT) -> list[str]:
    """What is wrong with a message's text in HTML; characters count as UTF-16 units."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    shown = "".join(reader.text).strip()
    length = len(shown.encode("utf-16-le")) // 2
    found = list(reader.found)
    found += [f"<{tag}> is never closed" for tag in reader.open]
    if "<" in REFERENCE.sub("", re.sub(r"</?[a-z][^<>]*>", "", markup)):
        found.append("a < stands by itself")
    if REFERENCE.search(markup):
        found.append("a & stands by itself")
    if not shown:
        found.append("the text is empty")
    if length > limit:
        found.append(f"the text has {length} characters")
    return found


def faults_of_keyboard(rows: Sequence[Sequence[Json]]) -> list[str]:
    """What is wrong with an inline keyboard."""
    buttons = [button for row in rows for button in row]
    found = []
    if len(buttons) > BUTTONS:
        found.append(f"there are {len(buttons)} buttons")
    if any(len(row) > IN_A_ROW for row in rows):
        found.append("a row has more than eight buttons")
    if len(json.dumps(rows, ensure_ascii=False).encode()) > MARKUP_BYTES:
        found.append("the keyboard is larger than 10 kB")
    for button in buttons:
        if not button["text"].strip():
            found.append(f"a button says nothing: {button}")
        size = len(button.get("callback_data", "x").encode())
        if not 1 <= size <= CALLBACK_BYTES:
            found.append(f"{size} bytes of callback data: {button}")
        if ("callback_data" in button) == ("url" in button):
            found.append(f"a button does not do exactly one thing: {button}")
    return found


def faults_of_call(method: str, parameters: Json) -> list[str]:
    """What is wrong with a call by the description of the Bot API, and by Telegram's limits."""
    described = bot_api()["methods"].get(method)
    if described is None:
        return [f"there is no method {method}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    found = [f"{method} has no parameter {name}" for name in parameters if name not in fields]
    for name, field in fields.items():
        if name in parameters:
            found += faults(_decoded(parameters[name], field["types"]), field["types"], f"{method}.{name}")
        elif field["required"]:
            found.append(f"{method} needs {name}")
    return found or _beyond_limits(method, parameters)


def _decoded(value: Any, types: list[str]) -> Any:
    """A form carries everything as text."""
    if not isinstance(value, str) or "String" in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _beyond_limits(method: str, parameters: Json) -> list[str]:
    found = []
    if method in ("sendMessage", "editMessageText"):
        if parameters.get("parse_mode") != "HTML":
            found.append("the text is not sent as HTML")
        found += faults_of_text(parameters["text"])
    if markup := _decoded(parameters.get("reply_markup"), []):
        found += faults_of_keyboard(markup["inline_keyboard"])
    if method == "answerCallbackQuery" and len(parameters.get("text", "")) > TOAST:
        found.append("the toast is too long")
    if method == "setMyCommands":
        for command in _decoded(parameters["commands"], []):
            if not COMMAND.fullmatch(command["command"]) or not 1 <= len(command["description"]) <= 256:
                found.append(f"no command of Telegram's: {command}")
    return found
