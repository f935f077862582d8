"""When people are to be left in peace, told from the acts and from custom instead of by the program."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
# The act 1989:253: New Year's Day, Epiphany, 1 May, the national day, Christmas Day and the day after it;
# then the eves of Christmas and New Year, on which hardly anybody works.
_EACH_YEAR = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26), (12, 24), (12, 31)}
# From Easter Sunday: Good Friday, Easter Monday, Ascension Day.
_FROM_EASTER = (-2, 1, 39)


def easter(year: int) -> date:
    """Easter Sunday, by Butcher's algorithm: https://en.wikipedia.org/wiki/Date_of_Easter."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), (i, k) = divmod(b, 4), divmod(c, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_off(day: date) -> bool:
    """Whether it is a Saturday, a Sunday, a Swedish public holiday or an eve of one that people take off."""
    if day.weekday() >= 5 or (day.month, day.day) in _EACH_YEAR:
        return True
    # Midsummer's eve is the Friday from 19 to 25 June. All Saints' Day is always a Saturday.
    midsummer = day.weekday() == 4 and day.month == 6 and 19 <= day.day <= 25
    return midsummer or (day - easter(day.year)).days in _FROM_EASTER


def is_rude(moment: datetime) -> bool:
    """Whether a message at `moment` (aware) disturbs: before 7, from 19, or on a day off, in Sweden."""
    local = moment.astimezone(_STOCKHOLM)
    return is_off(local.date()) or not time(7) <= local.time() < time(19)


def next_polite_day(moment: datetime) -> date:
    """The day of the first moment from `moment` on that disturbs nobody."""
    local = moment.astimezone(_STOCKHOLM)
    day = local.date() + _DAY * (local.time() >= time(19))
    while is_off(day):
        day += _DAY
    return day
