"""In a group the bot is silent until it is spoken to, and then says nothing that concerns anybody."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.playground.people import PlaygroundPerson
from bot.playground.state import Chat
from models.tables import Person
from tests.conversations.conftest import STRANGER, Town
from tests.conversations.test_teacher import open_town

BOT = "praktikplatsen_bot"


class Group(PlaygroundPerson):
    def as_chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "supergroup", "title": self.name}


GROUP = Group(-100_123, "Syv i Sjuhärad")


def _entity(offset: int, said: str) -> dict[str, Any]:
    kind = "bot_command" if said.startswith("/") else "mention"
    return {"type": kind, "offset": offset, "length": len(said)}


async def write(town: Town, text: str, writer: int = STRANGER, **more: Any) -> list[str]:
    """What the bot has said in the group once it has heard `text`, and the writer's own /start after it."""
    world = town.playground.world
    chat = world.chats.setdefault(GROUP.id, Chat(GROUP, started=True))
    found = re.finditer(r"^/\w+(?:@\w+)?|@\w+", text)
    entities = [_entity(one.start(), one[0]) for one in found]
    sender = world.chats[writer].person.as_user()
    message = world.new_message(chat, sender, {"text": text, "entities": entities, **more})
    world.updates.add("message", message, writer)
    await town.phone(writer).send("/start")
    return [one["text"] for one in chat.messages.values() if one["from"]["is_bot"]]


@pytest.mark.parametrize(
    "text", [f"@{BOT} mina bokningar", f"/bokningar@{BOT}", "/sok", f"vad säger @{BOT.upper()} om v 12?"]
)
async def test_who_speaks_to_the_bot_is_led_to_a_chat_of_their_own(town: Town, text: str) -> None:
    await open_town(town)
    [said] = await write(town, text)
    assert "i en egen chatt" in said
    assert f"@{BOT} café v 12" in said
    assert "Solsidan" not in said


@pytest.mark.parametrize(
    "text", ["prao v 12 borås 2 st", "/bokningar@another_bot", "@karin kan du?", "/dikt"]
)
async def test_what_people_say_to_each_other_is_left_alone(town: Town, text: str) -> None:
    assert await write(town, text) == []


async def test_an_answer_to_the_bot_is_for_the_bot(town: Town) -> None:
    [first] = await write(town, f"@{BOT}")
    bot = town.playground.world.bot
    group = {"id": GROUP.id, "type": "supergroup", "title": GROUP.name}
    replied = {"message_id": 1, "date": 1, "chat": group, "from": bot, "text": first}
    assert len(await write(town, "2 elever v 12", reply_to_message=replied)) == 2


async def test_a_group_and_who_only_writes_there_are_not_written_down(town: Town) -> None:
    await write(town, f"@{BOT} hej")

    def known(session: Any) -> tuple[int, int]:
        people = select(func.count()).select_from(Person)
        return session.scalar(people), session.scalar(people.where(col(Person.chat_id) == GROUP.id))

    everybody, groups = await town.store.read(known)
    assert (everybody, groups) == (1, 0)  # The one who pressed Start in a chat of their own.
