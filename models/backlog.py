"""How much waits to be delivered, and how late it is: for those who watch over the clockwork."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from models.claiming import due, moments
from models.manners import decent, is_quiet
from models.tables import Notice

# Spread over many people at Telegram's pace, a minute is no delay yet.
LATE_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due now and may be sent now, what of it is late, and by how many seconds the oldest."""

    due: int
    overdue: int
    oldest_seconds: float


def backlog(session: Session, now: datetime) -> Backlog:
    """Counts what could go out at `now`; whatever waits for the morning or for an answer is not due."""
    quiet_before = is_quiet(now - LATE_AFTER)
    late = and_(col(Notice.due_at) <= now - LATE_AFTER, col(Notice.urgent) if quiet_before else true())
    query = select(
        func.count(),
        func.count().filter(late),
        func.min(col(Notice.due_at)).filter(~col(Notice.urgent)),
        func.min(col(Notice.due_at)).filter(col(Notice.urgent)),
    ).where(*due(is_quiet(now)))
    row = session.connection().execute(query, moments(now)).one()
    since = [decent(row[2])] if row[2] else []
    since += [row[3]] if row[3] else []
    return Backlog(row[0], row[1], max([(now - at).total_seconds() for at in since], default=0.0))
