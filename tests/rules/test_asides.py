"""What is clearly no answer is seen; what may be one is never taken for anything else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.asides import aside
from models.understanding.utterance import Role

TODAY = date(2026, 11, 24)
ROLES: tuple[Role, ...] = ("teacher", "employer")


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("sök prao v 12 borås", {"search"}),
        ("Sök prao åk 9 v 10-11 Borås café", {"search"}),
        ("find a placement in week 12, year 9", {"search"}),
        ("sök prao v 10-12 2027 borås", {"search"}),
        ("avboka v 10", {"cancel", "withdraw"}),
        ("avboka v 10 tack", {"cancel", "withdraw"}),
        ("avboka bokningen på Café Solsidan", {"cancel", "withdraw"}),
        ("cancel my booking in week 10", {"cancel", "withdraw"}),
        ("avbryt", {"cancel", "withdraw"}),
        ("hjälp", {"help"}),
        ("Hjälp!", {"help"}),
        ("jag behöver hjälp", {"help"}),
        ("vad ska jag skriva?", {"help"}),
        ("mina bokningar", {"reservations", "placements"}),
        ("visa mina bokningar", {"reservations", "placements"}),
        ("kan jag prata med någon", {"human"}),
        ("byt språk", {"language"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("has_form", [True, False])
def test_a_command_is_no_answer(text: str, intents: set[str], role: Role, has_form: bool) -> None:
    said = aside(text, TODAY, role, has_form=has_form)
    assert said is not None
    assert said.intent in intents


@pytest.mark.parametrize(
    "text",
    [
        "Vi söker någon som gillar bilar",
        "Hjälpa till i köket",
        "Hjälp i köket",
        "Hjälp kunder hitta rätt",
        "Hjälpen i Borås AB",
        "Café Hjälpreda",
        "Sök & Finn AB",
        "Sök och Finn i Borås AB",
        "Sök i arkiv",
        "Sök efter fel på bilar",
        "Söka reservdelar i Borås",
        "Hitta fel i bilar",
        "leta upp varor åt kunder i vecka 12",
        "Visa kunder runt",
        "prata med kunder",
        "Avboka kunder, svara i telefon",
        "svara i telefon, boka och avboka tider",
        "Avboka tider",
        "tar emot bokningar",
        "bokningar",
        "Kundtjänst",
        "English",
        "talar svenska",
        "Mina vänner AB",
        "Förskolan Våra barn",
        "Ta hand om djuren",
        "Ta bort snö",
        "Ställ upp stolar i kyrkan",
        "Vi måste avboka v 10",
        "Vi kan inte ta emot v 10, för handledaren är sjuk",
        "ring om du behöver hjälp",
        "café borås v 12",
        "Prao Borås",
        "9B",
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_a_name_a_task_or_a_reason_is_an_answer(text: str, role: Role) -> None:
    assert aside(text, TODAY, role, has_form=False) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2", "två", "7 st", "2 platser", "platser: 3", "max 2", "1 eller 2", "två från nian"),
        *("hur många som helst", "söker 2", "letar efter 3 platser", "2 elever söker", "vi tar emot 2"),
        *(
            "v 10",
            "10-12",
            "v 10 och 11",
            "sök v 12",
            "vecka 10-12 för prao",
            "hela våren",
            "alla veckor utom v 10",
        ),
        *("033-12 34 56", "ring 0701 23 45 67 om du behöver hjälp", "556016-0680", "jag vet inte numret"),
        *("kan vi prata på 033-12 34 56", "ring mig på 0701234567"),
        *("Borås", "i Borås", "Marks kommun", "nej", "vet inte", "spelar ingen roll"),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_a_number_weeks_or_a_place_is_an_answer(text: str, role: Role) -> None:
    assert aside(text, TODAY, role, has_form=True) is None


@given(some.text(max_size=200), some.booleans())
def test_any_text_can_be_asked_about(text: str, has_form: bool) -> None:
    said = aside(text, TODAY, "teacher", has_form=has_form)
    assert said is None or said.spans["intent"]
