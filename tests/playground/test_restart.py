"""The local chat's memory: a restart forgets nothing, and a broken file never stops it."""

import json
import logging
import shutil
from pathlib import Path

import pytest

from bot.playground.people import PlaygroundPerson
from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import ANNA, BO, PEOPLE, STRANGER, TOKEN, Telegram, png, running


def open_at(file: Path, clock: MovableClock, people: tuple[PlaygroundPerson, ...] = PEOPLE) -> Playground:
    return Playground(token=TOKEN, clock=clock, people=people, state_file=file)


async def test_chats_files_and_undelivered_updates_survive(tmp_path: Path, clock: MovableClock) -> None:
    file = tmp_path / "new" / "chat.json"
    async with running(open_at(file, clock)) as before:
        await before.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id)
        await before.send(reply_markup={"keyboard": [["Ja"]]})
        await before.write("hör ni?", STRANGER.id)
        new = await before.phone("POST", "people", name="Disa Falk", language="sv")
        await before.phone("POST", f"people/{BO.id}/block", blocked=True)
        await before.call("setMyCommands", commands=[{"command": "start", "description": "Börja"}])
        state, phone = (
            await before.phone("GET", "state"),
            await before.phone("GET", f"people/{ANNA.id}/messages"),
        )
        updates = await before.updates()
    async with running(open_at(file, clock)) as after:
        assert await after.phone("GET", "state") == state
        assert await after.phone("GET", f"people/{ANNA.id}/messages") == phone
        assert await after.updates() == updates
        async with after.session.get(after.base + phone["messages"][0]["photo"][0]["url"]) as response:
            assert await response.read() == png()
        newer = await after.write("hej", new["id"])
        assert newer["message_id"] > phone["messages"][-1]["message_id"] + 1
        assert (await after.updates())[-1]["update_id"] == updates[-1]["update_id"] + 1


async def test_a_change_is_written_before_the_end(tmp_path: Path, clock: MovableClock) -> None:
    file = tmp_path / "chat.json"
    async with running(open_at(file, clock)) as telegram:
        await telegram.send(text="viktigt")
        await telegram.until(file.exists)
        chats = json.loads(file.read_text(encoding="utf-8"))["chats"]
        assert [message["text"] for message in chats[0]["messages"]] == ["viktigt"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1}', '{"version": 99}', "\x00"])
async def test_a_broken_file_is_set_aside(
    tmp_path: Path, clock: MovableClock, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    file = tmp_path / "chat.json"
    file.write_text(content)
    with caplog.at_level(logging.WARNING):
        async with running(open_at(file, clock)) as telegram:
            await telegram.send()
    assert "set aside" in caplog.text
    assert (tmp_path / "chat.json.broken").read_text() == content
    assert await _texts(file, clock) == ["hej"]


async def test_a_lost_picture_sets_the_file_aside_too(tmp_path: Path, clock: MovableClock) -> None:
    file = tmp_path / "chat.json"
    async with running(open_at(file, clock)) as telegram:
        await telegram.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id)
    for kept in (tmp_path / "chat.json.files").iterdir():
        kept.unlink()
    assert await _texts(file, clock) == []


async def test_the_programs_description_of_a_person_wins(tmp_path: Path, clock: MovableClock) -> None:
    file = tmp_path / "chat.json"
    async with running(open_at(file, clock)) as telegram:
        await telegram.write("hej", STRANGER.id)
    renamed = PlaygroundPerson(STRANGER.id, "Cecilia Lind", "samordnare")
    async with running(open_at(file, clock, (renamed,))) as telegram:
        people = {person["id"]: person for person in (await telegram.phone("GET", "state"))["people"]}
    assert (people[STRANGER.id]["name"], people[STRANGER.id]["started"]) == ("Cecilia Lind", True)
    assert people[ANNA.id]["name"] == ANNA.name


async def test_what_the_bot_has_confirmed_does_not_come_back_after_a_crash(
    tmp_path: Path, clock: MovableClock
) -> None:
    file, crashed = tmp_path / "chat.json", tmp_path / "crashed.json"
    async with running(open_at(file, clock)) as telegram:
        await telegram.write("hej")
        await telegram.until(file.exists)
        (update,) = await telegram.updates()
        await telegram.updates(offset=update["update_id"] + 1)
        await telegram.until(lambda: json.loads(file.read_bytes())["pending"] == [])
        shutil.copy(file, crashed)
    async with running(open_at(crashed, clock)) as telegram:
        assert await telegram.updates() == []


async def _texts(file: Path, clock: MovableClock) -> list[str]:
    async with running(open_at(file, clock)) as telegram:
        return [message["text"] for message in await _shown(telegram)]


async def _shown(telegram: Telegram) -> list[dict[str, str]]:
    return await telegram.on_screen()
