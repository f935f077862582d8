"""Once a term: what an employer offered in the same term a year before, to offer again, change or leave."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import copying, employers, notices, placements, replies, views
from models.notices import Kind
from models.refusals import Reason, Refused
from models.reservations import HOLDING
from models.seats import held
from models.tables import Placement, Reservation, School, Week
from models.views import PlacementView
from models.weeks import Term, same_week_in

MOST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was offered, the weeks of the coming term in which schools nearby use to come, and whether the
    question still makes sense."""

    employer_id: int
    name: str | None
    municipality: str | None
    term: Term
    offers: tuple[PlacementView, ...]
    schools_weeks: tuple[date, ...]
    open: bool


def earlier(session: Session, person_id: int, employer_id: int, term: Term) -> Earlier:
    """For someone who speaks for the employer; else `Refused` NOT_YOURS or GONE."""
    employer = employers.mine(session, person_id, employer_id)
    before = Term(term.year - 1, term.season)
    mondays = before.mondays()
    offers = views.placements(session, _offered(session, employer_id, before), mondays[0], mondays[-1])
    said = replies.of(session, "employer", employer_id)
    asked = bool(offers) and employer.status == "approved" and said.get("again") != "no"
    still = asked and _question(term) not in said and not _offered(session, employer_id, term)
    weeks = _schools_weeks(session, employer.municipality, before, term) if still else ()
    return Earlier(employer_id, employer.name, employer.municipality, term, tuple(offers), weeks, still)


def _question(term: Term) -> str:
    return f"term {term.code}"


def _offered(session: Session, employer_id: int, term: Term) -> list[int]:
    """The placements with weeks in the term that the employer hasn't taken back."""
    mondays = term.mondays()
    query = (
        select(col(Placement.id))
        .join(Week, col(Week.placement_id) == col(Placement.id))
        .where(
            col(Placement.employer_id) == employer_id,
            col(Placement.status).in_(("published", "paused")),
            col(Week.monday).between(mondays[0], mondays[-1]),
        )
        .distinct()
        .order_by(col(Placement.id))
    )
    return list(session.connection().execute(query).scalars())


def _schools_weeks(session: Session, municipality: str | None, before: Term, term: Term) -> tuple[date, ...]:
    """The weeks, a year later, in which the municipality's schools had most pupils out in that term."""
    mondays = before.mondays()
    query = (
        select(col(Reservation.seats), col(Reservation.first), col(Reservation.last))
        .join(School, col(School.id) == col(Reservation.school_id))
        .where(
            col(School.municipality) == municipality,
            col(Reservation.status).in_(HOLDING),
            col(Reservation.last) >= mondays[0],
            col(Reservation.first) <= mondays[-1],
        )
    )
    pupils: Counter[date] = Counter()
    for seats, first, last in session.connection().execute(query):
        pupils.update(held(seats, first, last))
    most = [monday for monday, _ in pupils.most_common(MOST_WEEKS) if monday in mondays]
    return tuple(sorted({week for monday in most if (week := same_week_in(monday, term)) is not None}))


def _answer(
    session: Session, person_id: int, employer_id: int, term: Term, answer: str, now: datetime
) -> Earlier:
    """The first answer counts. Raises `Refused` ALREADY_ANSWERED for another one, ALREADY_OVER when the
    employer offers that term already."""
    found = earlier(session, person_id, employer_id, term)
    if not replies.first(session, "employer", employer_id, _question(term), answer, person_id, now):
        raise Refused(Reason.ALREADY_DECIDED, status="answered")
    if not found.open:
        raise Refused(Reason.ALREADY_OVER, status="published" if found.offers else None)
    notices.answered(session, "employer", employer_id, now, [Kind.OFFER_AGAIN])
    notices.drop(session, "employer", employer_id, [Kind.OFFER_AGAIN])
    return found


def same(
    session: Session, person_id: int, employer_id: int, term: Term, now: datetime, *, publish: bool
) -> list[int]:
    """Copies what was offered into the term, and publishes it or leaves drafts to change; their ids."""
    found = _answer(session, person_id, employer_id, term, "same" if publish else "change", now)
    copied = []
    for offer in found.offers:
        mondays = [week.monday for week in offer.weeks]
        new = copying.copy_weeks(session, person_id, offer.id, mondays, term, now)
        if publish:
            placements.publish(session, person_id, new, now)
        copied.append(new)
    session.flush()
    return copied


def not_this_year(session: Session, person_id: int, employer_id: int, term: Term, now: datetime) -> None:
    """The employer offers nothing that term and isn't asked about it again."""
    _answer(session, person_id, employer_id, term, "no", now)
