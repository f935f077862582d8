"""The phones: what people can do, and what the page is told."""

from typing import Any

import aiohttp
import pytest

from tests.playground.telegram import ANNA, BO, STRANGER, Telegram, button, buttons, png


async def test_the_page_gets_people_clock_and_bot(telegram: Telegram) -> None:
    for scope, command in (("default", "hjalp"), ("all_private_chats", "start")):
        commands = [{"command": command, "description": "Börja"}]
        await telegram.call("setMyCommands", commands=commands, scope={"type": scope})
    await telegram.call("setMyDescription", description="Här möts ni", language_code="sv")
    await telegram.send(text="Hej  du\nandra raden")
    state = await telegram.phone("GET", "state")
    assert state["bot"]["commands"] == [{"command": "start", "description": "Börja"}]
    assert (state["bot"]["username"], state["bot"]["description"]) == ("praktikplatsen_bot", "Här möts ni")
    assert state["clock"] == {
        "now": "2026-11-23T07:00:00+00:00",
        "local": "2026-11-23T08:00:00+01:00",
        "movable": True,
    }
    anna, _, stranger = state["people"]
    assert (anna["name"], anna["about"], anna["last"], anna["last_id"]) == (
        ANNA.name,
        ANNA.about,
        "Hej du andra raden",
        1,
    )
    assert (stranger["started"], stranger["last"], stranger["last_id"]) == (False, "", 0)


async def test_a_deep_link_starts_the_chat(telegram: Telegram) -> None:
    message = await telegram.write("/start inbjudan", STRANGER.id)
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == STRANGER.as_user()
    (update,) = await telegram.updates()
    assert update["message"] == message
    assert (await telegram.phone("GET", "state"))["people"][2]["started"] is True


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_files_with_captions_go_both_ways(telegram: Telegram, kind: str) -> None:
    form = aiohttp.FormData()
    form.add_field(kind, png(), filename="bild.png")
    form.add_field("caption", "min #bild")
    async with telegram.session.post(
        f"{telegram.base}/chat/people/{ANNA.id}/messages", data=form
    ) as response:
        shown = await response.json()
    assert (shown["caption"], shown["caption_entities"][0]["type"]) == ("min #bild", "hashtag")
    heard = (await telegram.updates())[0]["message"]
    file = heard["document"] if kind == "document" else heard["photo"][-1]
    assert "url" not in file
    assert (await telegram.call("getFile", file_id=file["file_id"])).result["file_size"] == len(png())


async def test_what_the_phone_cannot_do_is_said_in_swedish(telegram: Telegram) -> None:
    path = f"people/{ANNA.id}/messages"
    assert (await telegram.phone("POST", path, 400, text=" "))["error"] == "Skriv något först."
    assert "för långt" in (await telegram.phone("POST", path, 400, text="a" * 4097))["error"]
    form = aiohttp.FormData()
    form.add_field("photo", b"text", filename="bild.png")
    async with telegram.session.post(f"{telegram.base}/chat/{path}", data=form) as response:
        assert response.status == 400
        assert "ingen bild" in (await response.json())["error"]
    assert (await telegram.phone("GET", "people/404/messages", 404))["error"] == "Personen finns inte."
    assert await telegram.on_screen() == []


async def test_links_and_copies_are_the_phones_own_business(telegram: Telegram) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "Läs", "url": "https://example.org/"},
        {"text": "Kod", "copy_text": {"text": "8B"}},
    ]
    message = await telegram.send(reply_markup=buttons(rows))
    assert await telegram.tap(message) == {"url": "https://example.org/"}
    assert await telegram.tap(message, column=1) == {"copy_text": "8B"}
    assert await telegram.updates() == []


async def test_forged_and_old_buttons_reach_the_bot(telegram: Telegram) -> None:
    message = await telegram.send()
    taps = f"people/{ANNA.id}/taps"
    await telegram.phone("POST", taps, message_id=message["message_id"], data="påhittad")
    await telegram.phone("POST", taps, message_id=999, data="gammal")
    forged, old = (update["callback_query"] for update in await telegram.updates())
    assert (forged["data"], forged["message"]) == ("påhittad", message)
    assert (old["data"], old["message"]["date"], old["message"]["message_id"]) == ("gammal", 0, 999)


@pytest.mark.parametrize(
    "place", [{"row": 0, "column": 5}, {"row": 7, "column": 0}, {"row": -1, "column": 0}, {}]
)
async def test_a_button_that_is_not_there_cannot_be_tapped(telegram: Telegram, place: dict[str, int]) -> None:
    message = await telegram.send(reply_markup=buttons([button()]))
    path = f"people/{ANNA.id}/taps"
    await telegram.phone("POST", path, 400, message_id=message["message_id"], **place)
    assert await telegram.updates() == []


async def test_blocking_and_unblocking_are_told_once(telegram: Telegram) -> None:
    for blocked in (True, True, False):
        person = await telegram.phone("POST", f"people/{BO.id}/block", blocked=blocked)
        assert person["blocked"] is blocked
    changes = [update["my_chat_member"] for update in await telegram.updates()]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    await telegram.phone("POST", f"people/{BO.id}/block", blocked=True)
    refused = await telegram.phone("POST", f"people/{BO.id}/messages", 400, text="hej")
    assert refused["error"].startswith("Du har blockerat boten")
    await telegram.phone("POST", f"people/{BO.id}/block", 400, blocked="ja")


async def test_somebody_new_can_join(telegram: Telegram) -> None:
    person = await telegram.phone("POST", "people", name="  Disa  Falk ", language="en")
    assert (person["name"], person["language"], person["started"]) == ("Disa Falk", "en", False)
    heard = await telegram.write("/start", person["id"])
    assert heard["from"]["last_name"] == "Falk"
    assert "error" in await telegram.phone("POST", "people", 400, name=" ", language="sv")
    assert "error" in await telegram.phone("POST", "people", 400, name="A", language="?")


async def test_a_cleared_phone_is_empty_and_the_bot_can_still_edit(telegram: Telegram) -> None:
    old = await telegram.send()
    await telegram.phone("DELETE", f"people/{ANNA.id}/messages")
    place = {"chat_id": ANNA.id, "message_id": old["message_id"]}
    assert (await telegram.call("editMessageText", **place, text="ny")).result["text"] == "ny"
    assert await telegram.on_screen() == []
    await telegram.send(text="senare")
    assert [message["text"] for message in await telegram.on_screen()] == ["senare"]


async def test_messages_are_in_order_and_only_as_many_as_asked_for(telegram: Telegram) -> None:
    for number in range(5):
        await telegram.send(text=str(number))
        await telegram.send(BO.id)
    last = await telegram.phone("GET", f"people/{ANNA.id}/messages?limit=3")
    assert [message["text"] for message in last["messages"]] == ["2", "3", "4"]
    ids = [message["message_id"] for message in await telegram.on_screen()]
    assert ids == sorted(set(ids))
    await telegram.phone("GET", f"people/{ANNA.id}/messages?limit=x", 400)


async def test_each_person_sees_commands_in_the_own_language(telegram: Telegram) -> None:
    for language, text in (("", "Börja"), ("en", "Begin")):
        commands = [{"command": "start", "description": text}]
        await telegram.call("setMyCommands", commands=commands, language_code=language)
    seen = {}
    for person in (ANNA, BO):
        phone = await telegram.phone("GET", f"people/{person.id}/messages")
        seen[person.id] = phone["commands"][0]["description"]
    assert seen == {ANNA.id: "Börja", BO.id: "Begin"}
    own = [{"command": "bara", "description": "Bo"}]
    await telegram.call("setMyCommands", commands=own, scope={"type": "chat", "chat_id": BO.id})
    assert (await telegram.phone("GET", f"people/{BO.id}/messages"))["commands"] == own
