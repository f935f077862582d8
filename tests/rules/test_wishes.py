"""A line of text as a wish."""

from datetime import date

import pytest

from handlers.wishes import wish_from
from models.search import Wish
from tests.cast import V10, V11, V12

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", Wish()),
        ("café", Wish(words="café")),
        ("café v 12", Wish(None, V12, V12, words="café")),
        ("v.10-11 Volvo i Borås", Wish(None, V10, V11, words="Volvo i Borås")),
        ("café vecka 10 och 11", Wish(None, V10, V11, words="café")),
        ("12", Wish(None, V12, V12)),
        ("café 10-11", Wish(None, V10, V11, words="café")),
        ("week 12 2027 café", Wish(None, V12, V12, words="café")),
        ("café 24sju", Wish(words="café 24sju")),
        ("2 elever v 12", Wish(None, V12, V12, words="2 elever")),
    ],
)
def test_weeks_are_read_and_the_rest_are_words(text: str, wish: Wish) -> None:
    assert wish_from(text, TODAY) == wish


@pytest.mark.parametrize("text", ["café v 99", "v 14-12", "0"])
def test_weeks_that_cannot_be_are_said_to_be_so(text: str) -> None:
    assert wish_from(text, TODAY) is None


def test_endless_text_is_cut() -> None:
    wish = wish_from("å" * 10_000, TODAY)
    assert wish is not None
    assert len(wish.words) == 200
