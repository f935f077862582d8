"""Who changed what, and when. Every change of state leaves a row."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.tables import Change


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
    session.connection().execute(
        insert(Change),
        {"at": now, "person_id": by, "about": about, "about_id": about_id, "was": was, "became": became},
    )
