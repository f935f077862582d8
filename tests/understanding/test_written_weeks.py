"""Any range of weeks, written in any of the listed ways with noise around it, is read back."""

from calendar import month_name
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.weeks import WEEK, NoSuchWeek, monday_of, next_week_with_number, week_from_number, week_number
from tests.understanding.reading import read

DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
IN_ENGLISH = list(month_name)[1:]
WEEK_WORDS = [
    "v",
    "v.",
    "V",
    "v. ",
    "v ",
    "vecka ",
    "Vecka ",
    "veckorna ",
    "vk ",
    "w",
    "week ",
    "weeks ",
    "wk ",
]
BETWEEN = [
    "-",
    "–",
    " - ",
    " – ",
    " till ",
    " t.o.m. ",
    " t o m ",
    " till och med ",
    " to ",
    " until ",
    " through ",
]
BEFORE = [
    "",
    "Hej! ",
    "prao ",
    "2 elever åk 9 i Kinna ",
    "Vi på Borås Bildepå (14 anställda) tar 3 st ",
    "APL, bygg: ",
    "Ring 070-123 45 67. ",
    "söker plats på café ",
]
AFTER = [
    "",
    ".",
    ", 2 elever",
    " i Borås",
    " kl 8-16",
    ", Storgatan 12",
    " för två åttor",
    " tack!",
    " (30 timmar i veckan)",
    " 3 st",
]


@st.composite
def ranges(draw: st.DrawFn) -> tuple[date, date, date]:
    """A day, and the first and last Monday of up to ten weeks that begin within a year of it."""
    today = draw(DAYS)
    first = monday_of(today) + WEEK * draw(st.integers(0, 51))
    # The number must mean this week, not one a year earlier.
    if first != next_week_with_number(week_number(first), today):
        first = monday_of(today)
    return today, first, first + WEEK * draw(st.integers(0, 9))


def noisy(draw: st.DrawFn, text: str) -> str:
    return draw(st.sampled_from(BEFORE)) + text + draw(st.sampled_from(AFTER))


@st.composite
def numbered(draw: st.DrawFn) -> tuple[str, date, tuple[date, date]]:
    """ "v 12-14", "vecka 12 och 13", "v12, v13", "v 12" …"""
    today, first, last = draw(ranges())
    word = draw(st.sampled_from(WEEK_WORDS))
    a, b = week_number(first), week_number(last)
    if first == last:
        return noisy(draw, f"{word}{a}"), today, (first, last)
    ways = [f"{word}{a}{between}{b}" for between in BETWEEN]
    ways += [f"{word}{a}{between}{word}{b}" for between in (*BETWEEN, " och ", ", ", " & ", "+")]
    ways += [
        f"mellan {word}{a} och {word}{b}",
        f"fr.o.m. {word}{a} t.o.m. {word}{b}",
        f"från {word}{a} till {word}{b}",
    ]
    count = (last - first).days // 7 + 1
    ways += [
        f"{count} veckor från {word}{a}",
        f"{count} weeks from {word}{a}",
        f"{word}{a} och {count - 1} veckor framåt",
    ][:2]
    if b > a:
        ways += [f"{word}{a}{joiner}{b}" for joiner in (" och ", ",", " & ", "+", " o ", " and ")]
        ways.append(f"{word}{', '.join(str(number) for number in range(a, b))} och {b}")
    return noisy(draw, draw(st.sampled_from(ways))), today, (first, last)


@st.composite
def named_year(draw: st.DrawFn) -> tuple[str, date, tuple[date, date]]:
    """ "vecka 10 2029", "v 10-12 år 2029"."""
    today, year = draw(DAYS), draw(st.integers(2026, 2035))
    number = draw(st.integers(1, 50))
    length = draw(st.integers(0, 2))
    first = week_from_number(year, number)
    span = f"{number}" if not length else f"{number}-{number + length}"
    text = draw(
        st.sampled_from(
            [f"v {span} {year}", f"vecka {span}, {year}", f"v.{span} år {year}", f"week {span} {year}"]
        )
    )
    return noisy(draw, text), today, (first, first + WEEK * length)


@st.composite
def dated(draw: st.DrawFn) -> tuple[str, date, tuple[date, date]]:
    """ "12/4–23/4", "3–14 maj", "12-14/3", "from 3 May to 14 May", "2027-05-03 – 2027-05-14"."""
    today = draw(DAYS)
    start = monday_of(today) + timedelta(days=draw(st.integers(0, 350)))
    end = start + timedelta(days=draw(st.integers(0, 40)))
    a, b = f"{start.day}/{start.month}", f"{end.day}/{end.month}"
    sv_a, sv_b = f"{start.day} {MONTHS[start.month - 1]}", f"{end.day} {MONTHS[end.month - 1]}"
    en_a, en_b = f"{start.day} {IN_ENGLISH[start.month - 1]}", f"{end.day} {IN_ENGLISH[end.month - 1]}"
    ways = [f"{a}{between}{b}" for between in BETWEEN if between not in {" to ", " until ", " through "}]
    ways += [
        f"{sv_a} – {sv_b}",
        f"från {sv_a} till {sv_b}",
        f"den {sv_a} till den {sv_b}",
        f"from {en_a} to {en_b}",
    ]
    ways += [f"{start.day}:e {sv_a.split()[1]} t.o.m. {sv_b}", f"starting on {en_a} and ending on {en_b}"]
    ways.append(f"{start.isoformat()} till {end.isoformat()}")
    if start.month == end.month and start < end:
        ways += [
            f"{start.day}-{end.day}/{start.month}",
            f"{start.day}–{sv_b}",
            f"den {start.day} till {sv_b}",
            f"{start.day}-{en_b}",
        ]
    # A day in the running week comes next year if it is read as a day, and is not over if as a week.
    text = draw(st.sampled_from(ways))
    return noisy(draw, text), today, (monday_of(start), monday_of(end))


@settings(max_examples=400, deadline=None)
@given(st.one_of(numbered(), named_year(), dated()))
def test_any_written_range_of_weeks_is_read_back(written: tuple[str, date, tuple[date, date]]) -> None:
    text, today, meant = written
    assert read(text, today=today).weeks == meant


@settings(deadline=None)
@given(st.integers(54, 99), DAYS)
def test_a_week_that_no_year_has_is_no_week(number: int, today: date) -> None:
    assert read(f"prao v {number} i Borås", today=today).weeks is None


@settings(deadline=None)
@given(DAYS)
def test_week_53_is_read_only_where_there_is_one(today: date) -> None:
    try:
        meant = next_week_with_number(53, today)
    except NoSuchWeek:
        assert read("v 53", today=today).weeks is None
    else:
        assert read("v 53", today=today).weeks == (meant, meant)
