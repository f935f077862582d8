"""The invented people and workplaces of the local chat, and how a workplace comes to offer its places."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session
from stdnum import luhn

from bot.playground.people import PlaygroundGroup, PlaygroundPerson
from models import employers, people, placements
from models.forms import Audience, audiences
from models.vocabulary import FIELD_BY_CODE
from models.weeks import WEEK, local_day, monday_of, mondays_between, school_break, term_of

MAJA, KARIN, SARA, LEIF, EVA, ALI, NOOR, GUN = range(1001, 1009)
PEOPLE = (
    PlaygroundPerson(MAJA, "Maja Lind", "arbetsgivare, Café Solsidan", started=True),
    PlaygroundPerson(KARIN, "Karin Ek", "SYV, Viskaforsskolan", started=True),
    PlaygroundPerson(SARA, "Sara Holm", "samordnare för Sjuhärad", started=True),
    PlaygroundPerson(LEIF, "Leif Dahl", "vill erbjuda platser, ny här"),
    PlaygroundPerson(EVA, "Eva Sand", "lärare, ny här"),
    PlaygroundPerson(ALI, "Ali Berg", "lärare, Daltorpskolan", started=True),
    PlaygroundPerson(NOOR, "Noor Amin", "arbetsgivare, Skene livs", started=True),
    PlaygroundPerson(GUN, "Gun Wallin", "lärare som väntar på besked", started=True),
)
GROUPS = (PlaygroundGroup(-2001, "Praktik i Sjuhärad", (MAJA, KARIN, SARA, ALI, EVA)),)
CAFE, SHOP, BAKERY = "Café Solsidan", "Skene livs", "Bageri Morgonbullen"
# Has room for what the bot gives as an example: 2 elever prao v 20 vård Borås.
CARE = "Åstrandens vårdcentral"

OWNER_OF = {CAFE: MAJA, SHOP: NOOR}
FIRST_OWNER, PRAO_TEACHER, APL_TEACHER = 9_000_000, 9_100_001, 9_100_002
_FIRST_NAMES = ("Anna", "Bo", "Cecilia", "David", "Elin", "Farid", "Greta", "Hugo", "Ingrid", "Jonas", "Kim")
_LAST_NAMES = (
    "Alm",
    "Björk",
    "Dal",
    "Ekman",
    "Forsell",
    "Gran",
    "Hagström",
    "Lid",
    "Modin",
    "Nyberg",
    "Rask",
    "Sten",
    "Vik",
)
_TEXTS = ("what", "address", "hours", "clothes", "lunch", "allergies", "other")
_DATA = Path(__file__).parent / "demo_data" / "employers.tsv"


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the data: an employer and what it offers. `number` is the line's, from 0."""

    number: int
    name: str
    town: str
    field: str
    takes: Audience
    seats: int
    direct: bool
    min_age: int | None
    register_extract: bool
    texts: dict[str, str]


def offers() -> Iterator[Offer]:
    """The lines of the data."""
    with _DATA.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            takes = Audience(0)
            for name in row["takes"].split():
                takes |= Audience[name]
            yield Offer(
                number=number,
                name=row["name"],
                town=row["municipality"],
                field=FIELD_BY_CODE[int(row["field"])].id,
                takes=takes,
                seats=int(row["seats"]),
                direct=row["direct"] == "1",
                min_age=int(row["min_age"]) if row["min_age"] else None,
                register_extract=row["register_extract"] == "1",
                texts={question: row[question] for question in _TEXTS if row[question]},
            )


def organisation_number(number: int) -> str:
    """An invented number for the employer on that line, with a right check digit."""
    digits = f"559{900_000 + number * 37}"
    return digits + str(luhn.calc_check_digit(digits))


def employ(session: Session, offer: Offer, at: datetime, today: date) -> tuple[int, int]:
    """The employer with its places, for one term or two; answers with its id and the first place's."""
    chat_id = OWNER_OF.get(offer.name, FIRST_OWNER + offer.number)
    owner = arrive(session, chat_id, at)
    employer_id = employers.register(session, owner, at)
    employers.number(session, owner, employer_id, organisation_number(offer.number))
    employers.name(session, owner, employer_id, offer.name)
    employers.settle(session, owner, employer_id, offer.town)
    # From the numbers that the Swedish authority keeps free for films and books, 070-174 06 05 to 99.
    employers.contact(session, owner, employer_id, name_of(chat_id), f"070-174 06 {offer.number + 10:02d}")
    session.flush()
    coming, following = _terms(offer, today)
    if offer.name in (CAFE, CARE):
        coming = _story_weeks(today, at)
    first = _place(session, owner, employer_id, offer, coming, at)
    if offer.number % 5 < 2:
        _place(session, owner, employer_id, offer, following, at)
    return employer_id, first


def _place(
    session: Session, owner: int, employer_id: int, offer: Offer, mondays: Sequence[date], at: datetime
) -> int:
    placement_id = placements.draft(session, owner, employer_id, at)
    for question, text in offer.texts.items():
        placements.write(session, owner, placement_id, question, text, at)
    placements.choose(
        session,
        owner,
        placement_id,
        at,
        field=offer.field,
        municipality=offer.town,
        direct=offer.direct,
        min_age=offer.min_age,
    )
    placements.need_extract(session, owner, placement_id, offer.register_extract, at)
    for audience in audiences(offer.takes):
        placements.take_audience(session, owner, placement_id, audience, at)
    placements.offer_weeks(session, owner, placement_id, mondays, at)
    placements.set_seats(session, owner, placement_id, offer.seats, None, at)
    placements.publish(session, owner, placement_id, at)
    session.flush()
    return placement_id


def _terms(offer: Offer, today: date) -> tuple[list[date], list[date]]:
    """Some weeks of the coming term and of the one after it, not the same for everybody."""
    coming = term_of(today + 6 * WEEK)
    return _some(offer, coming.mondays(), today), _some(offer, coming.next().mondays(), today)


def _some(offer: Offer, mondays: list[date], today: date) -> list[date]:
    """Six to twelve of the weeks; only one employer in nine has people in during school breaks."""
    free = [
        monday
        for monday in mondays
        if monday > today and (offer.number % 9 == 8 or school_break(monday, offer.town) is None)
    ]
    start = offer.number % 6 if len(free) > 10 else 0
    return free[start : start + 6 + offer.number % 7]


def _story_weeks(today: date, begun: datetime) -> list[date]:
    """All weeks outside breaks from the day it began to the end of next term, and those of its story."""
    last = term_of(today + 6 * WEEK).next().mondays()[-1]
    weeks = mondays_between(monday_of(local_day(begun)), last)
    usual = {monday for monday in weeks if school_break(monday, "1490") is None}
    return sorted(usual | {week_before(today), week_ahead(today)})


def week_before(today: date) -> date:
    """A week about a month ago, outside breaks where there is one."""
    return _usual([monday_of(today) - WEEK * back for back in (4, 3, 5, 6, 7)])


def week_ahead(today: date) -> date:
    """A week whose first reminder, two weeks ahead, comes within days; outside breaks where there is one."""
    soon = monday_of(today + timedelta(days=21))
    return _usual([soon, soon + WEEK, soon + 2 * WEEK])


def _usual(mondays: list[date]) -> date:
    return next((monday for monday in mondays if school_break(monday, "1490") is None), mondays[0])


def name_of(chat_id: int) -> str:
    played = next((person.name for person in PEOPLE if person.id == chat_id), None)
    first, last = chat_id % len(_FIRST_NAMES), chat_id % len(_LAST_NAMES)
    return played or f"{_FIRST_NAMES[first]} {_LAST_NAMES[last]}"


def arrive(session: Session, chat_id: int, at: datetime) -> int:
    return people.arrive(session, chat_id, name_of(chat_id), "sv", at).id
