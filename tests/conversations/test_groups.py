"""In a group the bot is silent until it is spoken to; then it shows what anybody may see."""

import logging
import re
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from bot.playground.phone_actions import add_person
from tests.conversations.conftest import COORDINATOR, EMPLOYER, GROUP, STRANGER, TEACHER, Town
from tests.conversations.test_inline import offer_more
from tests.conversations.test_links import link_in
from tests.conversations.test_teacher import open_town
from tests.phone import until

# What is searched and shown is held on both databases elsewhere; a group keeps nothing.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
BOT = "praktikplatsen_bot"
MENTION = {"type": "mention", "offset": 0, "length": len(BOT) + 1}
Json = dict[str, Any]


async def write(town: Town, words: str, writer: int = STRANGER, reply_to: int | None = None) -> list[Json]:
    """What the bot answers in the group to `words`: whatever it says before the writer's own next answer."""
    path = f"/chat/people/{writer}/groups/{GROUP.id}/messages"
    async with town.session.post(path, json={"text": words, "reply_to": reply_to}) as answer:
        sent = await answer.json()
        assert answer.status == 200, sent
    await town.phone(writer).send("/start")
    async with town.session.get(f"{path}?limit=1000") as answer:
        messages: list[Json] = (await answer.json())["messages"]
    return [one for one in messages if one["message_id"] > sent["message_id"] and one["from"]["is_bot"]]


async def ask(town: Town, words: str, writer: int = STRANGER, reply_to: int | None = None) -> Json:
    """The one answer."""
    [said] = await write(town, words, writer, reply_to)
    return said


def way_on(message: Json) -> str:
    """What its button's link says to the bot."""
    [[button]] = message["reply_markup"]["inline_keyboard"]
    return link_in(button["url"])


@pytest.mark.parametrize(
    "words",
    [
        f"@{BOT} café v 10 borås",
        f"/sok@{BOT} café v 10 borås",
        f"finns det café v 10 i Borås @{BOT.upper()}?",
    ],
)
async def test_a_search_is_answered_in_the_group_with_what_anybody_may_see(town: Town, words: str) -> None:
    await open_town(town)
    said = await ask(town, words)
    assert said["reply_to_message"]["text"] == words
    assert "1 plats passar · v 10 · 1 elev · Borås · café" in said["text"]
    assert "Café Solsidan, Borås" in said["text"]
    assert "Ledigt v 10" in said["text"]
    assert "Maja" not in str(said["text"])
    assert "033" not in str(said)
    assert "passar" in await town.stranger.send(way_on(said)) or "Hej!" in await town.stranger.says()


async def test_the_button_opens_the_same_search_in_a_chat_of_ones_own(town: Town) -> None:
    await open_town(town)
    said = await ask(town, f"/sok@{BOT} café v 10 borås", TEACHER)
    shown = await town.teacher.send(way_on(said))
    assert "1 plats passar · v 10 · 1 elev · Borås · café" in shown
    [title] = [one["url"] for one in said["entities"] if one["type"] == "text_link"]
    assert "Vilka veckor vill du boka" in await town.teacher.send(link_in(title))


async def test_the_first_few_are_shown_and_how_many_more_there_are(town: Town) -> None:
    await open_town(town)
    await town.store.write(offer_more, 4)
    said = (await ask(town, f"@{BOT} lediga platser?"))["text"]
    assert "5 platser passar" in said
    assert said.count("Ledigt") == 3
    assert said.endswith("… och 2 till.")


async def test_an_answer_to_the_bot_changes_the_search_that_it_answers(town: Town) -> None:
    await open_town(town)
    first = await ask(town, f"@{BOT} café v 10 borås")
    await ask(town, f"@{BOT} vård v 20")
    second = await ask(town, "och v 11?", TEACHER, reply_to=first["message_id"])
    assert "v 11 · 1 elev · Borås · café" in second["text"]
    assert "I en egen chatt" in (await ask(town, "och v 30?", reply_to=second["message_id"]))["text"]


async def test_nothing_found_still_leads_on(town: Town) -> None:
    await open_town(town)
    said = await ask(town, f"@{BOT} rymdfärja i Tranemo v 12")
    assert "Inget ledigt just nu för v 12" in said["text"]
    assert way_on(said).startswith("/start s_")
    missing = await ask(town, f"@{BOT} café v 99")
    assert "v 99 finns inte" in missing["text"]


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        (f"@{BOT} vi kan ta emot två från nian v 10-11", "Vad roligt att ni vill ta emot!"),
        (f"@{BOT} mina bokningar", "Det tar vi i en egen chatt"),
        (f"/bokningar@{BOT}", "Det tar vi i en egen chatt"),
        (f"@{BOT} avboka v 12", "Det tar vi i en egen chatt"),
        (f"@{BOT} hjälp", "Jag visar lediga praktikplatser här."),
        (f"@{BOT} tack!", "Varsågod!"),
        (f"@{BOT} säg till när något dyker upp i Borås", "Jag säger gärna till"),
        (f"@{BOT}", "Jag svarar i en egen chatt"),
        (f"/sok@{BOT}", "Jag svarar i en egen chatt"),
        (f"/start@{BOT} p_1", "Jag svarar i en egen chatt"),
        (f"@{BOT} 🦊🦊🦊 blorf", "Jag svarar i en egen chatt"),
    ],
)
async def test_all_else_is_led_to_a_chat_of_ones_own(town: Town, words: str, lead: str) -> None:
    await open_town(town)
    said = await ask(town, words, TEACHER)
    assert said["text"].startswith(lead)
    assert "Solsidan" not in said["text"]
    [[button]] = said["reply_markup"]["inline_keyboard"]
    assert button["url"].startswith(f"https://t.me/{BOT}")


@pytest.mark.parametrize(
    "words", ["prao v 12 borås 2 st", "/bokningar@another_bot", "@karin kan du?", "/dikt", "850709-9805"]
)
async def test_what_people_say_to_each_other_is_left_alone(town: Town, words: str) -> None:
    # Also by a bot that hears everything, as an administrator does.
    world = town.playground.world
    sender = world.chats[STRANGER].person.as_user()
    message = world.new_message(world.groups[GROUP.id], sender, {"text": words})
    world.updates.add("message", message, STRANGER)
    assert await write(town, words) == []


async def test_nobody_and_nothing_of_a_group_is_written_down(town: Town) -> None:
    await open_town(town)
    town.recorder.expected += ("message can't be deleted",)
    before = await town.store.read(everything)
    path = f"/chat/people/{STRANGER}/groups/{GROUP.id}/messages"
    for words in (f"@{BOT} café v 10", f"@{BOT} hej", f"@{BOT} 850709-9805", "till er"):
        async with town.session.post(path, json={"text": words}) as answer:
            assert answer.status == 200

    async def answered() -> bool:
        messages = town.playground.world.groups[GROUP.id].messages.values()
        return [one["from"]["is_bot"] for one in messages].count(True) == 3

    await until(answered, "three answers")
    assert await town.store.read(everything) == before


def everything(session: Any) -> dict[str, list[Any]]:
    """All rows but the clockwork's own."""
    tables = [table for table in SQLModel.metadata.sorted_tables if "lease" not in table.name]
    return {table.name: sorted(map(str, session.execute(select(table)).all())) for table in tables}


async def test_a_personal_number_is_warned_of_and_not_repeated(town: Town) -> None:
    await open_town(town)
    town.recorder.expected += ("message can't be deleted",)
    said = await ask(town, f"@{BOT} plats för 850709-9805 v 10")
    assert "ser ut som ett personnummer" in said["text"]
    assert "så gör gärna det själv" in said["text"]
    assert "850709" not in str(said)


async def test_a_group_where_the_bot_may_delete_loses_the_personal_number(town: Town) -> None:
    await open_town(town)
    world = town.playground.world
    world.groups[GROUP.id].bot_deletes = True
    said = await ask(town, f"@{BOT} plats för 850709-9805 v 10")
    assert "Meddelandet är borttaget" in said["text"]
    assert "850709" not in str(world.groups[GROUP.id].messages)


async def test_the_answer_is_in_the_askers_language(town: Town) -> None:
    await open_town(town)
    assert "1 place fits" in (await ask(town, f"@{BOT} café v 10", add_visitor(town, "en-GB")))["text"]
    assert "1 plats passar" in (await ask(town, f"@{BOT} café v 10", TEACHER))["text"]
    await town.teacher.send("/language")
    assert "1 place fits" in (await ask(town, f"@{BOT} café v 10", TEACHER))["text"]
    assert "/search@" in (await ask(town, f"@{BOT} help", TEACHER))["text"]


def add_visitor(town: Town, language: str) -> int:
    """Somebody new in the group."""
    world = town.playground.world
    person = add_person(world, "Ann Guest", language).person
    about = world.groups[GROUP.id].about
    object.__setattr__(about, "members", (*about.members, person.id))
    return person.id


async def test_a_group_that_moved_is_answered_where_it_is_now(town: Town) -> None:
    world = town.playground.world
    town.recorder.expected += ("upgraded to a supergroup",)
    world.groups[GROUP.id].moved_to = TEACHER
    await town.teacher.send("/start")
    before = len(await town.teacher.texts())
    assert await write(town, f"@{BOT} hej") == []
    assert len(await town.teacher.texts()) == before + 1


async def test_a_bot_that_was_thrown_out_is_silent_and_comes_back(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    world, path = town.playground.world, f"/chat/people/{EMPLOYER}/groups/{GROUP.id}/bot"
    sender = world.chats[STRANGER].person.as_user()
    town.recorder.expected += ("kicked from the group",)
    with caplog.at_level(logging.WARNING):
        async with town.session.post(path, json={"present": False}) as answer:
            assert answer.status == 200
        # What was under way when it was thrown out.
        late = {"text": f"@{BOT} café", "entities": [MENTION]}
        world.updates.add("message", world.new_message(world.groups[GROUP.id], sender, late), STRANGER)
        member = {"user": world.bot, "status": "member"}
        change = {"chat": GROUP.as_chat(), "from": sender, "date": 1, "new_chat_member": member}
        world.updates.allowed = None
        world.updates.add("my_chat_member", {**change, "old_chat_member": member}, 1)
        assert await write(town, f"@{BOT} café") == []
        async with town.session.post(path, json={"present": True}) as answer:
            assert answer.status == 200
    assert await write(town, f"@{BOT} hej") != []
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_button_in_a_group_does_nothing_and_says_so(town: Town) -> None:
    await open_town(town)
    said = await ask(town, f"@{BOT} café v 10")
    path = f"/chat/people/{STRANGER}/groups/{GROUP.id}/taps"
    async with town.session.post(path, json={"message_id": said["message_id"], "data": "home:x"}) as answer:
        callback = (await answer.json())["callback_id"]
    assert "egen chatt" in (await town.stranger.answered(callback))["text"]
    assert (await ask(town, f"@{BOT} café v 10"))["text"] == said["text"]


async def test_a_hidden_administrator_is_answered_too(town: Town) -> None:
    await open_town(town)
    world = town.playground.world
    group = world.groups[GROUP.id]
    hidden = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    words = f"/sok@{BOT} café v 10"
    command = [{"type": "bot_command", "offset": 0, "length": len(BOT) + 5}]
    content = {"text": words, "entities": command, "sender_chat": GROUP.as_chat()}
    world.updates.add("message", world.new_message(group, hidden, content), COORDINATOR)
    await town.coordinator.send("/start")

    async def answered() -> bool:
        return any("1 plats passar" in one["text"] for one in list(group.messages.values()))

    await until(answered, "an answer to a hidden administrator")


async def test_a_group_is_answered_also_when_something_is_broken(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await open_town(town)
    await town.store.write(lambda session: session.execute(text("ALTER TABLE week RENAME TO lost")) and None)
    said = await ask(town, f"@{BOT} café v 10 hemligheten")
    assert re.match("Jag når inte mina uppgifter|Något gick fel", said["text"])
    assert "hemligheten" not in caplog.text
