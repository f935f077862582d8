"""Formatted text: parse mode or given entities, what Telegram finds by itself, trimming and limits."""

import re
from typing import Any

from bot.playground.errors import ApiError, bad_request
from bot.playground.html_markup import parse_html, utf16_length
from bot.playground.links import link_target

Entities = list[dict[str, Any]]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
GIVEN_TYPES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
}
FOUND_TYPES = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card"}
_CONTROL = {code: " " for code in range(32) if code not in (9, 10)} | {13: None}
_FOUND = [
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"]+|(?:[\w\-]+\.)+(?:se|com|org|net|nu|eu|me|io)\b(?:/[^\s<>\"]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+\-])[\w.+\-]+@(?:[\w\-]+\.)+[A-Za-z]{2,}\b")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
]


def formatted(source: str, parse_mode: str, given: Any, limit: int) -> tuple[str, Entities]:
    """Plain text and sorted entities of a text (`limit` 4096) or caption (1024, may be empty).

    Raises `ApiError` 400 for unknown parse modes, broken markup or entities, and texts over `limit`. The
    limit counts UTF-16 units, the strictest reading of "characters after entities parsing".
    """
    text, entities = _parsed(source.translate(_CONTROL), parse_mode, given)
    text, entities = trimmed(text, entities)
    if utf16_length(text) > limit:
        raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    return text, in_order(entities + found_entities(text, entities))


def message_text(source: str, parse_mode: str, given: Any) -> tuple[str, Entities]:
    """As `formatted`, for a message's text, which must not be empty."""
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(source, parse_mode, given, TEXT_LIMIT)
    if not text:
        raise bad_request("text must be non-empty")
    return text, entities


def _parsed(source: str, parse_mode: str, given: Any) -> tuple[str, Entities]:
    mode = parse_mode.lower()
    if mode == "html":
        return parse_html(source)
    if mode in ("markdown", "markdownv2"):
        raise ApiError(501, "Not Implemented: the local chat parses HTML only")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return source, given_entities(source, given)


def given_entities(text: str, given: Any) -> Entities:
    """The `entities` parameter, checked against `text`. Raises `ApiError` 400."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    length = utf16_length(text)
    return [entity for item in given if (entity := _given(item, length)) is not None]


def _given(item: Any, text_length: int) -> dict[str, Any] | None:
    if not isinstance(item, dict):
        raise bad_request("can't parse MessageEntity: Expected an Object")
    for name in ("type", "offset", "length"):
        if name not in item:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    kind, offset, length = str(item["type"]), int(item["offset"]), int(item["length"])
    if kind in FOUND_TYPES or length <= 0:
        return None
    if kind not in GIVEN_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset >= text_length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > text_length:
        end = offset + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
            f" at UTF-16 offset {end}"
        )
    return {"type": kind, "offset": offset, "length": length, **_details(kind, item)}


def _details(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(kind)
    if needed and needed not in item:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if kind == "text_link":
        url = str(item["url"])
        if not (target := link_target(url)):
            raise bad_request(
                f"entity URL '{url}' is invalid: {'Wrong HTTP URL' if url else 'URL host is empty'}"
            )
        return {"url": target}
    if needed:
        return {needed: item[needed]}
    return {"language": item["language"]} if kind == "pre" and item.get("language") else {}


def found_entities(text: str, taken: Entities) -> Entities:
    """What Telegram marks by itself: addresses, mentions, commands, hashtags; never inside code or a link."""
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found: Entities = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            word = match.group().rstrip(".,:;!?)") if kind == "url" else match.group()
            end = start + utf16_length(word)
            if all(end <= left or start >= right for left, right in closed):
                found.append({"type": kind, "offset": start, "length": end - start})
                closed.append((start, end))
    return found


def trimmed(text: str, entities: Entities) -> tuple[str, Entities]:
    """Without white space at both ends; entities move along and vanish when nothing of them is left."""
    shift = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept: Entities = []
    for entity in entities:
        left = max(0, entity["offset"] - shift)
        right = min(end, entity["offset"] - shift + entity["length"])
        if right > left:
            kept.append({**entity, "offset": left, "length": right - left})
    return text, kept


def in_order(entities: Entities) -> Entities:
    """By place; of two that begin together the longer comes first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
