"""Mended words are told as they were written and as they were read; what stands right is not spoken of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.understanding import understand
from models.vocabulary import MUNICIPALITIES

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("snikeri i Ulrisehamn v 12", {("Ulrisehamn", "Ulricehamn"), ("snikeri", "snickeri")}),
        ("hotell och restarang i Boras", {("restarang", "restaurang")}),
        ("looking for a bakry in Borås week 12", {("bakry", "bakery")}),
        ("bageriet i Borås vekca 12", set()),
        ("frisor i mark", set()),
        ("2 elever prao v 20 vård Borås", set()),
    ],
)
def test_what_was_mended_is_told(text: str, repairs: set[tuple[str, str]]) -> None:
    assert set(understand(text, TODAY, "teacher").repairs) == repairs


@given(st.sampled_from([town.name for town in MUNICIPALITIES]), st.data())
def test_a_town_with_two_letters_swapped_is_told_wherever_it_is_understood(
    name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    written = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    said = understand(f"prao v 12 i {written}", TODAY, "teacher")
    if said.municipalities and written != name:
        assert [pair[0] for pair in said.repairs] == [written]
