"""Where the clock of the local chat is moved to, in the time of Stockholm."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.phone_actions import PhoneError
from models.clock import Clock, MovableClock

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MORNING = time(8)
FARTHEST = timedelta(days=3660)


def clock_json(clock: Clock) -> dict[str, Any]:
    """The time in UTC and in Stockholm (ISO), and whether it may be moved."""
    now = clock.now()
    return {
        "now": now.astimezone(UTC).isoformat(),
        "local": now.astimezone(STOCKHOLM).isoformat(),
        "movable": isinstance(clock, MovableClock),
    }


def move(clock: Clock, request: dict[str, Any]) -> None:
    """Moves the clock as `POST /chat/clock` says. Raises `PhoneError` for nonsense and for steps back."""
    if not isinstance(clock, MovableClock):
        raise PhoneError("Klockan går inte att flytta här.")
    now = clock.now()
    target = destination(now, request)
    if target < now:
        raise PhoneError("Klockan går bara att flytta framåt.")
    if target - now > FARTHEST:
        raise PhoneError("Så långt fram går klockan inte att flytta. Högst tio år i taget.")
    clock.set(target)


def destination(now: datetime, request: dict[str, Any]) -> datetime:
    """The moment (UTC) that a request means, seen from `now`. Days are days of the wall clock."""
    local = now.astimezone(STOCKHOLM)
    if set(request) == {"days"}:
        return (local + timedelta(days=_number(request["days"]))).astimezone(UTC)
    if set(request) == {"hours"}:
        return now + timedelta(hours=_number(request["hours"]))
    if request == {"next_monday": True}:
        return _at_morning(local.date() + timedelta(days=7 - local.weekday()))
    if set(request) == {"to"}:
        return _moment(request["to"])
    raise PhoneError("Säg hur klockan ska flyttas: days, hours, next_monday eller to.")


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 24 * FARTHEST.days:
        raise PhoneError("Antalet behöver vara ett helt tal, minst 1.")
    return value


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text).strip())
    except ValueError:
        raise PhoneError(
            "Det datumet går inte att läsa. Skriv till exempel 2027-03-08 eller 2027-03-08T08:00."
        ) from None
    if len(str(text).strip()) <= len("2027-03-08"):
        return _at_morning(moment.date())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=STOCKHOLM)
    return moment.astimezone(UTC)


def _at_morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, STOCKHOLM).astimezone(UTC)
