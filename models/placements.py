"""Placements: what employers offer. A draft is a placement that is not finished, so nothing typed is lost."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import drafts, edits, employers, history, listing, planning, reservations
from models.forms import AUDIENCES, Audience
from models.refusals import Reason, Refused
from models.seats import MAX_SEATS
from models.tables import Employer, Member, Placement, Reservation, Week, Word
from models.texts import clean
from models.weeks import this_monday

TEXT_LIMITS = {
    "what": 500,
    "address": 120,
    "hours": 200,
    "clothes": 200,
    "lunch": 200,
    "allergies": 200,
    "other": 500,
    "contact_name": 120,
    "contact_phone": 40,
}
MAX_OFFERED_WEEKS = 80
AGES = range(13, 31)


def draft(session: Session, person_id: int, employer_id: int, now: datetime, *, another: bool = False) -> int:
    """The person's unfinished placement, or a new one with the employer's municipality and contact.

    With `another`, a new one in any case; an unfinished one waits among the person's own places.
    """
    employer = employers.mine(session, person_id, employer_id)
    known = None if another else drafts.unfinished(session, person_id)
    if known is not None:
        _complete(session, known, employer)
        return known
    placement = Placement(
        employer_id=employer_id,
        municipality=employer.municipality,
        contact_name=employer.contact_name,
        contact_phone=employer.contact_phone,
        created_by=person_id,
        created_at=now,
    )
    session.add(placement)
    session.flush()
    history.note(session, "placement", placement.id, "draft", now, by=person_id)
    return placement.id


def _complete(session: Session, placement_id: int, employer: Employer) -> None:
    """A draft that was begun before its employer was introduced learns where that is, and whom to call."""
    draft_ = session.get(Placement, placement_id)
    assert draft_ is not None
    if draft_.employer_id == employer.id and draft_.municipality is None:
        draft_.municipality = employer.municipality
    if draft_.employer_id == employer.id and draft_.contact_name is None:
        draft_.contact_name, draft_.contact_phone = employer.contact_name, employer.contact_phone
    session.flush()
    listing.mirror(session, draft_)


def throw_away(session: Session, person_id: int, placement_id: int) -> None:
    """Deletes what a draft holds; anything that was ever published stays.

    The empty row remains: SQLite would give its number to the next draft, and old buttons would throw that
    one away.
    """
    placement = mine(session, person_id, placement_id)
    if placement.status != "draft":
        raise Refused(Reason.ALREADY_OVER, status=placement.status)
    connection = session.connection()
    for table in (Week, Word):
        connection.execute(delete(table).where(col(table.placement_id) == placement_id))
    for fact in (*TEXT_LIMITS, "field", "municipality"):
        setattr(placement, fact, None)
    placement.status = "withdrawn"


def write(
    session: Session,
    person_id: int,
    placement_id: int,
    question: str,
    text: str | None,
    now: datetime,
) -> None:
    """Sets one of the free texts in `TEXT_LIMITS`; None clears it, except for what is done.

    Raises `KeyError` for any other question.
    """
    # Looked up before anything is set: the question may come from a forged button.
    limit = TEXT_LIMITS[question]
    placement = mine(session, person_id, placement_id)
    if text is None and question == "what":
        raise Refused(Reason.TEXT_EMPTY)
    kept = None if text is None else clean(text, limit)
    kept = kept[:1].upper() + kept[1:] if kept and question == "what" else kept
    _set(session, placement, {question: kept}, now, person_id)
    listing.index(session, placement)


def choose(session: Session, person_id: int, placement_id: int, now: datetime, **facts: Any) -> None:
    """Sets facts that were tapped: `field`, `municipality`, `direct`, `min_age`."""
    allowed = {"field", "municipality", "direct", "min_age"}
    if not facts.keys() <= allowed:
        raise ValueError(f"can't choose {facts.keys() - allowed}")
    placement = mine(session, person_id, placement_id)
    if facts.get("min_age") is not None and facts["min_age"] not in AGES:
        raise Refused(Reason.GONE)
    _set(session, placement, facts, now, person_id)
    listing.mirror(session, placement)
    if "field" in facts or "municipality" in facts:
        listing.index(session, placement)


def need_extract(session: Session, person_id: int, placement_id: int, needed: bool, now: datetime) -> None:
    """Whether pupils must show an extract from the register; schools that have booked hear of it in time."""
    _set(session, mine(session, person_id, placement_id), {"register_extract": needed}, now, person_id)
    planning.plan_bookings(session, placement_id, now)


def take_audience(
    session: Session, person_id: int, placement_id: int, audience: Audience, now: datetime
) -> None:
    """Turns one form or grade on or off. Raises `Refused` GONE for what is not one of them."""
    if audience not in AUDIENCES:
        raise Refused(Reason.GONE)
    placement = mine(session, person_id, placement_id)
    takes = placement.takes ^ int(audience)
    if placement.status != "draft" and not takes:
        raise Refused(Reason.NOT_FINISHED, missing="takes")
    _set(session, placement, {"takes": takes}, now, person_id)
    listing.mirror(session, placement)


def offer_week(session: Session, person_id: int, placement_id: int, monday: date, now: datetime) -> None:
    """Turns one week on or off. Raises `Refused` WEEK_OVER, and WEEK_TAKEN when somebody comes that week."""
    placement = mine(session, person_id, placement_id)
    if monday < this_monday(now):
        raise Refused(Reason.WEEK_OVER, monday=monday)
    gone = session.connection().execute(
        delete(Week).where(
            col(Week.placement_id) == placement_id, col(Week.monday) == monday, col(Week.taken) == 0
        )
    )
    if not gone.rowcount:
        if session.get(Week, (placement_id, monday)) is not None:
            raise Refused(Reason.WEEK_TAKEN, monday=monday)
        add_weeks(session, placement, [monday])
    edits.note(session, placement, ["weeks"], now, person_id)
    _plan(session, placement, now)


def offer_weeks(
    session: Session, person_id: int, placement_id: int, mondays: Iterable[date], now: datetime
) -> None:
    """Adds weeks, all or none. Raises `Refused` WEEK_OVER."""
    placement = mine(session, person_id, placement_id)
    wanted = sorted(set(mondays))
    if wanted and wanted[0] < this_monday(now):
        raise Refused(Reason.WEEK_OVER, monday=wanted[0])
    offered = session.scalars(select(col(Week.monday)).where(col(Week.placement_id) == placement_id)).all()
    new = [monday for monday in wanted if monday not in set(offered)]
    add_weeks(session, placement, new)
    edits.note(session, placement, ["weeks"] if new else [], now, person_id)
    _plan(session, placement, now)


def drop_weeks(
    session: Session, person_id: int, placement_id: int, mondays: Iterable[date], now: datetime
) -> list[date]:
    """Offers these weeks no longer, except those in which somebody comes; gives those that went."""
    placement = mine(session, person_id, placement_id)
    gone = session.connection().execute(
        delete(Week)
        .where(
            col(Week.placement_id) == placement_id, col(Week.monday).in_(list(mondays)), col(Week.taken) == 0
        )
        .returning(col(Week.monday))
    )
    dropped = sorted(gone.scalars())
    edits.note(session, placement, ["weeks"] if dropped else [], now, person_id)
    _plan(session, placement, now)
    return dropped


def set_seats(
    session: Session,
    person_id: int,
    placement_id: int,
    wanted: int,
    monday: date | None,
    now: datetime,
) -> None:
    """Sets the seats of every week, or of one.

    Raises `Refused` SEATS_SENSELESS, WEEK_NOT_OFFERED, and SEATS_TAKEN (`monday`, `taken`) when more have
    been promised already. Weeks that are over at `now` stay as they were and hinder nothing.
    """
    placement = mine(session, person_id, placement_id)
    if not 1 <= wanted <= MAX_SEATS:
        raise Refused(Reason.SEATS_SENSELESS, seats=wanted, limit=MAX_SEATS)
    weeks = col(Week.placement_id) == placement_id
    if monday is not None:
        weeks &= col(Week.monday) == monday
    else:
        placement.seats = wanted
        session.flush()
    weeks &= col(Week.monday) >= this_monday(now)
    connection = session.connection()
    # All are locked before one is judged: a reservation between the two would keep its week from changing.
    locked = connection.execute(
        select(col(Week.monday), col(Week.taken), col(Week.seats))
        .where(weeks)
        .order_by(col(Week.monday))
        .with_for_update()
    ).all()
    if monday is not None and not locked:
        raise Refused(Reason.WEEK_NOT_OFFERED, monday=monday)
    fullest = next((week for week in locked if week.taken > wanted), None)
    if fullest is not None:
        raise Refused(Reason.SEATS_TAKEN, monday=fullest.monday, taken=fullest.taken)
    connection.execute(update(Week).where(weeks).values(seats=wanted))
    changed = any(week.seats != wanted for week in locked)
    edits.note(session, placement, ["seats"] if changed else [], now, person_id)
    listing.may_be_news(session, placement)


def publish(session: Session, person_id: int, placement_id: int, now: datetime) -> str:
    """Shows the placement to schools, or to the coordinator first; answers with the employer's status.

    Raises `Refused` NOT_FINISHED (`missing`) or ALREADY_OVER for what was withdrawn.
    """
    placement = mine(session, person_id, placement_id)
    if placement.status == "withdrawn":
        raise Refused(Reason.ALREADY_OVER, status=placement.status)
    lacking = drafts.missing(session, placement)
    if lacking:
        raise Refused(Reason.NOT_FINISHED, missing=lacking[0])
    employer = session.get(Employer, placement.employer_id)
    assert employer is not None
    employers.ask_approval(session, employer, now, by=person_id)
    placement.published_at = placement.published_at or now
    _become(session, placement, "published", now, by=person_id, listed=employer.status == "approved")
    return employer.status


def pause(session: Session, person_id: int, placement_id: int, now: datetime) -> None:
    """Hides the placement from searches; reservations stay as they are."""
    placement = mine(session, person_id, placement_id)
    if placement.status != "published":
        raise Refused(Reason.ALREADY_OVER, status=placement.status)
    _become(session, placement, "paused", now, by=person_id, listed=False)


def withdraw(session: Session, person_id: int, placement_id: int, reason: str | None, now: datetime) -> int:
    """Takes the placement back for good, with its live reservations; says how many schools were told."""
    placement = mine(session, person_id, placement_id)
    if placement.status not in ("published", "paused"):
        raise Refused(Reason.ALREADY_OVER, status=placement.status)
    # First no more reservations can come in, then those that did are withdrawn.
    _become(session, placement, "withdrawn", now, by=person_id, listed=False)
    live = session.scalars(
        select(col(Reservation.id))
        .where(col(Reservation.placement_id) == placement_id, col(Reservation.status).in_(reservations.LIVE))
        .order_by(col(Reservation.id))
        # A cancellation under way is waited for, so that it isn't withdrawn once more.
        .with_for_update()
    ).all()
    for reservation_id in live:
        reservations.withdraw(session, person_id, reservation_id, reason, now)
    return len(live)


def mine(session: Session, person_id: int, placement_id: int) -> Placement:
    """The placement's row, locked, for its employer's people; else `Refused` GONE or NOT_YOURS."""
    # The weaker lock lets reservations that are under way refer to the row.
    placement = session.get(Placement, placement_id, with_for_update={"key_share": True})
    if placement is None or (placement.status == "withdrawn" and placement.what is None):
        raise Refused(Reason.GONE)
    if session.get(Member, (placement.employer_id, person_id)) is None:
        raise Refused(Reason.NOT_YOURS)
    return placement


def _set(session: Session, placement: Placement, facts: dict[str, Any], now: datetime, by: int) -> None:
    """Sets the facts, and notes those that are others than before."""
    changed = [fact for fact, value in facts.items() if getattr(placement, fact) != value]
    for fact in changed:
        setattr(placement, fact, facts[fact])
    session.flush()
    edits.note(session, placement, changed, now, by)


def _become(
    session: Session, placement: Placement, status: str, now: datetime, *, by: int, listed: bool
) -> None:
    history.note(session, "placement", placement.id, status, now, by=by, was=placement.status)
    placement.status = status
    session.flush()
    listing.show(session, placement, listed)
    planning.plan_placement(session, placement.id, now)


def _plan(session: Session, placement: Placement, now: datetime) -> None:
    """Other weeks need other things said; of a draft nothing is said."""
    if placement.status == "published":
        planning.plan_placement(session, placement.id, now)


def add_weeks(session: Session, placement: Placement, mondays: list[date]) -> None:
    """Offers weeks that aren't offered yet. Raises `Refused` TOO_MANY_WEEKS."""
    offered = session.scalar(select(func.count()).where(col(Week.placement_id) == placement.id)) or 0
    if offered + len(mondays) > MAX_OFFERED_WEEKS:
        raise Refused(Reason.TOO_MANY_WEEKS, limit=MAX_OFFERED_WEEKS)
    if not mondays:
        return
    if any(day.weekday() for day in mondays):
        raise Refused(Reason.GONE)
    employer = session.get(Employer, placement.employer_id)
    listed = placement.status == "published" and employer is not None and employer.status == "approved"
    rows = [
        {
            "placement_id": placement.id,
            "monday": monday,
            "seats": placement.seats or 1,
            "taken": 0,
            "listed": listed,
            "municipality": placement.municipality,
            "field": placement.field,
            "takes": placement.takes,
        }
        for monday in mondays
    ]
    session.connection().execute(insert(Week), rows)
    listing.may_be_news(session, placement)
