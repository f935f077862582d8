"""Which weeks of a placement a teacher is offered to reserve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.search import Wish
from models.seats import MAX_WEEKS
from models.views import PlacementView, WeekView
from models.weeks import ranges

SINGLE_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """`seats` seats in `weeks` weeks from `first`, a Monday."""

    first: date
    weeks: int
    seats: int

    @property
    def last(self) -> date:
        return self.first + timedelta(weeks=self.weeks - 1)


def from_range(first: date, last: date, seats: int) -> Choice:
    """The weeks from `first` to `last`, both Mondays, at most as many as can be reserved at once."""
    return Choice(first, min((last - first).days // 7 + 1, MAX_WEEKS), seats)


def bookable(place: PlacementView, today: date) -> list[WeekView]:
    """The weeks that have not begun and have a seat left; none for a place that isn't open."""
    if place.status != "published" or place.employer_status != "approved":
        return []
    return [week for week in place.weeks if week.monday >= today and week.left > 0]


def fits(place: PlacementView, choice: Choice, today: date) -> bool:
    """Whether every chosen week has the chosen seats now."""
    free = {week.monday for week in bookable(place, today) if week.left >= choice.seats}
    return all(choice.first + timedelta(weeks=index) in free for index in range(choice.weeks))


def suggested(place: PlacementView, wish: Wish, today: date) -> list[Choice]:
    """What to offer first: the wished weeks that are free, the longest run first.

    Without wished weeks, or with none of them free: the next weeks one by one, and the longest run.
    """
    free = [week.monday for week in bookable(place, today) if week.left >= wish.seats]
    if wish.first is not None and wish.last is not None:
        wished = _runs((monday for monday in free if wish.first <= monday <= wish.last), wish.seats)
        if wished:
            return wished
    singles = [Choice(monday, 1, wish.seats) for monday in free[:SINGLE_WEEKS]]
    longest = _runs(free, wish.seats)[:1]
    return singles + [run for run in longest if run.weeks > 1]


def _runs(mondays: Iterable[date], seats: int) -> list[Choice]:
    runs = [from_range(first, last, seats) for first, last in ranges(mondays)]
    return sorted(runs, key=lambda run: (-run.weeks, run.first))


def most(place: PlacementView, choice: Choice, today: date) -> int:
    """How many seats all the chosen weeks have; without weeks, what the roomiest week has."""
    left = {week.monday: week.left for week in bookable(place, today)}
    if not choice.weeks:
        return max(left.values(), default=0)
    return min(left.get(choice.first + timedelta(weeks=index), 0) for index in range(choice.weeks))


def instead(left: dict[date, int], choice: Choice) -> list[Choice]:
    """What can be had after someone was faster: fewer seats in all weeks, or fewer weeks."""
    fewest = min(left.values(), default=0)
    found = [Choice(choice.first, choice.weeks, fewest)] if 0 < fewest < choice.seats else []
    return found + _runs((monday for monday, free in left.items() if free >= choice.seats), choice.seats)[:2]
