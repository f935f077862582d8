"""Who changed what about a placement that others may have seen, and when. What it said is not kept twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import history
from models.tables import Change, Person, Placement

_EDITED = "edited "


@dataclass(frozen=True, slots=True)
class Edit:
    """`fact` is the name of the placement's column, or "weeks"."""

    fact: str
    at: datetime
    who: str


def note(session: Session, placement: Placement, facts: Iterable[str], now: datetime, by: int) -> None:
    """Notes the facts that a person changed, unless it is a draft, which nobody else has seen."""
    if placement.status == "draft":
        return
    rows = [history.change("placement", placement.id, _EDITED + fact, now, by=by) for fact in facts]
    history.note_all(session, rows)


_AT = func.max(col(Change.at))
_LATEST: Any = (
    select(col(Change.became), _AT, col(Person.name))
    .join(Person, col(Person.id) == col(Change.person_id))
    .where(
        col(Change.about) == "placement",
        col(Change.about_id) == bindparam("placement"),
        col(Change.became).startswith(_EDITED),
        col(Change.at) >= bindparam("since"),
    )
    .group_by(col(Change.became), col(Person.id), col(Person.name))
    .order_by(_AT.desc(), func.max(col(Change.id)).desc())
    .limit(bindparam("most"))
)


def latest(session: Session, placement_id: int, since: datetime, most: int) -> tuple[Edit, ...]:
    """When each fact was last changed by whom, from `since` on, the newest first; one query."""
    values = {"placement": placement_id, "since": since, "most": most}
    rows = session.connection().execute(_LATEST, values)
    return tuple(Edit(became.removeprefix(_EDITED), at, who) for became, at, who in rows)
