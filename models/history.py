"""Who changed what, and when. Every change of state leaves a row."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

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
    row = {"at": now, "person_id": by, "about": about, "about_id": about_id, "was": was, "became": became}
    _NOTE.each(session, [row])
