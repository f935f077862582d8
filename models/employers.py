"""Employers: who offers places. Registered by a person, vouched for by a coordinator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import history, notices, openings
from models.hot import Hot
from models.notices import Kind, Planned
from models.organisation_numbers import check_organisation_number
from models.refusals import Reason, Refused
from models.tables import Employer, Member, Placement, Week
from models.texts import clean

NAME_LENGTH = 120
PHONE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class EmployerView:
    id: int
    org_number: str | None
    sole_trader: bool
    name: str | None
    municipality: str | None
    contact_name: str | None
    contact_phone: str | None
    status: str


def register(session: Session, person_id: int, now: datetime) -> int:
    """The employer that this person is registering; begins one when there is none unfinished."""
    query = (
        select(col(Employer.id))
        .join(Member, col(Member.employer_id) == col(Employer.id))
        .where(col(Member.person_id) == person_id, col(Employer.status) == "draft")
        .order_by(col(Employer.id).desc())
    )
    known = session.scalars(query).first()
    if known is not None:
        return known
    employer = Employer(created_by=person_id, created_at=now, status="draft")
    session.add(employer)
    session.flush()
    session.add(Member(employer_id=employer.id, person_id=person_id, since=now))
    history.note(session, "employer", employer.id, "draft", now, by=person_id)
    session.flush()
    return employer.id


_VIEW = Hot(
    select(
        col(Employer.id),
        col(Employer.org_number),
        col(Employer.sole_trader),
        col(Employer.name),
        col(Employer.municipality),
        col(Employer.contact_name),
        col(Employer.contact_phone),
        col(Employer.status),
    ).where(col(Employer.id) == bindparam("employer"))
)


def view(session: Session, employer_id: int) -> EmployerView:
    """Raises `Refused` GONE where there is no such employer."""
    found = _VIEW.rows(session, {"employer": employer_id})
    if not found:
        raise Refused(Reason.GONE)
    return EmployerView(*found[0])


def number(session: Session, person_id: int, employer_id: int, text: str) -> None:
    """Sets the organisation number. Raises `WrongOrganisationNumber`; `Refused` EMPLOYER_KNOWN (`name`)
    when somebody else has registered it: a colleague must then send an invitation; and NUMBER_VOUCHED
    when a coordinator has vouched for the employer under another number."""
    employer = mine(session, person_id, employer_id)
    canonical = check_organisation_number(text)
    if employer.status == "approved" and employer.org_number not in (None, canonical):
        raise Refused(Reason.NUMBER_VOUCHED)
    other = session.scalars(
        select(Employer).where(col(Employer.org_number) == canonical, col(Employer.id) != employer_id)
    ).first()
    if other is not None:
        raise Refused(Reason.EMPLOYER_KNOWN, name=other.name)
    employer.org_number = canonical
    employer.sole_trader = False


def without_number(session: Session, person_id: int, employer_id: int, *, sole_trader: bool) -> None:
    """A sole trader's number is a personal number and is never kept; others may add theirs later."""
    employer = mine(session, person_id, employer_id)
    employer.org_number = None
    employer.sole_trader = sole_trader


def name(session: Session, person_id: int, employer_id: int, text: str) -> None:
    """What the workplace is called."""
    mine(session, person_id, employer_id).name = clean(text, NAME_LENGTH)


def settle(session: Session, person_id: int, employer_id: int, municipality: str) -> None:
    """Where the workplace is, as an SCB municipality code."""
    mine(session, person_id, employer_id).municipality = municipality


def contact(
    session: Session, person_id: int, employer_id: int, contact_name: str | None, phone: str | None
) -> None:
    """Whom schools with a confirmed reservation may call; what is None stays as it is."""
    employer = mine(session, person_id, employer_id)
    if contact_name is not None:
        employer.contact_name = clean(contact_name, NAME_LENGTH)
    if phone is not None:
        employer.contact_phone = clean(phone, PHONE_LENGTH)


def mine(session: Session, person_id: int, employer_id: int, *, locked: bool = False) -> Employer:
    """The employer's row for someone who speaks for it; `Refused` NOT_YOURS for others.

    While it is `locked` nobody else changes it, and nobody vouches for it.
    """
    employer = session.get(Employer, employer_id, with_for_update={"key_share": True} if locked else None)
    if employer is None:
        raise Refused(Reason.GONE)
    if session.get(Member, (employer_id, person_id)) is None:
        raise Refused(Reason.NOT_YOURS)
    return employer


def ask_approval(session: Session, employer: Employer, now: datetime, *, by: int) -> None:
    """Sends a new or refused employer to the coordinators of its municipality."""
    if employer.status not in ("draft", "refused"):
        return
    history.note(session, "employer", employer.id, "waiting", now, by=by, was=employer.status)
    employer.status = "waiting"
    waits = Planned(Kind.EMPLOYER_WAITS, "employer", employer.id, now, mark=str(int(now.timestamp())))
    notices.tell_coordinators(session, employer.municipality, waits)


def decide(session: Session, employer_id: int, *, approved: bool, by: int, now: datetime) -> None:
    """A coordinator vouches for the employer, or doesn't; its published places show or hide at once."""
    employer = session.get(Employer, employer_id, with_for_update=True)
    if employer is None:
        raise Refused(Reason.GONE)
    if employer.status not in ("waiting", "refused" if approved else "approved"):
        raise Refused(Reason.ALREADY_DECIDED, status=employer.status)
    was, employer.status = employer.status, "approved" if approved else "refused"
    employer.decided_at, employer.decided_by = now, by
    session.flush()
    published = select(col(Placement.id)).where(
        col(Placement.employer_id) == employer_id, col(Placement.status) == "published"
    )
    session.connection().execute(
        update(Week).where(col(Week.placement_id).in_(published)).values(listed=approved)
    )
    if approved:
        openings.note_all(session, employer_id)
    history.note(session, "employer", employer_id, employer.status, now, by=by, was=was)
    notices.drop(session, "employer", employer_id, [Kind.EMPLOYER_WAITS])
    kind = Kind.EMPLOYER_APPROVED if approved else Kind.EMPLOYER_REFUSED
    told = Planned(kind, "employer", employer_id, now, mark=str(int(now.timestamp())))
    notices.tell_employer(session, employer_id, told)
