"""How often something wasn't understood, by day and kind. Never what it was, nor whose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from models.hot import Hot
from models.refusals import Reason, Refused
from models.tables import Coordinator, NotUnderstood
from models.weeks import WEEK, local_day, monday_of, this_monday

WEEKS_SHOWN = 5


class Missed(StrEnum):
    """What wasn't understood."""

    SENTENCE = "sentence"
    ANSWER = "answer"
    NO_SUCH_WEEK = "no_such_week"
    COMMAND = "command"
    NOT_TEXT = "not_text"
    PERSONAL_NUMBER = "personal_number"


@dataclass(frozen=True, slots=True)
class WeekOf:
    """How often each kind was missed in the week of a Monday; kinds that weren't are left out."""

    monday: date
    times: dict[Missed, int]


def _once(insert: Any) -> Hot:
    one_more = col(NotUnderstood.times) + 1
    row = insert.values(day=bindparam("day"), kind=bindparam("kind"), times=bindparam("times"))
    return Hot(row.on_conflict_do_update(index_elements=["day", "kind"], set_={"times": one_more}))


_SQLITE, _POSTGRES = _once(sqlite.insert(NotUnderstood)), _once(postgresql.insert(NotUnderstood))


def note(session: Session, kind: Missed, now: datetime) -> None:
    """One time more today, by Stockholm's calendar."""
    statement = _POSTGRES if session.get_bind().dialect.name == "postgresql" else _SQLITE
    statement.each(session, [{"day": local_day(now), "kind": kind.value, "times": 1}])


def by_week(session: Session, person_id: int, now: datetime) -> list[WeekOf]:
    """The running week and those before, the newest first; `Refused` NOT_COORDINATOR for others."""
    if session.get(Coordinator, person_id) is None:
        raise Refused(Reason.NOT_COORDINATOR)
    query = select(col(NotUnderstood.day), col(NotUnderstood.kind), col(NotUnderstood.times)).where(
        col(NotUnderstood.day) > this_monday(now) - WEEKS_SHOWN * WEEK
    )
    rows = session.connection().execute(query.order_by(col(NotUnderstood.day).desc()))
    return [
        WeekOf(monday, _summed((row[1], row[2]) for row in days))
        for monday, days in groupby(rows, key=lambda row: monday_of(row[0]))
    ]


_KNOWN = {kind.value: kind for kind in Missed}


def _summed(counted: Iterable[tuple[str, int]]) -> dict[Missed, int]:
    summed: dict[Missed, int] = {}
    for kind, times in counted:
        if (known := _KNOWN.get(kind)) is not None:
            summed[known] = summed.get(known, 0) + times
    return dict(sorted(summed.items(), key=lambda item: (-item[1], item[0])))
