"""The standing cast: an employer with a place, schools with teachers, a coordinator and a stranger."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session
from sqlmodel import col

from models import coordinating, employers, people, placements, schools
from models.forms import Audience
from models.tables import Person, School, Teacher
from models.weeks import mondays_between

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
V5, V10, V11, V12, V20 = (date.fromisocalendar(2027, week, 1) for week in (5, 10, 11, 12, 20))
NINTH = Audience.PRAO_9


@dataclass(frozen=True, slots=True)
class Cast:
    """Their ids."""

    owner: int
    employer: int
    placement: int
    teacher: int
    other_teacher: int
    coordinator: int
    stranger: int


def arrive(session: Session, chat_id: int, name: str) -> int:
    return people.arrive(session, chat_id, name, "sv", NOW).id


def gather(session: Session, seats: int = 3, *, direct: bool = False) -> Cast:
    """Everybody, with a published place for grade 9 in weeks 5–20 of 2027."""
    owner, coordinator = (
        arrive(session, 1, "Maja"),
        people.arrive(session, 3, "Sara", "sv", NOW, coordinator=True).id,
    )
    employer = employers.register(session, owner, NOW)
    employers.number(session, owner, employer, "556016-0680")
    employers.name(session, owner, employer, "Café Solsidan")
    employers.settle(session, owner, employer, "1490")
    employers.contact(session, owner, employer, "Maja Lind", "033-12 34 56")
    session.flush()
    placement = placements.draft(session, owner, employer, NOW)
    placements.write(session, owner, placement, "what", "Stå i kassan och baka", NOW)
    placements.choose(
        session, owner, placement, NOW, field="ScKy_FHB_7wT", municipality="1490", direct=direct
    )
    placements.take_audience(session, owner, placement, NINTH, NOW)
    placements.offer_weeks(session, owner, placement, mondays_between(V5, V20), NOW)
    placements.set_seats(session, owner, placement, seats, None, NOW)
    placements.publish(session, owner, placement, NOW)
    session.flush()
    coordinating.decide_employer(session, coordinator, employer, approved=True, now=NOW)
    teachers = []
    for chat_id, name, school in ((2, "Karin", "Viskaskolan"), (5, "Ali", "Daltorpskolan")):
        teacher = arrive(session, chat_id, name)
        school_id = schools.school(session, school, "1490", NOW)
        schools.welcome(session, teacher, school_id, NOW, by=coordinator)
        teachers.append(teacher)
    stranger = arrive(session, 4, "Otto")
    return Cast(owner, employer, placement, teachers[0], teachers[1], coordinator, stranger)


def crowd(session: Session, teachers: int) -> list[int]:
    """So many more teachers, four at each school: written straight into the tables."""
    schools_of_four = [
        {"name": f"Skola {number}", "municipality": "1490", "created_at": NOW}
        for number in range(-(-teachers // 4))
    ]
    people_of_schools = [
        {"chat_id": 1000 + number, "name": f"Lärare {number}", "created_at": NOW}
        for number in range(teachers)
    ]
    places = session.scalars(insert(School).returning(col(School.id)), schools_of_four).all()
    found = session.scalars(insert(Person).returning(col(Person.id)), people_of_schools).all()
    approved = [
        {"person_id": person, "school_id": places[number // 4], "status": "approved", "created_at": NOW}
        for number, person in enumerate(found)
    ]
    session.execute(insert(Teacher), approved)
    return list(found)
