"""A clockwork without Telegram for tests of rules: the clockwork's own claim, facts and bookkeeping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from handlers.screens.notices import Facts, render
from handlers.screens.screen import Screen
from handlers.texts import texts
from models.claiming import claim
from models.notices import Kind
from models.tables import Notice
from scheduler.delivery import LEASE, READERS_AT_ONCE
from scheduler.outcomes import Failed, Sent, write_down
from scheduler.rendering import Known, compose, look_up


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


def deliver(session: Session, now: datetime) -> list[Said]:
    """What the clockwork does at `now`: claims what is due and allowed, says it, and writes that down."""
    said: list[Said] = []
    while claimed := claim(session, now, LEASE, READERS_AT_ONCE):
        known = look_up(session, claimed, now)
        for _, theirs in groupby(known, key=lambda one: one.notice.person_id):
            messages, over = compose(list(theirs))
            assert not any(isinstance(outcome, Failed) for outcome in over)
            write_down(session, [*over, *(Sent(message.notices, 1, now) for message in messages)])
        said += _said(session, [one for one in known if one.facts is not None], now)
    session.flush()
    return said


def _said(session: Session, known: Sequence[Known], now: datetime) -> list[Said]:
    query = select(Notice).where(col(Notice.id).in_([one.notice.id for one in known]))
    rows = {row.id: row for row in session.scalars(query.execution_options(populate_existing=True))}
    return [_as_read(rows[one.notice.id], one, now) for one in known]


def _as_read(row: Notice, known: Known, now: datetime) -> Said:
    assert row.status == "sent"
    kind = Kind(row.kind)
    for language in ("sv", "en"):
        screen = render(texts(language), kind, known.facts, row.detail)
    return Said(
        row.person_id,
        kind,
        row.about_id,
        row.detail,
        row.key,
        now,
        row.urgent,
        row.until,
        known.facts,
        screen,
    )


def waiting(session: Session, kind: Kind | None = None) -> list[Notice]:
    """What lies ahead, in order."""
    query = select(Notice).where(col(Notice.status) == "waiting").order_by(col(Notice.due_at), col(Notice.id))
    if kind is not None:
        query = query.where(col(Notice.kind) == kind.value)
    return list(session.scalars(query.execution_options(populate_existing=True)))
