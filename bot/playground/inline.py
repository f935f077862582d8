"""Inline mode: a person asks the bot from a composer, the bot answers with cards, the person sends one."""

import asyncio
import re
from typing import Any

from bot.playground.answering import TOO_OLD
from bot.playground.entities import message_text
from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboards import inline_keyboard
from bot.playground.parameters import Call
from bot.playground.phone_actions import PhoneError, send
from bot.playground.state import Chat, Inquiry, Json, World

MOST_RESULTS = 50
QUERY_LENGTH = 256
ID_BYTES = 64
OFFSET_BYTES = 64
START_LENGTH = 64
CACHE_SECONDS = 300
LONGEST_CACHE = 24 * 3600
REMEMBERED = 1000
UNPARSED = "can't parse InlineQueryResult: "


async def ask(world: World, chat: Chat, query: str, offset: str) -> Json:
    """The bot's answer as the phone lists it. Raises `PhoneError` when the bot is silent for too long."""
    query = query.strip()[:QUERY_LENGTH]
    known = _cached(world, chat.person.id, query, offset)
    if known is not None:
        return _listed(*known)
    if not world.updates.wants("inline_query"):
        raise PhoneError("Boten tar inte emot frågor härifrån.")
    query_id = str(world.next_tap_id)
    world.next_tap_id += 1
    while len(world.inquiries) >= REMEMBERED:
        del world.inquiries[next(iter(world.inquiries))]
    asked = Inquiry(chat.person.id, query, offset, world.monotonic())
    world.inquiries[query_id] = asked
    update = {
        "id": query_id,
        "from": chat.person.as_user(),
        "query": query,
        "offset": offset,
        "chat_type": "sender",
    }
    world.updates.add("inline_query", update, chat.person.id)
    world.on_change()
    try:
        async with asyncio.timeout(world.limits.inline_seconds):
            await asked.settled.wait()
    except TimeoutError:
        raise PhoneError("Boten svarade inte.") from None
    return _listed(query_id, asked)


def choose(world: World, chat: Chat, query_id: str, result_id: str) -> Json:
    """Sends one of the cards in the person's own name, via the bot: the message."""
    return send(world, chat, chosen(world, query_id, result_id))


def chosen(world: World, query_id: str, result_id: str) -> Json:
    """What one of the cards makes of a message."""
    asked = world.inquiries.get(query_id)
    found = [result for result in (asked.results if asked else []) if result["id"] == result_id]
    if not found:
        raise PhoneError("Det kortet finns inte längre.")
    return {**found[0]["content"], "via_bot": world.bot}


def _cached(world: World, person: int, query: str, offset: str) -> tuple[str, Inquiry] | None:
    """An answer that may still be shown again: to the same person, or to anybody if it isn't personal."""
    now = world.monotonic()
    for query_id, asked in world.inquiries.items():
        same = (asked.query, asked.offset) == (query, offset)
        if same and now < asked.good_until and (asked.person == person or not asked.personal):
            return query_id, asked
    return None


def _listed(query_id: str, asked: Inquiry) -> Json:
    results = [{name: result[name] for name in ("id", "title", "description")} for result in asked.results]
    more = {"next_offset": asked.next_offset, "button": asked.button}
    return {"inline_query_id": query_id, "results": results, **more}


def answer_inline_query(world: World, call: Call) -> bool:
    """The method answerInlineQuery; only articles with a text are known here."""
    asked = world.inquiries.get(call.text("inline_query_id"))
    results = _results(call)
    next_offset = call.text("next_offset")
    button = _button(call)
    if asked is None or world.monotonic() - asked.at > world.limits.inline_seconds:
        raise bad_request(TOO_OLD)
    if len(next_offset.encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    asked.results, asked.next_offset, asked.button = results, next_offset, button
    asked.personal = call.boolean("is_personal")
    seconds = min(max(call.integer("cache_time", CACHE_SECONDS), 0), LONGEST_CACHE)
    asked.good_until = world.monotonic() + seconds
    asked.settled.set()
    return True


def _results(call: Call) -> list[Json]:
    items = call.decoded("results", "can't parse JSON encoded inline query results")
    if not isinstance(items, list):
        raise bad_request("expected an Array of inline query results")
    if len(items) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    results = [_result(item) for item in items]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _result(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request(f"{UNPARSED}Expected an Object")
    for name in ("type", "id", "title", "input_message_content"):
        if name not in item:
            raise bad_request(f'{UNPARSED}Can\'t find field "{name}"')
    if item["type"] != "article":
        raise ApiError(501, "Not Implemented: the local chat knows articles only")
    result_id, title = str(item["id"]), str(item["title"])
    if not result_id:
        raise bad_request("RESULT_ID_EMPTY")
    if len(result_id.encode()) > ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    about = {"description": str(item.get("description") or ""), "content": _content(item)}
    return {"id": result_id, "title": title, **about}


def _content(item: Json) -> Json:
    """What is sent when the card is chosen, in the words of a message."""
    given = item["input_message_content"]
    if not isinstance(given, dict) or "message_text" not in given:
        raise bad_request(f'{UNPARSED}Can\'t find field "message_text"')
    text, entities = message_text(
        str(given["message_text"]), str(given.get("parse_mode") or ""), given.get("entities")
    )
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if given.get("link_preview_options"):
        content["link_preview_options"] = given["link_preview_options"]
    markup = inline_keyboard((item.get("reply_markup") or {}).get("inline_keyboard", []))
    if markup:
        content["reply_markup"] = markup
    return content


def _button(call: Call) -> Json | None:
    """The way into the bot above the cards."""
    button = call.decoded("button", "can't parse inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    start = str(button.get("start_parameter") or "")
    if not start:
        raise bad_request("can't use empty start_parameter")
    if len(start) > START_LENGTH:
        raise bad_request("too long start_parameter specified")
    if not re.fullmatch("[A-Za-z0-9_-]+", start):
        raise bad_request("unallowed characters in start_parameter are used")
    return {"text": button["text"], "start_parameter": start}
