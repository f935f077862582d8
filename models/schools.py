"""Schools, and the teachers who may reserve for them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import history, notices
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.tables import School, Teacher
from models.texts import clean

NAME_LENGTH = 120
PHONE_LENGTH = 40


def school(session: Session, name: str, municipality: str, now: datetime) -> int:
    """The school of that name in the municipality; new ones are added."""
    name = clean(name, NAME_LENGTH)
    query = select(School).where(col(School.municipality) == municipality)
    known = next((row for row in session.scalars(query) if row.name.casefold() == name.casefold()), None)
    if known is None:
        known = School(name=name, municipality=municipality, created_at=now)
        session.add(known)
        session.flush()
    return known.id


def schools_in(session: Session, municipality: str, limit: int = 30) -> list[tuple[int, str]]:
    """The schools of a municipality by name."""
    query = (
        select(col(School.id), col(School.name))
        .where(col(School.municipality) == municipality)
        .order_by(col(School.name))
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def ask_to_join(session: Session, person_id: int, school_id: int, now: datetime) -> None:
    """Asks to become a teacher of the school; the coordinators of its municipality are told once."""
    found = session.get(School, school_id)
    if found is None:
        raise Refused(Reason.GONE)
    teacher = _teacher(session, person_id, school_id)
    if teacher is not None and teacher.status != "refused":
        raise Refused(Reason.ALREADY_DECIDED, status=teacher.status)
    teacher = teacher or Teacher(person_id=person_id, school_id=school_id, created_at=now)
    teacher.status = "waiting"
    session.add(teacher)
    session.flush()
    history.note(session, "teacher", teacher.id, "waiting", now, by=person_id)
    waits = Planned(Kind.TEACHER_WAITS, "teacher", teacher.id, now, mark=str(int(now.timestamp())))
    notices.tell_coordinators(session, found.municipality, waits)


def welcome(session: Session, person_id: int, school_id: int, now: datetime, *, by: int) -> None:
    """Makes the person a teacher of the school at once, as an invitation does."""
    teacher = _teacher(session, person_id, school_id)
    if teacher is not None and teacher.status == "approved":
        return
    teacher = teacher or Teacher(person_id=person_id, school_id=school_id, created_at=now)
    was, teacher.status = teacher.status, "approved"
    teacher.decided_at, teacher.decided_by = now, by
    session.add(teacher)
    session.flush()
    notices.drop(session, "teacher", teacher.id, [Kind.TEACHER_WAITS])
    history.note(session, "teacher", teacher.id, "approved", now, by=by, was=was)


def phone(session: Session, person_id: int, text: str | None) -> None:
    """The number that an employer with a confirmed reservation may call; None takes it away."""
    kept = clean(text, PHONE_LENGTH) if text is not None else None
    for teacher in session.scalars(select(Teacher).where(col(Teacher.person_id) == person_id)):
        teacher.phone = kept


def decide(session: Session, teacher_id: int, *, approved: bool, by: int, now: datetime) -> None:
    """A coordinator lets the teacher in, or doesn't."""
    teacher = session.get(Teacher, teacher_id, with_for_update=True)
    if teacher is None:
        raise Refused(Reason.GONE)
    if teacher.status not in ("waiting", "refused" if approved else "approved"):
        raise Refused(Reason.ALREADY_DECIDED, status=teacher.status)
    was, teacher.status = teacher.status, "approved" if approved else "refused"
    teacher.decided_at, teacher.decided_by = now, by
    session.flush()
    history.note(session, "teacher", teacher_id, teacher.status, now, by=by, was=was)
    notices.drop(session, "teacher", teacher_id, [Kind.TEACHER_WAITS])
    kind = Kind.TEACHER_APPROVED if approved else Kind.TEACHER_REFUSED
    told = Planned(kind, "teacher", teacher_id, now, mark=str(int(now.timestamp())))
    notices.tell(session, [teacher.person_id], told)


def _teacher(session: Session, person_id: int, school_id: int) -> Teacher | None:
    query = select(Teacher).where(col(Teacher.person_id) == person_id, col(Teacher.school_id) == school_id)
    return session.scalars(query).first()


def school_name(session: Session, school_id: int) -> str:
    """Raises `Refused` GONE where there is no such school."""
    found = session.get(School, school_id)
    if found is None:
        raise Refused(Reason.GONE)
    return found.name
