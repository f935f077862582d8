"""Offering the same again: a placement as a new draft, in the weeks of the same numbers of another term."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import drafts, history, listing, placements
from models.refusals import Reason, Refused
from models.tables import Placement, Week
from models.weeks import Term, same_week_in, this_monday


def copy(session: Session, person_id: int, placement_id: int, term: Term, now: datetime) -> int:
    """A new draft like this one, for another term, with the weeks of the same numbers.

    Raises what `copy_weeks` raises, and `Refused` DRAFT_WAITS (`placement_id`) when the person has an
    unfinished draft already.
    """
    source = placements.mine(session, person_id, placement_id)
    waiting = drafts.unfinished(session, person_id)
    if waiting is not None and source.status != "draft":
        raise Refused(Reason.DRAFT_WAITS, placement_id=waiting)
    offered = session.scalars(select(col(Week.monday)).where(col(Week.placement_id) == placement_id)).all()
    return copy_weeks(session, person_id, placement_id, offered, term, now)


def copy_weeks(
    session: Session, person_id: int, placement_id: int, mondays: Iterable[date], term: Term, now: datetime
) -> int:
    """A new draft like this one, in the weeks of a later term that have the numbers of `mondays`.

    From spring to autumn no week carries over. Raises `Refused` GONE for a draft, which has no copies.
    """
    source = placements.mine(session, person_id, placement_id)
    if source.status == "draft":
        raise Refused(Reason.GONE)
    kept = source.model_dump(
        exclude={"id", "status", "created_by", "created_at", "published_at", "copied_from"}
    )
    new = Placement(**kept, status="draft", created_by=person_id, created_at=now, copied_from=source.id)
    session.add(new)
    session.flush()
    offered = session.execute(
        select(col(Week.monday), col(Week.seats)).where(
            col(Week.placement_id) == placement_id, col(Week.monday).in_(list(mondays))
        )
    ).all()
    ahead = {
        week: seats
        for monday, seats in offered
        if (week := same_week_in(monday, term)) is not None and week >= this_monday(now)
    }
    placements.add_weeks(session, new, sorted(ahead))
    for monday, seats in ahead.items():
        session.connection().execute(
            update(Week)
            .where(col(Week.placement_id) == new.id, col(Week.monday) == monday)
            .values(seats=seats)
        )
    listing.index(session, new)
    history.note(session, "placement", new.id, "draft", now, by=person_id)
    return new.id
