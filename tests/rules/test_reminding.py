"""What people write about reminders is read by a table that anyone can extend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reminding import Ahead, Another, Reminding, Settings, reminding


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("påminn mig tre veckor innan", Ahead(21)),
        ("Påminn mig en vecka innan också", Ahead(7)),
        ("remind me three weeks before", Ahead(21)),
        ("kan du påminna mig 4 veckor före de kommer?", Ahead(28)),
        ("påminn oss 3v innan, tack", Ahead(21)),
        ("jag vill ha en extra påminnelse sex veckor i förväg", Ahead(42)),
        ("could you remind me a month ahead", Ahead(28)),
        ("I'd like a reminder four weeks in advance", Ahead(28)),
        ("påminn mig veckan innan", Ahead(7)),
        ("påminn mig tre dagar innan", Ahead(3)),
        ("påminn mig innan", Ahead(0)),
        ("påminn mig imorgon", Another("tomorrow")),
        ("Kan du påminna mig om det i morgon?", Another("tomorrow")),
        ("remind me tomorrow please", Another("tomorrow")),
        ("påminn mig på måndag", Another("monday")),
        ("remind me on Monday", Another("monday")),
        ("påminn mig på fredag", Another("other day")),
        ("påminn mig senare", Another("other day")),
        ("på måndag", Another("monday", bare=True)),
        ("i morgon tack!", Another("tomorrow", bare=True)),
        ("påminnelser", Settings()),
        ("sluta påminna mig", Settings()),
        ("påminn mig", Settings()),
        ("don't remind me", Settings()),
    ],
)
def test_what_asks_for_a_reminder_says_which(text: str, asked: Reminding) -> None:
    assert reminding(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "en vecka innan",
        "två elever prao v 12 Borås",
        "vi kan ta emot två från nian på måndag",
        "jag fick ingen påminnelse",
        "avboka på måndag",
        "säg till när något dyker upp",
        "three weeks before",
        "finns det plats i morgon",
    ],
)
def test_what_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert reminding(text) is None


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text: str) -> None:
    assert reminding(text) is None or isinstance(reminding(text), Ahead | Another | Settings)
