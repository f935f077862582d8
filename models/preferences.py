"""How a person wants reminders: at which hour, about what not, and one more ahead."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import planning
from models.tables import Notice, Person
from models.timetable import OWN_HOURS, TIMETABLE, WEEKS_AHEAD
from models.timetable_row import Group


@dataclass(frozen=True, slots=True)
class Preferences:
    """`hour` is local; `weeks_ahead` is 0 for no reminder more than the usual ones."""

    hour: int
    muted: frozenset[Group]
    weeks_ahead: int


def of(session: Session, person_id: int) -> Preferences:
    """What the person chose, or the usual."""
    query = select(col(Person.remind_at), col(Person.muted), col(Person.weeks_ahead))
    row = session.connection().execute(query.where(col(Person.id) == person_id)).one()
    known = {group.value for group in Group}
    return Preferences(row[0], frozenset(Group(name) for name in row[1].split() if name in known), row[2])


def remind_at(session: Session, person_id: int, hour: int, now: datetime) -> Preferences:
    """Reminders come at this hour from now on; `LookupError` for one outside 7–18."""
    if hour not in OWN_HOURS:
        raise LookupError(hour)
    return _choose(session, person_id, now, remind_at=hour)


def mute(session: Session, person_id: int, group: Group, silent: bool, now: datetime) -> Preferences:
    """Turns a group of reminders off, or on again: what lies ahead goes or comes back."""
    heard = of(session, person_id).muted - {group}
    muted = heard | {group} if silent else heard
    if silent:
        _forget_put_off(session, person_id, group)
    return _choose(session, person_id, now, muted=" ".join(sorted(muted)))


def _forget_put_off(session: Session, person_id: int, group: Group) -> None:
    """Planning leaves what was put off; who mutes its subject afterwards doesn't want it either."""
    kinds = {row.kind for row in TIMETABLE if row.group is group}
    session.connection().execute(
        update(Notice)
        .where(
            col(Notice.person_id) == person_id,
            col(Notice.status) == "waiting",
            col(Notice.kind).in_(kinds),
            col(Notice.key).like("%/z%"),
        )
        .values(status="dropped")
    )


def look_ahead(session: Session, person_id: int, weeks: int, now: datetime) -> Preferences:
    """One more reminder so many weeks before, 0 for none; `LookupError` for another number."""
    if weeks not in (0, *WEEKS_AHEAD):
        raise LookupError(weeks)
    return _choose(session, person_id, now, weeks_ahead=weeks)


def _choose(session: Session, person_id: int, now: datetime, **values: object) -> Preferences:
    session.connection().execute(update(Person).where(col(Person.id) == person_id).values(**values))
    planning.plan_person(session, person_id, now)
    return of(session, person_id)
