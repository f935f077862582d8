"""Offered weeks that nobody has booked: said honestly, and kept or taken away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import placements, views
from models.refusals import Reason, Refused
from models.views import OwnPlacement
from models.weeks import ranges


@dataclass(frozen=True, slots=True)
class EmptyWeeks:
    """A run of offered weeks, and whether it is true that nobody comes in any of them."""

    own: OwnPlacement
    mondays: tuple[date, ...]
    empty: bool


def run(session: Session, person_id: int, placement_id: int, first: date) -> EmptyWeeks:
    """The weeks in a row that begin with `first`. `Refused` GONE, NOT_YOURS or WEEK_NOT_OFFERED."""
    own = views.own_placement(session, person_id, placement_id)
    weeks = {week.monday: week for week in own.placement.weeks}
    found = next((span for span in ranges(weeks) if span[0] == first), None)
    if found is None:
        raise Refused(Reason.WEEK_NOT_OFFERED, monday=first)
    mondays = tuple(monday for monday in sorted(weeks) if found[0] <= monday <= found[1])
    listed = own.placement.status == "published" and own.placement.employer_status == "approved"
    return EmptyWeeks(own, mondays, listed and not any(weeks[monday].taken for monday in mondays))


def take_away(
    session: Session, person_id: int, placement_id: int, first: date, now: datetime
) -> tuple[OwnPlacement, list[date]]:
    """Offers the run's free weeks no longer; gives the placement and the weeks that went."""
    found = run(session, person_id, placement_id, first)
    gone = placements.drop_weeks(session, person_id, placement_id, found.mondays, now)
    session.flush()
    return views.own_placement(session, person_id, placement_id), gone
