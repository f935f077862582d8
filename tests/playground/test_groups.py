"""A group: members write from their phones, and a bot in privacy mode hears what is meant for it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.playground.people import PlaygroundGroup
from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import ANNA, BO, PEOPLE, STRANGER, TOKEN, Telegram, running

GROUP = PlaygroundGroup(-2001, "Praktik i Sjuhärad", (ANNA.id, BO.id))
Json = dict[str, Any]


@pytest_asyncio.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[Telegram]:
    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE, groups=[GROUP])) as opened:
        yield opened


async def write(telegram: Telegram, text: str, reply_to: int | None = None, person: int = ANNA.id) -> Json:
    path = f"people/{person}/groups/{GROUP.id}/messages"
    return await telegram.phone("POST", path, text=text, reply_to=reply_to)


async def heard(telegram: Telegram) -> list[str]:
    """The texts that reach the bot."""
    return [one["message"]["text"] for one in await telegram.updates() if "message" in one]


async def test_members_see_what_is_written_and_nobody_else_does(telegram: Telegram) -> None:
    sent = await write(telegram, "hej alla")
    assert sent["chat"] == {"id": GROUP.id, "type": "group", "title": GROUP.title}
    assert sent["from"]["id"] == ANNA.id
    read = f"people/{BO.id}/groups/{GROUP.id}/messages"
    assert (await telegram.phone("GET", read))["messages"] == [sent]
    await telegram.phone("GET", f"people/{STRANGER.id}/groups/{GROUP.id}/messages", 404)
    await telegram.phone("POST", f"people/{STRANGER.id}/groups/{GROUP.id}/messages", 404, text="hej")
    [group] = (await telegram.phone("GET", "state"))["groups"]
    assert (group["title"], group["last"], group["members"]) == (GROUP.title, "hej alla", [ANNA.id, BO.id])
    assert [person["last"] for person in (await telegram.phone("GET", "state"))["people"]] == ["", "", ""]


async def test_a_bot_in_privacy_mode_hears_only_what_is_meant_for_it(telegram: Telegram) -> None:
    for text in ("hej alla", "/sok", "/sok@other_bot", "jag skriver till info@praktikplatsen_bot.se"):
        await write(telegram, text)
    assert await heard(telegram) == []
    meant = ["/sok@praktikplatsen_bot café", "finns det café, @Praktikplatsen_Bot?", "🦊 @praktikplatsen_bot"]
    first, *_ = [await write(telegram, text) for text in meant]
    assert await heard(telegram) == meant
    await write(telegram, "ja, gärna v 12", reply_to=first["message_id"], person=BO.id)
    said = await telegram.send(GROUP.id, "Här är tre platser")
    await write(telegram, "och v 13?", reply_to=said["message_id"])
    await write(telegram, "/sok")
    await write(telegram, "tack")
    assert (await heard(telegram))[3:] == ["ja, gärna v 12", "och v 13?", "/sok"]


async def test_an_answer_shows_what_it_answers(telegram: Telegram) -> None:
    said = await telegram.send(GROUP.id, "Här är tre platser")
    sent = await write(telegram, "och v 13?", reply_to=said["message_id"])
    assert sent["reply_to_message"]["text"] == "Här är tre platser"
    path = f"people/{ANNA.id}/groups/{GROUP.id}/messages"
    assert "finns inte längre" in (await telegram.phone("POST", path, 400, text="x", reply_to=999))["error"]


async def test_a_bot_that_was_removed_hears_and_says_nothing(telegram: Telegram) -> None:
    path = f"people/{ANNA.id}/groups/{GROUP.id}/bot"
    for present in (False, False):
        assert (await telegram.phone("POST", path, present=present))["has_bot"] is present
    await write(telegram, "@praktikplatsen_bot hej")
    refused = await telegram.call("sendMessage", chat_id=GROUP.id, text="hej")
    assert refused.description == "Forbidden: bot was kicked from the group chat"
    await telegram.phone("POST", path, present=True)
    changes = [one["my_chat_member"] for one in await telegram.updates()]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert changes[0]["chat"]["type"] == "group"


async def test_a_group_that_became_another_says_which(telegram: Telegram) -> None:
    telegram.playground.world.groups[GROUP.id].moved_to = -100_2001
    refused = await telegram.call("sendMessage", chat_id=GROUP.id, text="hej")
    assert refused.body["parameters"] == {"migrate_to_chat_id": -100_2001}


async def test_the_bot_takes_out_only_its_own_messages(telegram: Telegram) -> None:
    theirs = await write(telegram, "@praktikplatsen_bot hej")
    own = await telegram.send(GROUP.id, "hej")
    refused = await telegram.call("deleteMessage", chat_id=GROUP.id, message_id=theirs["message_id"])
    assert refused.description == "Bad Request: message can't be deleted for everyone"
    both = [theirs["message_id"], own["message_id"]]
    await telegram.call("deleteMessages", chat_id=GROUP.id, message_ids=both)
    read = await telegram.phone("GET", f"people/{ANNA.id}/groups/{GROUP.id}/messages")
    assert read["messages"] == [theirs]


async def test_a_group_sees_the_commands_for_groups(telegram: Telegram) -> None:
    for scope, command in (("default", "hjalp"), ("all_group_chats", "sok")):
        commands = [{"command": command, "description": "Sök"}]
        await telegram.call("setMyCommands", commands=commands, scope={"type": scope})
    read = await telegram.phone("GET", f"people/{ANNA.id}/groups/{GROUP.id}/messages")
    assert [one["command"] for one in read["commands"]] == ["sok"]


async def test_a_group_survives_a_restart(tmp_path: Path, clock: MovableClock) -> None:
    def opened() -> Playground:
        file = tmp_path / "chat.json"
        return Playground(token=TOKEN, clock=clock, people=PEOPLE, groups=[GROUP], state_file=file)

    async with running(opened()) as before:
        sent = await write(before, "@praktikplatsen_bot hej")
    async with running(opened()) as after:
        read = await after.phone("GET", f"people/{BO.id}/groups/{GROUP.id}/messages")
        assert read["messages"] == [sent]
        await write(after, "och jag", reply_to=sent["message_id"], person=BO.id)
        assert await heard(after) == ["@praktikplatsen_bot hej", "och jag"]


@pytest.mark.parametrize("body", [{}, {"text": 3}, {"text": " "}])
async def test_what_cannot_be_sent_to_a_group_is_said_in_swedish(telegram: Telegram, body: Json) -> None:
    path = f"people/{ANNA.id}/groups/{GROUP.id}/messages"
    assert (await telegram.phone("POST", path, 400, **body))["error"] == "Skriv något först."
