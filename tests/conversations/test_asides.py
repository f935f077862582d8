"""Something else said while the bot asks: it is offered, the question waits, and no answer is lost."""

import pytest

from tests.conversations.conftest import Town
from tests.conversations.playing import played_once
from tests.conversations.test_bad_days import a_waiting_request
from tests.conversations.test_story import register_employer
from tests.phone import Phone


@played_once
async def asked_how_many(town: Town) -> None:
    """An employer who has answered all but the number of seats."""
    await town.coordinator.send("/start")
    await register_employer(town)
    phone = town.employer
    await phone.send("stå i kassan, baka lite och duka av")
    await phone.tap("Stämmer")
    await phone.tap("Prao åk 9")
    await phone.tap("^Klar")
    await phone.send("v 10-11")
    assert "Hur många" in await phone.tap("^Klar")


async def asked_for_a_name(town: Town) -> Phone:
    """An employer whose organisation number is known, and nothing else."""
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    await phone.send("556016-0680")
    return phone


@pytest.mark.parametrize(
    ("text", "asked", "label"),
    [
        ("avboka v 10", "Vill du ta tillbaka något", "Mina platser"),
        ("sök prao v 12 borås", "Vill du söka platser i stället", "Sök: Prao, v 12"),
        ("hjälp", "Vill du ha hjälp", "^Hjälp$"),
        ("visa mina bokningar", "Vill du se bokningarna", "Bokningar hos oss"),
        ("kan jag prata med någon", "Vill du nå en människa", "Så når du någon"),
    ],
)
async def test_where_a_number_is_asked_for_a_request_is_offered_and_the_number_still_taken(
    town: Town, text: str, asked: str, label: str
) -> None:
    await asked_how_many(town)
    phone = town.employer
    said = await phone.send(text)
    assert asked in said
    assert "väntar frågan ovan" in said
    assert await phone.send(text) == said
    assert "Ska jag fråga" in await phone.send("2")


async def test_the_button_does_what_was_said_and_the_draft_stays(town: Town) -> None:
    await asked_how_many(town)
    phone = town.employer
    await phone.send("hjälp")
    assert "Vill du ha hjälp" not in await phone.tap("^Hjälp$")
    assert "Ska jag fråga" in await phone.send("2")
    await phone.send("/meny")
    await phone.tap("Erbjud praktikplatser")
    assert "utkast" in await phone.says()


async def test_a_teacher_who_is_asked_for_a_number_cancels_instead(town: Town) -> None:
    await a_waiting_request(town)
    phone = town.teacher
    await phone.send("prao åk 9 v 11 borås")
    await phone.tap("Ändra antal")
    await phone.tap("^Fler$")
    said = await phone.send("avboka v 10")
    assert "Vill du avboka i stället?" in said
    assert "Avboka hos Café Solsidan, v 10–11?" in await phone.tap("^Avboka Café Solsidan, v 10")
    assert "10 elever" not in " ".join(await phone.texts())


async def test_a_command_where_a_name_is_asked_for_is_taken_when_it_is_written_again(town: Town) -> None:
    phone = await asked_for_a_name(town)
    said = await phone.send("Hjälp")
    assert "Vill du ha hjälp?" in said
    assert "Skriv det en gång till" in said
    assert "Vill du se" in await phone.send("mina bokningar")
    assert "Vill du ha hjälp?" in await phone.send("Hjälp")
    assert "kommun ligger" in await phone.send("Hjälp")
    await phone.tap("^Borås$")
    assert "Vad får" in await phone.send("Maja Lind 033-12 34 56")
    await phone.send("/meny")
    assert "Hjälp" in await phone.tap("Vår arbetsplats")


async def test_another_answer_after_a_command_is_the_answer(town: Town) -> None:
    phone = await asked_for_a_name(town)
    await phone.send("vad ska jag skriva?")
    await phone.tap("^Hjälp$")
    assert "kommun ligger" in await phone.send("Café Solsidan")


@pytest.mark.parametrize(
    "text", ["Vi söker någon som gillar bilar", "Söka reservdelar i Borås", "Hjälpa till i köket v 10"]
)
async def test_a_description_is_a_description(town: Town, text: str) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await town.employer.send(text)
    await town.employer.send("/meny")
    await town.employer.tap("Mina platser")
    assert text in " ".join([await town.employer.says(), *await town.employer.buttons()])


async def test_who_has_no_bookings_is_never_asked_to_cancel_one(town: Town) -> None:
    phone = town.stranger
    await phone.send("/start")
    await phone.tap("Jag har en inbjudan")
    assert "Vill du" not in await phone.send("avboka v 10")


async def test_a_reason_for_a_no_is_a_reason(town: Town) -> None:
    await a_waiting_request(town)
    phone = town.employer
    await phone.tap("Nej tyvärr")
    said = await phone.send("Vi måste avboka v 10, handledaren är sjuk")
    assert "Vill du" not in said
