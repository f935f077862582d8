"""Inline mode as Telegram has it: a query, its answer in cards, and the one that is sent."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

from bot.playground.limits import Limits
from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.description import faults
from tests.playground.telegram import ANNA, BO, PEOPLE, TOKEN, Telegram, buttons, running, soon

Json = dict[str, Any]


def article(number: int = 1, **more: Any) -> Json:
    content = {"message_text": f"<b>Kort {number}</b>", "parse_mode": "HTML"}
    whole = {
        "type": "article",
        "id": str(number),
        "title": f"Kort {number}",
        "input_message_content": content,
    }
    return {**whole, **more}


class Asking:
    """A question on the way: who asks waits, the bot gets the query."""

    def __init__(
        self, telegram: Telegram, query: str = "café", person: int = ANNA.id, offset: str = ""
    ) -> None:
        self.telegram = telegram
        path = f"people/{person}/inline"
        self.listed = asyncio.create_task(telegram.phone("POST", path, query=query, offset=offset))

    async def query(self) -> Json:
        """The inline query that the bot hears of."""
        updates = await self.telegram.updates(timeout=5)
        await self.telegram.updates(offset=updates[-1]["update_id"] + 1)
        query: Json = updates[-1]["inline_query"]
        return query

    async def answer(self, *results: Json, **more: Any) -> Json:
        query_id = (await self.query())["id"]
        await self.telegram.call("answerInlineQuery", inline_query_id=query_id, results=results, **more)
        return await soon(self.listed)


async def test_a_query_is_heard_answered_and_a_card_is_sent_by_the_person(telegram: Telegram) -> None:
    link = {"text": "Öppna", "url": "https://t.me/praktikplatsen_bot?start=p_1"}
    asking = Asking(telegram, " café v 12 ")
    query = await asking.query()
    assert faults(query, ["InlineQuery"]) == []
    assert (query["query"], query["offset"], query["from"]["id"]) == ("café v 12", "", ANNA.id)
    card = article(reply_markup=buttons([link]), description="ledig")
    button = {"text": "Mer", "start_parameter": "s_"}
    await telegram.call(
        "answerInlineQuery", inline_query_id=query["id"], results=[card], next_offset="20", button=button
    )
    listed = await soon(asking.listed)
    assert listed["results"] == [{"id": "1", "title": "Kort 1", "description": "ledig"}]
    assert (listed["next_offset"], listed["button"]) == ("20", button)
    path = f"people/{ANNA.id}/inline/{listed['inline_query_id']}"
    sent = await telegram.phone("POST", path, result_id="1")
    assert (sent["text"], sent["via_bot"]["username"]) == ("Kort 1", "praktikplatsen_bot")
    [update] = await telegram.updates()
    assert faults(update, ["Update"]) == []
    assert update["message"]["from"]["id"] == ANNA.id
    assert (await telegram.tap(sent))["url"] == link["url"]
    await telegram.phone("POST", path, 400, result_id="2")


@pytest.mark.parametrize(("personal", "asked_again"), [(True, True), (False, False)])
async def test_an_answer_is_kept_for_whom_it_may_be_shown_to(
    telegram: Telegram, personal: bool, asked_again: bool
) -> None:
    first = await Asking(telegram).answer(article(), cache_time=60, is_personal=personal)
    assert await Asking(telegram).listed == first
    other = Asking(telegram, person=BO.id)
    if asked_again:
        assert (await other.answer(article(2)))["results"][0]["id"] == "2"
    else:
        assert await other.listed == first


async def test_an_answer_without_time_is_asked_for_anew(telegram: Telegram) -> None:
    for number in (1, 2):
        listed = await Asking(telegram).answer(article(number), cache_time=0)
        assert listed["results"][0]["id"] == str(number)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"results": [article(number) for number in range(51)]}, "too many inline query results specified"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(id="")]}, "RESULT_ID_EMPTY"),
        ({"results": [article(id="å" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        ({"results": {}}, "expected an Array of inline query results"),
        ({"results": [{"type": "article"}]}, "can't parse InlineQueryResult: Can't find field \"id\""),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "a", "start_parameter": ""}}, "can't use empty start_parameter"),
        ({"button": {"text": "a", "start_parameter": "x" * 65}}, "too long start_parameter specified"),
        (
            {"button": {"text": "a", "start_parameter": "å"}},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"inline_query_id": "77"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
    ],
)
async def test_answers_are_refused_in_telegrams_words(telegram: Telegram, fields: Json, words: str) -> None:
    asking = Asking(telegram)
    whole = {"inline_query_id": (await asking.query())["id"], "results": []}
    refused = await telegram.call("answerInlineQuery", **{**whole, **fields})
    assert (refused.status, refused.description) == (400, f"Bad Request: {words}")
    await telegram.call("answerInlineQuery", **whole)
    assert (await soon(asking.listed))["results"] == []


async def test_a_bot_that_is_silent_or_does_not_listen_is_not_waited_for(clock: MovableClock) -> None:
    limits = Limits(inline_seconds=0.05)
    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE, limits=limits)) as telegram:
        answer = await telegram.phone("POST", f"people/{ANNA.id}/inline", 400, query="hej")
        assert answer["error"] == "Boten svarade inte."
        [update] = await telegram.updates(allowed_updates=["message"])
        late = await telegram.call(
            "answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[]
        )
        assert "query is too old" in late.description
        answer = await telegram.phone("POST", f"people/{ANNA.id}/inline", 400, query="hej igen")
        assert "tar inte emot" in answer["error"]


async def test_aiogram_hears_queries_and_answers_them(telegram: Telegram, aiogram_bot: Bot) -> None:
    asking = Asking(telegram)
    [update] = await aiogram_bot.get_updates(timeout=5)
    assert update.inline_query
    content = InputTextMessageContent(message_text="Hej")
    card = InlineQueryResultArticle(id="1", title="Hej", input_message_content=content)
    assert await aiogram_bot.answer_inline_query(update.inline_query.id, [card], cache_time=1)
    assert [result["title"] for result in (await soon(asking.listed))["results"]] == ["Hej"]
