"""Links that let people in: teachers of a school, colleagues at a workplace, coordinators."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import employers, history, planning, schools
from models.refusals import Reason, Refused
from models.tables import Coordinator, Employer, Invitation, Member, School

GOOD_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an invitation let the person in as, and to what."""

    role: str
    name: str | None


def to_school(session: Session, by: int, school_id: int, now: datetime) -> str:
    """The token of a new link for the school's teachers. The caller has checked that `by` may invite."""
    return _invite(session, Invitation(role="teacher", school_id=school_id, **_common(by, now)))


def to_employer(session: Session, by: int, employer_id: int, now: datetime) -> str:
    """The token of a new link for colleagues at the workplace."""
    employers.mine(session, by, employer_id)
    return _invite(session, Invitation(role="employer", employer_id=employer_id, **_common(by, now)))


def to_coordinators(session: Session, by: int, municipality: str | None, now: datetime) -> str:
    """The token of a new link for coordinators, of one municipality or the whole region."""
    return _invite(session, Invitation(role="coordinator", municipality=municipality, **_common(by, now)))


def leads_to(session: Session, token: str, now: datetime) -> Welcome:
    """What an invitation would let someone in as; `Refused` INVITATION_OVER if it is none any more."""
    found = _valid(session, token, now)
    school = session.get(School, found.school_id) if found.school_id else None
    employer = session.get(Employer, found.employer_id) if found.employer_id else None
    named = school or employer
    return Welcome(found.role, named.name if named else found.municipality)


def _valid(session: Session, token: str, now: datetime) -> Invitation:
    found = session.scalars(select(Invitation).where(col(Invitation.token) == token)).first()
    if found is None or found.ends_at <= now:
        raise Refused(Reason.INVITATION_OVER)
    return found


def accept(session: Session, person_id: int, token: str, now: datetime) -> Welcome:
    """Lets the person in; a second time changes nothing. Raises `Refused` INVITATION_OVER."""
    found = _valid(session, token, now)
    if found.role == "teacher":
        assert found.school_id is not None
        schools.welcome(session, person_id, found.school_id, now, by=found.created_by)
        school = session.get(School, found.school_id)
        return Welcome("teacher", school.name if school else None)
    if found.role == "employer":
        assert found.employer_id is not None
        if session.get(Member, (found.employer_id, person_id)) is None:
            session.add(Member(employer_id=found.employer_id, person_id=person_id, since=now))
            history.note(session, "employer", found.employer_id, "joined", now, by=person_id)
            session.flush()
            planning.plan_person(session, person_id, now)
        employer = session.get(Employer, found.employer_id)
        return Welcome("employer", employer.name if employer else None)
    if session.get(Coordinator, person_id) is None:
        session.add(Coordinator(person_id=person_id, municipality=found.municipality, since=now))
        history.note(session, "coordinator", person_id, "joined", now, by=found.created_by)
    return Welcome("coordinator", found.municipality)


def _common(by: int, now: datetime) -> dict[str, Any]:
    return {
        "token": secrets.token_urlsafe(12),
        "created_by": by,
        "created_at": now,
        "ends_at": now + GOOD_FOR,
    }


def _invite(session: Session, invitation: Invitation) -> str:
    session.add(invitation)
    session.flush()
    return invitation.token
