"""A personal number that somebody writes is kept nowhere, whatever was asked, and taken out of the chat."""

import logging
from datetime import date
from itertools import product

import pytest
from stdnum import luhn

from bot.playground import editing
from models.organisation_numbers import looks_like_personal_number
from tests.conversations.conftest import Town
from tests.conversations.test_not_understood import everything
from tests.conversations.test_sentences import open_town


def number(born: date, *, coordination: bool, digits: int, mark: str) -> str:
    """A number that nobody has been given: its serial is one of those for tests (980 to 999)."""
    day = born.day + 60 * coordination
    plain = f"{born:%y%m}{day:02}981"
    plain += luhn.calc_check_digit(plain)
    century = f"{born:%Y}"[:2] if digits == 12 else ""
    return f"{century}{plain[:6]}{mark}{plain[6:]}"


PUPIL, STUDENT = date(2011, 12, 31), date(2004, 2, 29)
SHAPES = [
    pytest.param(number(born, coordination=coordination, digits=digits, mark=mark), id=name)
    for born, coordination, digits, mark in product((PUPIL, STUDENT), (False, True), (10, 12), ("", "-"))
    if (name := f"{born.year}{'-coordination' * coordination}-{digits}{'-dash' * bool(mark)}")
]
SENTENCES = {
    "sv": ("in Swedish please", "prao v 10 i Borås för {}", "personnummer", "borttaget ur chatten"),
    "en": (
        "in English please",
        "prao week 10 in Borås for {}",
        "personal identity number",
        "gone from the chat",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_personal_number_is_seen_in_a_sentence(shape: str) -> None:
    for sentence in ("{}", "prao för {} v 12", "Alva {}.", "pnr:{}"):
        assert looks_like_personal_number(sentence.format(shape), phones=False)


@pytest.mark.parametrize("language", SENTENCES)
async def test_no_shape_of_personal_number_leaves_a_trace(
    town: Town, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await open_town(town)
    asked, sentence, warned, gone = SENTENCES[language]
    phone = town.teacher
    if language == "en":
        await phone.send(asked)
    shapes = [str(shape.values[0]) for shape in SHAPES]
    for shape in shapes:
        said = await phone.send(sentence.format(shape))
        assert warned in said
        assert gone in said
    kept = await town.store.read(everything)
    shown = str(await phone.messages())
    for trace in {part for shape in shapes for part in (shape, shape[-4:])}:
        assert trace not in kept
        assert trace not in caplog.text
        assert trace not in shown


@pytest.mark.parametrize("where", ["command", "link", "weeks", "words", "offer", "label", "organisation"])
async def test_it_is_seen_whatever_was_asked(town: Town, where: str) -> None:
    await open_town(town)
    pupil, phone = number(PUPIL, coordination=False, digits=12, mark="-"), town.teacher
    await phone.send("åk 9 v 10-11")
    if where == "command":
        said = await phone.send(f"/sok prao för {pupil}")
    elif where == "link":
        said = await phone.send(f"/start {pupil}")
    elif where == "weeks":
        await phone.tap("Ändra veckor")
        said = await phone.send(pupil)
    elif where == "words":
        await phone.tap("^Ord$")
        said = await phone.send(f"café {pupil}")
    elif where == "label":
        await phone.tap("^1$")
        await phone.tap("Skicka förfrågan")
        said = await phone.send(pupil)
    elif where == "offer":
        phone = town.employer
        await phone.send("/meny")
        said = await phone.send(f"vi kan ta emot {pupil} v 10 i kassan")
    else:
        phone = town.stranger
        await phone.send("/start")
        await phone.tap("Erbjuda praktikplatser")
        said = await phone.send(number(date(1975, 5, 5), coordination=False, digits=10, mark="-"))
        assert "Enskild firma" in said
    assert "personnummer" in said
    assert "borttaget ur chatten" in said
    assert "9812" not in str(await phone.messages())
    assert "981" not in await town.store.read(everything)


@pytest.mark.parametrize(
    ("language", "honest"), [("sv", "Jag får inte ta bort"), ("en", "I'm not allowed to take your message")]
)
async def test_where_telegram_keeps_the_message_the_person_is_asked_to_take_it_away(
    town: Town, language: str, honest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_town(town)
    if language == "en":
        await town.teacher.send("in English please")
    monkeypatch.setattr(editing, "DELETABLE_SECONDS", -1)
    town.recorder.expected += ("message can't be deleted",)
    pupil = number(PUPIL, coordination=True, digits=10, mark="")
    assert honest in await town.teacher.send(f"prao v 10 {pupil}")


async def test_a_phone_number_where_one_is_asked_for_is_no_personal_number(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    await phone.tap("Har inte numret")
    await phone.send("Biblioteket")
    await phone.tap("^Borås$")
    # Ten digits that begin with 0 can be either; here they are a phone number.
    ambiguous = number(date(2004, 2, 29), coordination=False, digits=10, mark="")
    said = await phone.send(f"Maja Lind {ambiguous}")
    assert "personnummer" not in said
