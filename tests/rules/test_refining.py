"""A short sentence goes on with the search before; a full one begins anew; two wishes are seen as two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.refining import refinement
from models.several import several
from models.understanding import understand

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("och v 13?", "change"),
        ("Samma men i Mark", "change"),
        ("bara vård", "change"),
        ("only care", "change"),
        ("bara skola", "change"),
        ("tre elever istället", "change"),
        ("v 13", "change"),
        ("what about week 13?", "change"),
        ("fler", "more"),
        ("Visa fler!", "more"),
        ("vilken vecka som helst", "any week"),
        ("Var som helst!", "anywhere"),
        ("any field", "any work"),
        ("ångra", "undo"),
        ("undo that", "undo"),
        ("2 elever prao v 20 vård Borås", None),
        ("finns det prao v 12 i Borås för två från nian", None),
        ("och prao åk 9 v 12 i Borås för två", None),
        ("mina bokningar", None),
        ("hej", None),
        ("avboka v 11", None),
    ],
)
def test_how_a_sentence_goes_on(text: str, meaning: str | None) -> None:
    assert refinement(text, understand(text, TODAY, "teacher")) == meaning


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Visa mina bokningar. Finns det 2 prao åk 9 v 10 i Borås?", ["reservations", "search"]),
        ("2 åk 8 v 12 i Borås och 3 åk 9 v 14 i Mark", ["search", "search"]),
        ("2 elever prao v 20 vård och bygg Borås", []),
        ("kassa och bakning, två från nian v 10 och 11", []),
        ("och", []),
    ],
)
def test_two_wishes_are_told_from_one_with_an_and(text: str, intents: list[str]) -> None:
    assert [said.intent for _, said in several(text, TODAY, "teacher")] == intents


@given(st.text(max_size=300))
def test_no_text_whatever_raises(text: str) -> None:
    refinement(text, understand(text, TODAY, "unknown"))
    several(text, TODAY, "unknown")
