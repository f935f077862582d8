"""What was read to be said stays good for seconds only, and yet is said however slow the pace is."""

from datetime import timedelta

import pytest

from scheduler.reader import FRESH, Reader
from tests.cast import NOW


@pytest.mark.parametrize("wait", [FRESH, timedelta(seconds=30), timedelta(minutes=10)])
def test_a_message_that_waits_long_each_time_is_looked_at_again_once_and_then_said(wait: timedelta) -> None:
    reader = Reader(1, 1, [], NOW)
    handed_over = NOW + wait
    assert reader.is_outdated(handed_over) == (wait > FRESH)
    reader.learn([], handed_over)
    assert not reader.is_outdated(handed_over + wait)


def test_what_was_read_before_the_clock_went_back_is_read_again() -> None:
    assert Reader(1, 1, [], NOW).is_outdated(NOW - timedelta(hours=1))
