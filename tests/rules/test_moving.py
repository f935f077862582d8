"""A few words move the weeks of the search before, as many weeks as they were, and none that has begun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.moving import Move, move, moved
from models.weeks import WEEK

TODAY = date(2026, 11, 25)
OCTOBER = date(2027, 10, 4)
FEBRUARY = date(2027, 2, 8), date(2027, 2, 15)  # Weeks 6 and 7.


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("en vecka senare", Move(1)),
        ("Och två veckor tidigare?", Move(-2)),
        ("3 veckor framåt", Move(3)),
        ("tidigare", Move(-1)),
        ("lite senare i stället", Move(1)),
        ("samma men veckan efter", Move(1)),
        ("kan det bli veckan innan?", Move(-1)),
        ("närmare jul", Move(before="12-24")),
        ("före sommarlovet", Move(before="06-14")),
        ("a week later", Move(1)),
        ("the week before", Move(-1)),
        ("closer to Christmas", Move(before="12-24")),
        ("avboka och boka senare", None),
        ("jag återkommer senare", None),
        ("v 12", None),
        ("tusen veckor senare", None),
        ("", None),
    ],
)
def test_what_moves_the_weeks_and_what_says_something_else(text: str, asked: Move | None) -> None:
    assert move(text) == asked


@pytest.mark.parametrize(
    ("asked", "weeks", "then"),
    [
        (Move(1), FEBRUARY, (date(2027, 2, 15), date(2027, 2, 22))),
        (Move(-1), FEBRUARY, (date(2027, 2, 1), date(2027, 2, 8))),
        # Not earlier than can be reserved.
        (Move(-30), FEBRUARY, (date(2026, 11, 30), date(2026, 12, 7))),
        (Move(1), None, None),
        # Christmas Eve is a Thursday in 2026 and a Friday in 2027: school ends the week before.
        (Move(before="12-24"), FEBRUARY, (date(2026, 12, 7), date(2026, 12, 14))),
        (
            Move(before="12-24"),
            (OCTOBER, OCTOBER),
            (date(2027, 12, 13), date(2027, 12, 13)),
        ),
        (Move(before="12-24"), None, (date(2026, 12, 14), date(2026, 12, 14))),
        (Move(before="w7"), None, (date(2027, 2, 8), date(2027, 2, 8))),
    ],
)
def test_where_the_weeks_come_to(
    asked: Move, weeks: tuple[date, date] | None, then: tuple[date, date] | None
) -> None:
    assert moved(asked, weeks, TODAY) == then


DAYS = st.dates(date(2026, 1, 1), date(2035, 1, 1))
MONDAYS = DAYS.map(lambda day: day - day.weekday() * (WEEK / 7))
MOVES = st.builds(Move, weeks=st.integers(-30, 30)) | st.builds(
    Move, before=st.sampled_from(["12-24", "06-14", "w7", "w44"])
)


@given(
    asked=MOVES, first=MONDAYS, further=st.integers(0, 20), today=st.dates(date(2026, 1, 1), date(2035, 1, 1))
)
def test_as_many_weeks_as_before_and_none_that_has_begun(
    asked: Move, first: date, further: int, today: date
) -> None:
    found = moved(asked, (first, first + further * WEEK), today)
    assert found is not None
    assert found[1] - found[0] == further * WEEK
    assert found[0] >= today
    assert found[0].weekday() == 0


@given(st.text(max_size=300))
def test_no_text_whatever_raises(text: str) -> None:
    asked = move(text)
    assert asked is None or moved(asked, FEBRUARY, TODAY) is not None
