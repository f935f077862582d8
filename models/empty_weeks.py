"""Offered weeks that nobody has booked: said honestly, and kept or taken away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import placements, views
from models.notices import Kind
from models.refusals import Reason, Refused
from models.tables import Notice
from models.views import OwnPlacement
from models.weeks import mondays_between, ranges


@dataclass(frozen=True, slots=True)
class EmptyWeeks:
    """The weeks of a run that nobody comes in, from a certain one on, and those of it that are booked.

    `empty` tells whether nobody comes in that certain week.
    """

    own: OwnPlacement
    mondays: tuple[date, ...]
    booked: tuple[date, ...]
    empty: bool


def run(session: Session, person_id: int, placement_id: int, first: date) -> EmptyWeeks:
    """What is empty from `first` on of the weeks offered in a row. `Refused` GONE, NOT_YOURS or
    WEEK_NOT_OFFERED."""
    return _run(session, person_id, placement_id, first)[0]


def news(session: Session, person_id: int, placement_id: int, first: date) -> EmptyWeeks | None:
    """What to say three weeks before `first`, which is nothing if somebody comes then, or where the person
    has heard of an earlier week of the same run. Raises what `run` raises."""
    found, began = _run(session, person_id, placement_id, first)
    if not found.empty:
        return None
    told = select(col(Notice.id)).where(
        col(Notice.about) == "placement",
        col(Notice.about_id) == placement_id,
        col(Notice.person_id) == person_id,
        col(Notice.kind) == Kind.NOBODY_COMES.value,
        col(Notice.status) == "sent",
        col(Notice.detail) >= str(began),
        col(Notice.detail) < str(first),
    )
    return found if session.connection().execute(told.limit(1)).first() is None else None


def _run(session: Session, person_id: int, placement_id: int, first: date) -> tuple[EmptyWeeks, date]:
    own = views.own_placement(session, person_id, placement_id)
    weeks = {week.monday: week for week in own.placement.weeks}
    if first not in weeks:
        raise Refused(Reason.WEEK_NOT_OFFERED, monday=first)
    began, ended = next(span for span in ranges(weeks) if span[0] <= first <= span[1])
    mondays = mondays_between(began, ended)
    free = tuple(monday for monday in mondays if monday >= first and not weeks[monday].taken)
    booked = tuple(monday for monday in mondays if weeks[monday].taken)
    listed = own.placement.status == "published" and own.placement.employer_status == "approved"
    return EmptyWeeks(own, free, booked, listed and first in free), began


def take_away(
    session: Session, person_id: int, placement_id: int, first: date, now: datetime
) -> tuple[OwnPlacement, list[date]]:
    """Offers the run's free weeks from `first` on no longer; gives the placement and the weeks that went."""
    found = run(session, person_id, placement_id, first)
    gone = placements.drop_weeks(session, person_id, placement_id, found.mondays, now)
    session.flush()
    return views.own_placement(session, person_id, placement_id), gone
