"""Who changed what, and when. Every change of state leaves a row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.hot import Hot
from models.tables import Change

_NOTE = Hot(insert(Change))


def note(
    session: Session,
    about: str,
    about_id: int,
    became: str,
    now: datetime,
    *,
    by: int | None,
    was: str | None = None,
) -> None:
    """Notes a change; `by` is a person's id, or None when the clock did it."""
    note_all(session, [change(about, about_id, became, now, by=by, was=was)])


def change(
    about: str, about_id: int, became: str, now: datetime, *, by: int | None, was: str | None = None
) -> dict[str, object]:
    """A row for `note_all`."""
    return {"at": now, "person_id": by, "about": about, "about_id": about_id, "was": was, "became": became}


def note_all(session: Session, changes: Sequence[dict[str, object]]) -> None:
    """`note` for several changes at once."""
    _NOTE.take_in(session, changes)


def latest(session: Session, person_id: int, since: datetime) -> tuple[str, int, str] | None:
    """What the person changed last, at `since` or later: about which row, and what it became."""
    query = (
        select(col(Change.about), col(Change.about_id), col(Change.became))
        .where(col(Change.person_id) == person_id, col(Change.at) >= since)
        .order_by(col(Change.id).desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1], row[2])
