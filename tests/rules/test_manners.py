"""Nobody is disturbed in the evening, at night, on a weekend or on a holiday."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.manners import decent, is_quiet
from models.weeks import is_working_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2033, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2026-11-24T06:59", "2026-11-24T07:00"),
        ("2026-11-24T07:00", "2026-11-24T07:00"),
        ("2026-11-24T18:59", "2026-11-24T18:59"),
        ("2026-11-24T19:00", "2026-11-25T07:00"),
        ("2026-11-27T20:00", "2026-11-30T07:00"),
        ("2026-12-23T19:30", "2026-12-28T07:00"),
        ("2027-03-28T02:30", "2027-03-30T07:00"),
        ("2026-10-25T02:30", "2026-10-26T07:00"),
    ],
)
def test_what_comes_at_a_quiet_time_waits_for_the_next_working_morning(moment: str, then: str) -> None:
    assert decent(local(moment)) == local(then)


@given(moments, st.sampled_from([time(7), time(8), time(16, 30)]))
def test_a_decent_moment_is_never_quiet_and_never_earlier(moment: datetime, at: time) -> None:
    found = decent(moment, at)
    assert not is_quiet(found)
    assert found >= moment
    assert is_working_day(found.astimezone(STOCKHOLM).date())
    first = decent(moment)
    assert first == moment or is_quiet(first - timedelta(seconds=1))
    assert found.astimezone(STOCKHOLM).date() == first.astimezone(STOCKHOLM).date()
