"""A clockwork in one line for tests of rules: what is due now, what it would say, and that it was said."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from handlers.screens.notices import Facts, render
from handlers.screens.screen import Screen
from handlers.texts import texts
from models.manners import is_quiet
from models.notices import Claimed, Kind
from models.tables import Notice, Person
from scheduler.timetable import facts


@dataclass(frozen=True, slots=True)
class Said:
    """One notice as its reader gets it."""

    person_id: int
    kind: Kind
    about_id: int
    detail: str | None
    key: str
    at: datetime
    urgent: bool
    until: datetime | None
    facts: Facts
    screen: Screen


def claimed(notice: Notice, person: Person) -> Claimed:
    known = {**notice.model_dump(), "kind": Kind(notice.kind), "chat_id": person.chat_id}
    known["language"] = person.language
    values: dict[str, Any] = {field.name: known[field.name] for field in fields(Claimed)}
    return Claimed(**values)


def deliver(session: Session, now: datetime) -> list[Said]:
    """Says all that is due and allowed at `now`, and drops what holds no longer, oldest first."""
    query = (
        select(Notice, Person)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(col(Notice.status) == "waiting", col(Notice.due_at) <= now)
        .order_by(col(Notice.due_at), col(Notice.id))
        .execution_options(populate_existing=True)
    )
    said = []
    for notice, person in session.execute(query).all():
        if is_quiet(now) and not notice.urgent:
            continue
        known = facts(session, claimed(notice, person), now)
        outcome = "dropped" if known is None else "sent"
        session.execute(update(Notice).where(col(Notice.id) == notice.id).values(status=outcome, sent_at=now))
        if known is not None:
            kind = Kind(notice.kind)
            for language in ("sv", "en"):
                screen = render(texts(language), kind, known, notice.detail)
            said.append(
                Said(
                    person.id,
                    kind,
                    notice.about_id,
                    notice.detail,
                    notice.key,
                    now,
                    notice.urgent,
                    notice.until,
                    known,
                    screen,
                )
            )
    session.flush()
    return said


def waiting(session: Session, kind: Kind | None = None) -> list[Notice]:
    """What lies ahead, in order."""
    query = select(Notice).where(col(Notice.status) == "waiting").order_by(col(Notice.due_at), col(Notice.id))
    if kind is not None:
        query = query.where(col(Notice.kind) == kind.value)
    return list(session.scalars(query.execution_options(populate_existing=True)))
