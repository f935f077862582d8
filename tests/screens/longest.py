"""Facts as long and as odd as the rules let them be."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

from models.coordinating import BookingCase, EmployerCase, TeacherCase
from models.employers import EmployerView
from models.empty_weeks import EmptyWeeks
from models.following import Following
from models.offering_again import Earlier
from models.overseeing import Overseen
from models.placements import TEXT_LIMITS
from models.reach import Lost
from models.search import Wish
from models.search_page import Listed
from models.texts import clean
from models.turning_up import TurnedUp
from models.views import Contact, OwnPlacement, PlacementView, ReservationView, WeekView
from models.vocabulary import FIELD_BY_ID, MUNICIPALITIES
from models.watching import Watched
from models.weeks import WEEK, Term

Fill = Callable[[int], str]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONDAY = date(2027, 1, 4)
HUGE = 2**31 - 1
NAME = 120


def cut(text: str, length: int) -> str:
    """The beginning of the text, in UTF-16 units, without half a character."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore").strip()


# Each gives a text of about so many characters, as `clean` would keep it.
FILLS: dict[str, Fill] = {
    "words": lambda n: cut("Plocka upp varor, möta kunder och " * n, n),
    "markup": lambda n: cut('<b>&amp;</i><a href="x">&<' * n, n),
    "emojis": lambda n: cut("🧁" * n, n),
    "joined emojis": lambda n: cut("👩🏽\u200d🍳" * n, n),
    "right to left": lambda n: cut("مرحبا شكرا " * n, n),
}


def weeks(number: int) -> tuple[WeekView, ...]:
    """Every other week, so that none can be told together with another."""
    return tuple(WeekView(MONDAY + index * 2 * WEEK, 99, 10) for index in range(number))


def listed(fill: Fill) -> Listed:
    """With many weeks, and every other of those that were asked for, without a seat."""
    left = {week.monday: week.left for week in weeks(60)}
    what = fill(TEXT_LIMITS["what"])
    return Listed(HUGE, fill(NAME), what, "ScKy_FHB_7wT", "1443", 127, direct=True, left=left)


def placement(fill: Fill, status: str = "published") -> PlacementView:
    texts = {name: fill(limit) for name, limit in TEXT_LIMITS.items() if not name.startswith("contact")}
    return PlacementView(
        id=HUGE,
        status=status,
        employer_id=HUGE,
        employer=fill(NAME),
        employer_status="approved",
        employer_approved_at=NOW,
        field="ScKy_FHB_7wT",
        municipality="1443",
        takes=127,
        seats=99,
        direct=False,
        min_age=18,
        register_extract=True,
        weeks=weeks(80),
        **texts,
    )


def own(fill: Fill, status: str = "published") -> OwnPlacement:
    contact = Contact(fill(TEXT_LIMITS["contact_name"]), fill(TEXT_LIMITS["contact_phone"]))
    return OwnPlacement(placement(fill, status), contact)


def reservation(fill: Fill, status: str, *, mine: bool) -> ReservationView:
    first = MONDAY + 10 * WEEK
    texts = {
        name: fill(limit)
        for name, limit in TEXT_LIMITS.items()
        if name in {field.name for field in fields(ReservationView)}
    }
    return ReservationView(
        id=HUGE,
        status=status,
        seats=99,
        first=first,
        last=first + 59 * WEEK,
        agreed=(98, first, first + 58 * WEEK),
        audience=64,
        label=fill(40),
        answer_by=NOW + timedelta(days=3),
        reason=fill(300),
        created_at=NOW,
        placement_id=HUGE,
        field="ScKy_FHB_7wT",
        municipality="1443",
        register_extract=True,
        employer=fill(NAME),
        school=fill(NAME),
        teacher_id=HUGE,
        mine=mine,
        contact=Contact(fill(128), fill(40)),
        **texts,
    )


def following(fill: Fill, status: str, *, mine: bool) -> Following:
    return Following(reservation(fill, status, mine=mine), {}, MONDAY + 10 * WEEK)


def booking_case(fill: Fill, status: str) -> BookingCase:
    contact, first = Contact(fill(128), fill(40)), MONDAY + 10 * WEEK
    return BookingCase(HUGE, status, fill(NAME), fill(NAME), 99, first, first + 59 * WEEK, contact, contact)


def overseen(fill: Fill, status: str) -> Overseen:
    first, last = MONDAY + 10 * WEEK, MONDAY + 69 * WEEK
    agreed = (99, first, last)
    return Overseen(HUGE, status, 99, first, last, agreed, NOW, HUGE, fill(NAME), HUGE, fill(NAME))


def earlier(fill: Fill) -> Earlier:
    terms_weeks = tuple(MONDAY + index * 2 * WEEK for index in range(8))
    offers = (placement(fill),) * 40
    return Earlier(HUGE, fill(NAME), "1443", Term(2028, "spring"), offers, terms_weeks, open=True)


def empty_weeks(fill: Fill) -> EmptyWeeks:
    free, booked = (tuple(MONDAY + index * WEEK for index in range(odd, 60, 2)) for odd in (0, 1))
    return EmptyWeeks(own(fill), free, booked, empty=True)


def watched(fill: Fill) -> Watched:
    everywhere = tuple(town.code for town in MUNICIPALITIES)
    wish = Wish(None, MONDAY, MONDAY + 59 * WEEK, 99, everywhere, tuple(FIELD_BY_ID), fill(200))
    return Watched(HUGE, wish, MONDAY + 59 * WEEK, ended=False)


def turned_up(fill: Fill) -> TurnedUp:
    mondays = tuple(MONDAY + index * 2 * WEEK for index in range(60))
    return TurnedUp(watched(fill), placement(fill), mondays)


def lost(fill: Fill) -> Lost:
    return Lost(fill(128), fill(NAME), fill(40), fill(NAME), (HUGE,) * 200)


def employer_case(fill: Fill, status: str) -> EmployerCase:
    offers = tuple(fill(TEXT_LIMITS["what"]) for _ in range(5))
    return EmployerCase(HUGE, fill(NAME), None, True, "1443", status, fill(NAME), fill(40), fill(128), offers)


def employer(fill: Fill) -> EmployerView:
    return EmployerView(HUGE, "556016-0680", False, fill(NAME), "1443", fill(NAME), fill(40), "waiting")


def teacher_case(fill: Fill, status: str) -> TeacherCase:
    return TeacherCase(HUGE, fill(128), fill(NAME), "1443", status)


def is_kept(fill: Fill) -> bool:
    """Whether the rules keep these texts as they are."""
    return all(clean(fill(length), length) == fill(length) for length in (40, 120, 128, 200, 300, 500))
