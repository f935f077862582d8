"""What is answered around a placement: ticks before it, who came and who didn't, how it went after it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import manners, notices, planning, replies, views
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.tables import Placement
from models.views import ReservationView
from models.weeks import (
    STOCKHOLM,
    at_local,
    first_school_day,
    is_working_day,
    last_school_day,
    local_day,
    next_working_day,
)

TICKS = ("supervisor", "safety", "first_day")
HOW = ("good", "fair", "bad")
AGAIN = ("yes", "ask", "no")
# A wished change leaves a request on what is agreed.
STANDING = ("requested", "confirmed", "completed")
# Before it nobody is woken because of somebody who is ill today; after it the day is over.
MORNING, AFTERNOON = time(5), time(16)


@dataclass(frozen=True, slots=True)
class Following:
    """A reservation as it is agreed, what was answered about it, and today's date in Stockholm."""

    view: ReservationView
    said: Mapping[str, str]
    today: date

    @property
    def begins(self) -> date:
        return first_school_day(self.view.first)

    @property
    def ends(self) -> date:
        return last_school_day(self.view.last)


def following(session: Session, person_id: int, reservation_id: int, now: datetime) -> Following:
    """For its teacher or someone of its employer; a wished change that waits is left out. Raises as
    `views.reservation` does."""
    view = views.reservation(session, person_id, reservation_id)
    if view.status == "requested" and view.agreed is not None:
        seats, first, last = view.agreed
        view = replace(view, seats=seats, first=first, last=last)
    return Following(view, replies.of(session, "reservation", reservation_id), local_day(now))


def _agreed(
    session: Session, person_id: int, reservation_id: int, now: datetime, *, teacher: bool | None = None
) -> Following:
    """One that stands. Raises `Refused` ALREADY_OVER, and NOT_YOURS for the other side's question."""
    found = following(session, person_id, reservation_id, now)
    status = found.view.status
    if status not in STANDING or (status == "requested" and found.view.agreed is None):
        raise Refused(Reason.ALREADY_OVER, status=status)
    if teacher is not None and found.view.mine is not teacher:
        raise Refused(Reason.NOT_YOURS)
    return found


def tick(
    session: Session, person_id: int, reservation_id: int, what: str, done: bool, now: datetime
) -> Following:
    """The employer ticks a line of the checklist, or takes the tick away; either answers the question."""
    if what not in TICKS:
        raise LookupError(what)
    _agreed(session, person_id, reservation_id, now, teacher=False)
    replies.keep(session, "reservation", reservation_id, what, "yes" if done else "no", person_id, now)
    notices.answered(session, "reservation", reservation_id, now, [Kind.REMIND_EMPLOYER])
    return following(session, person_id, reservation_id, now)


def extract_done(session: Session, person_id: int, reservation_id: int, now: datetime) -> Following:
    """The teacher's pupils have applied for their extracts."""
    _agreed(session, person_id, reservation_id, now, teacher=True)
    replies.keep(session, "reservation", reservation_id, "extract", "done", person_id, now)
    notices.drop(session, "reservation", reservation_id, [Kind.EXTRACT])
    return following(session, person_id, reservation_id, now)


def heard(session: Session, person_id: int, reservation_id: int, answer: str, now: datetime) -> Following:
    """Whether the workplace has heard from the pupils ("yes" or "no"); the teacher is told."""
    if answer not in ("yes", "no"):
        raise LookupError(answer)
    found = _agreed(session, person_id, reservation_id, now, teacher=False)
    if found.today > found.begins:
        raise Refused(Reason.TOO_LATE)
    replies.keep(session, "reservation", reservation_id, "heard", answer, person_id, now)
    notices.answered(session, "reservation", reservation_id, now, [Kind.REMIND_EMPLOYER])
    until = at_local(found.begins, time(12))
    told = Planned(
        Kind.HEARD, "reservation", reservation_id, now, until, answer, f"{found.view.first}/{answer}"
    )
    notices.tell(session, [found.view.teacher_id], told)
    return following(session, person_id, reservation_id, now)


def all_here(session: Session, person_id: int, reservation_id: int, now: datetime) -> Following:
    """Everybody came."""
    found = _agreed(session, person_id, reservation_id, now)
    if found.today < found.begins:
        raise Refused(Reason.TOO_EARLY)
    replies.keep(session, "reservation", reservation_id, "here", "all", person_id, now)
    return following(session, person_id, reservation_id, now)


def may_be_away(session: Session, person_id: int, reservation_id: int, now: datetime) -> Following:
    """A reservation of which one can say now that somebody is ill or didn't come.

    Raises `Refused` ALREADY_OVER, and TOO_EARLY until two days before it begins.
    """
    found = _agreed(session, person_id, reservation_id, now)
    if not manners.begins_soon(found.begins, now):
        raise Refused(Reason.TOO_EARLY)
    _day_of_absence(found, now)
    return found


def _day_of_absence(found: Following, now: datetime) -> date:
    """Today, or the next day when today's is over or nobody works; raises ALREADY_OVER after the last one."""
    goes_on = is_working_day(found.today) and now.astimezone(STOCKHOLM).time() < AFTERNOON
    day = max(found.today if goes_on else next_working_day(found.today), found.begins)
    if day > last_school_day(found.view.last):
        raise Refused(Reason.ALREADY_OVER, status="completed")
    return day


def away(session: Session, person_id: int, reservation_id: int, number: int, now: datetime) -> Following:
    """Somebody is ill or didn't come, today or on the next day of the weeks; the other side is told.

    Raises `Refused` SEATS_SENSELESS and what `may_be_away` raises.
    """
    found = may_be_away(session, person_id, reservation_id, now)
    view = found.view
    if not 1 <= number <= view.seats:
        raise Refused(Reason.SEATS_SENSELESS, seats=number, limit=view.seats)
    day = _day_of_absence(found, now)
    side = "teacher" if view.mine else "employer"
    if view.mine:
        people: list[int] = list(notices.members(session, _employer(session, view.placement_id)))
    else:
        people = [view.teacher_id]
    told = Planned(
        Kind.ABSENT,
        "reservation",
        reservation_id,
        now,
        at_local(day, time(19)),
        f"{side}/{day}/{number}",
        f"{side}/{day}/{number}",
        urgent=day == found.today and now.astimezone(STOCKHOLM).time() >= MORNING,
    )
    notices.tell(session, people, told)
    return following(session, person_id, reservation_id, now)


def _employer(session: Session, placement_id: int) -> int:
    query = select(col(Placement.employer_id)).where(col(Placement.id) == placement_id)
    return int(session.connection().execute(query).scalar_one())


def how(session: Session, person_id: int, reservation_id: int, answer: str, now: datetime) -> Following:
    """How it went, asked of both sides when it is over. "bad" is told to the coordinator, who may call."""
    if answer not in HOW:
        raise LookupError(answer)
    found = _agreed(session, person_id, reservation_id, now)
    if found.today < found.begins:
        raise Refused(Reason.TOO_EARLY)
    side = "teacher" if found.view.mine else "employer"
    replies.keep(session, "reservation", reservation_id, f"how_{side}", answer, person_id, now)
    if side == "employer":
        notices.answered(session, "reservation", reservation_id, now, [Kind.AFTER_EMPLOYER])
    if answer == "bad":
        told = Planned(Kind.WENT_BADLY, "reservation", reservation_id, now, detail=side, mark=side)
        planning.tell_coordinators(session, found.view.municipality, told, but=person_id)
    return following(session, person_id, reservation_id, now)


def again(session: Session, person_id: int, reservation_id: int, answer: str, now: datetime) -> Following:
    """Whether the employer takes pupils again: "yes", "ask" (next term) or "no"."""
    if answer not in AGAIN:
        raise LookupError(answer)
    found = _agreed(session, person_id, reservation_id, now, teacher=False)
    employer_id = _employer(session, found.view.placement_id)
    replies.keep(session, "employer", employer_id, "again", answer, person_id, now)
    return following(session, person_id, reservation_id, now)
