"""A believable Sjuhärad for the local chat. Firms and people are invented."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col
from stdnum import luhn

from bot.playground.people import PlaygroundPerson
from models import coordinating, employers, notices, people, placements, reservations, schools
from models.forms import Audience
from models.store import Store
from models.tables import Person
from models.vocabulary import guess_fields
from models.weeks import Term, at_local, local_day, next_working_day, school_break, term_of

MAJA, KARIN, SARA, LEIF, EVA, ALI, NOOR, GUN = range(1001, 1009)
PEOPLE = (
    PlaygroundPerson(MAJA, "Maja Lind", "arbetsgivare, Café Solsidan", started=True),
    PlaygroundPerson(KARIN, "Karin Ek", "lärare, Viskaforsskolan", started=True),
    PlaygroundPerson(SARA, "Sara Holm", "samordnare för Sjuhärad", started=True),
    PlaygroundPerson(LEIF, "Leif Dahl", "vill erbjuda platser, ny här"),
    PlaygroundPerson(EVA, "Eva Sand", "lärare, ny här"),
    PlaygroundPerson(ALI, "Ali Berg", "lärare, Daltorpskolan", started=True),
    PlaygroundPerson(NOOR, "Noor Amin", "arbetsgivare, Skene livs", started=True),
    PlaygroundPerson(GUN, "Gun Wallin", "lärare som väntar på besked", started=True),
)
_PLAYED_OWNERS = {"Café Solsidan": MAJA, "Skene livs": NOOR}
_OWNERS = 9_000_000
_WAITING = ("Fröhagens vårdcentral", "Överlida metall")
_SCHOOLS = (
    ("Viskaforsskolan", "1490"),
    ("Daltorpskolan", "1490"),
    ("Särlaskolan", "1490"),
    ("Björkhöjdskolan", "1490"),
    ("Almåsgymnasiet", "1490"),
    ("Viskastrandsgymnasiet", "1490"),
    ("Altorpskolan", "1466"),
    ("Kunskapskällan", "1466"),
    ("Tranemo gymnasieskola", "1452"),
    ("Marks gymnasieskola", "1463"),
)
_FIRST_NAMES = ("Anna", "Bo", "Cecilia", "David", "Elin", "Farid", "Greta", "Hugo", "Ingrid", "Jonas", "Kim")
_LAST_NAMES = (
    "Alm",
    "Björk",
    "Dal",
    "Ek",
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
_DATA = Path(__file__).parent / "demo_data" / "employers.tsv"


@dataclass(frozen=True, slots=True)
class _Offer:
    name: str
    municipality: str
    what: str
    takes: tuple[int, ...]
    seats: int
    direct: bool
    details: dict[str, str]


def START(now: datetime) -> datetime:  # noqa: N802 (it stands beside PEOPLE)
    """When the demo begins: 08:00 on the next working day, as if the program had been used until then."""
    return at_local(next_working_day(local_day(now)), time(8))


async def furnish(store: Store, now: datetime) -> None:
    """Fills an empty database through the rules; leaves one that has people as it is."""
    if await store.read(_is_empty):
        await store.write(_furnish, now)


def _is_empty(session: Session) -> bool:
    return not session.scalar(select(func.count()).select_from(Person))


def _furnish(session: Session, now: datetime) -> None:
    begun = now - timedelta(days=21)
    sara = people.arrive(session, SARA, "Sara Holm", "sv", begun, coordinator=True).id
    known = {name: schools.school(session, name, town, begun) for name, town in _SCHOOLS}
    for chat_id, name, school in ((KARIN, "Karin Ek", "Viskaforsskolan"), (ALI, "Ali Berg", "Daltorpskolan")):
        who = people.arrive(session, chat_id, name, "sv", begun)
        schools.welcome(session, who.id, known[school], begun, by=sara)
    offers = list(enumerate(_offers()))
    ready = [(number, offer) for number, offer in offers if offer.name not in _WAITING]
    offered = {offer.name: _employ(session, number, offer, sara, begun) for number, offer in ready}
    _without_phones(session, begun)
    notices.drop_all(session)
    _history(session, offered, now)
    lately = now - timedelta(days=1)
    for number, offer in offers:
        if offer.name in _WAITING:
            _employ(session, number, offer, sara, lately)
    gun = people.arrive(session, GUN, "Gun Wallin", "sv", lately)
    schools.ask_to_join(session, gun.id, known["Särlaskolan"], lately)
    session.flush()
    _without_phones(session, lately)


def _offers() -> Iterator[_Offer]:
    with _DATA.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            takes = tuple(int(bit) for bit in row["takes"].split(","))
            details = {name: row[name] for name in ("hours", "clothes", "lunch") if row[name]}
            yield _Offer(
                row["name"],
                row["municipality"],
                row["what"],
                takes,
                int(row["seats"]),
                row["direct"] == "1",
                details,
            )


def organisation_number(number: int) -> str:
    """An invented number with a right check digit."""
    digits = f"559{900_000 + number * 37:06d}"
    return digits + luhn.calc_check_digit(digits)


def _contact_name(number: int) -> str:
    return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]} {_LAST_NAMES[number % len(_LAST_NAMES)]}"


def _employ(session: Session, number: int, offer: _Offer, sara: int, begun: datetime) -> int:
    """An employer with its places: one for the spring, and for every other one for the autumn too."""
    chat_id = _PLAYED_OWNERS.get(offer.name, _OWNERS + number)
    name = next((person.name for person in PEOPLE if person.id == chat_id), _contact_name(number))
    owner = people.arrive(session, chat_id, name, "sv", begun).id
    employer_id = employers.register(session, owner, begun)
    employers.number(session, owner, employer_id, organisation_number(number))
    employers.name(session, owner, employer_id, offer.name)
    employers.settle(session, owner, employer_id, offer.municipality)
    employers.contact(session, owner, employer_id, name, f"033-70 {number:02d} {(number * 7) % 100:02d}")
    session.flush()
    spring = term_of(local_day(begun)).next()
    terms = [spring] if number % 2 else [spring, spring.next()]
    made = [_place(session, owner, employer_id, offer, term, number, begun) for term in terms]
    if offer.name not in _WAITING:
        coordinating.decide_employer(session, sara, employer_id, approved=True, now=begun)
    return made[0]


def _place(
    session: Session, owner: int, employer_id: int, offer: _Offer, term: Term, number: int, begun: datetime
) -> int:
    placement_id = placements.draft(session, owner, employer_id, begun)
    placements.write(session, owner, placement_id, "what", offer.what)
    guesses = guess_fields(offer.what)
    field = guesses[0].field_id if guesses else "X82t_awd_Qyc"
    placements.choose(
        session, owner, placement_id, field=field, municipality=offer.municipality, direct=offer.direct
    )
    for bit in offer.takes:
        placements.take_audience(session, owner, placement_id, Audience(bit))
    placements.offer_weeks(session, owner, placement_id, _weeks(term, number, offer.municipality), begun)
    placements.set_seats(session, owner, placement_id, offer.seats)
    for detail, text in offer.details.items():
        placements.write(session, owner, placement_id, detail, text)
    if "förskola" in offer.name:
        placements.choose(session, owner, placement_id, register_extract=True)
    placements.publish(session, owner, placement_id, begun)
    session.flush()
    return placement_id


def _weeks(term: Term, number: int, municipality: str) -> list[date]:
    """Some six to twelve weeks of the term, not the same for everybody, without the school breaks."""
    mondays = [monday for monday in term.mondays() if school_break(monday, municipality) is None]
    start = number % 6
    return mondays[start : start + 6 + number % 7]


def _without_phones(session: Session, begun: datetime) -> None:
    """Invented people that nobody plays get no notices."""
    played = {person.id for person in PEOPLE}
    for person_id, chat_id in session.execute(select(col(Person.id), col(Person.chat_id))).all():
        if chat_id not in played:
            people.lose(session, person_id, begun)


def _history(session: Session, offered: dict[str, int], now: datetime) -> None:
    """What has happened until today: requests, a yes, and a full week or two."""
    karin, ali, maja = (_person(session, chat_id) for chat_id in (KARIN, ALI, MAJA))
    cafe, livs = offered["Café Solsidan"], offered["Skene livs"]
    yesterday, before = now - timedelta(hours=18), now - timedelta(days=6)
    first = _book(session, karin, cafe, 0, 1, 2, Audience.PRAO_9, before)
    confirmed = _book(session, karin, cafe, 2, 2, 1, Audience.PRAO_9, before)
    notices.drop_all(session)
    reservations.confirm(session, maja, first, before + timedelta(hours=2))
    reservations.confirm(session, maja, confirmed, before + timedelta(hours=4))
    _book(session, karin, livs, 1, 2, 3, Audience.PRAO_8, before)
    notices.drop_all(session)
    asked = _book(session, ali, cafe, 4, 5, 2, Audience.PRAO_9, yesterday)
    reservations.label(session, ali, asked, "9C", yesterday)


def _book(
    session: Session,
    teacher: int,
    placement_id: int,
    start: int,
    end: int,
    seats: int,
    audience: Audience,
    at: datetime,
) -> int:
    mondays = placements.weeks_of(session, placement_id)
    first, last = mondays[start], mondays[start]
    for monday in mondays[start : end + 1]:
        if monday - last <= timedelta(weeks=1):
            last = monday
    key = f"demo-{teacher}-{placement_id}-{start}"
    return reservations.reserve(
        session, teacher, placement_id, first, last, seats, audience, key, at
    ).reservation_id


def _person(session: Session, chat_id: int) -> int:
    who = people.meet(session, chat_id)
    assert who is not None
    return who.id
