"""Being told when something turns up: asked for with a tap or in words, told once, ended with one tap."""

from handlers import links
from models.search import Wish
from tests.conversations.conftest import Town
from tests.conversations.test_sentences import open_town


async def test_a_tap_under_an_empty_list_is_answered_when_a_place_turns_up(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    assert "Inget ledigt" in await phone.send("2 elever åk 9 v 30 borås")
    said = await phone.tap("Säg till när något dyker upp")
    assert "Jag säger till när något nytt dyker upp" in said
    assert "Prao åk 9 · v 30 · 2 elever · Borås" in said
    await publish_week_30(town)
    assert "En plats du väntat på har dykt upp" in await phone.says()
    assert "Ledigt v 30" in await phone.says()
    await phone.tap("Visa platsen")
    assert "Skickat" in await phone.tap("Skicka förfrågan för 2 elever v 30")


async def publish_week_30(town: Town) -> None:
    """The employer's place takes pupils in week 30 as well."""
    phone = town.employer
    await phone.send("Vi i Borås kan ta tre från nian v 30, kassa och bakning")
    await phone.tap("Fråga mig")
    await phone.tap("Publicera")
    await town.application.clockwork.tick()


async def test_a_watch_is_ended_with_one_tap_from_the_notice_and_can_be_taken_back(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("åk 9 v 30 borås")
    await phone.tap("Säg till när något dyker upp")
    await publish_week_30(town)
    assert "Bevakningen är avslutad" in await phone.tap("Avsluta bevakningen")
    assert "Du bevakar inget" in await phone.tap("Mina bevakningar")
    await phone.send("åk 9 v 31 borås")
    await phone.tap("Säg till när något dyker upp")
    await phone.tap("Mina bevakningar")
    assert "v 31" in await phone.says()
    assert "avslutad" in await phone.tap("1 Avsluta")
    assert "v 31" in await phone.tap("Ångra")
    assert "v 31" in await phone.tap("1 Visa")


async def test_writing_it_watches_for_what_was_looked_for_or_for_what_is_said(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await town.go_to("2026-11-24T13:00")
    assert "Vad ska jag hålla utkik efter" in await phone.send("säg till när något dyker upp")
    await phone.send("2 elever åk 9 v 30 borås")
    assert "Prao åk 9 · v 30 · 2 elever · Borås" in await phone.send("säg till när något dyker upp")
    assert "Prao · v 31 · 1 elev · Mark" in await phone.send("säg till när det finns prao v 31 i Mark")
    said = await phone.send("mina bevakningar")
    assert "v 30" in said
    assert "v 31" in said


async def test_it_can_be_said_in_english(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("in English please")
    await phone.send("week 30 Borås")
    said = await phone.send("tell me when something turns up")
    assert "I'll tell you when something new turns up" in said
    await publish_week_30(town)
    assert "A place you were waiting for has turned up" in await phone.says()
    assert "The alert has ended" in await phone.tap("End this alert")
    assert "You have no alerts" in await phone.send("my watches")


async def test_an_employer_who_looks_at_places_is_told_who_watches(town: Town) -> None:
    await open_town(town)
    phone = town.employer
    await phone.send(f"/start {links.to_search(Wish(municipalities=('1463',)))}")
    await phone.tap("Säg till när något dyker upp")
    assert phone.alert
    assert "den som söker platser" in (phone.toast or "")


async def test_a_morning_tells_all_that_turned_up_at_night_in_one_message(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("åk 9 v 30 borås")
    await phone.tap("Säg till när något dyker upp")
    before = len(await phone.from_bot())
    await town.go_to("2026-11-24T21:00")
    for _ in range(2):
        await publish_week_30(town)
    assert len(await phone.from_bot()) == before
    await town.go_to("2026-11-25T07:30")
    said = await phone.says()
    assert said.count("En plats du väntat på har dykt upp") == 2
    assert len(await phone.from_bot()) == before + 1
    assert [text for text in await phone.buttons() if "Avsluta bevakningen" in text] == [
        "Avsluta bevakningen"
    ]
