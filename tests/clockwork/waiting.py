"""Notices that wait, for tests of the clockwork: written straight into the tables, many at once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables import Notice, Person

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def people_with_notices(
    session: Session,
    people: int,
    each: int,
    due_at: datetime,
    *,
    first: int = 1,
    urgent: bool = True,
    seconds_apart: float = 0,
) -> None:
    """`people` people with `each` notices, of which the first are due at `due_at`."""
    connection = session.connection()
    numbers = range(first, first + people)
    connection.execute(
        insert(Person),
        [{"id": n, "chat_id": n, "name": f"P{n}", "language": "sv", "created_at": EPOCH} for n in numbers],
    )
    rows = [
        {
            "key": f"test:{n}:{i}",
            "person_id": n,
            "kind": "confirmed",
            "about": "reservation",
            "about_id": 1,
            "due_at": due_at + timedelta(seconds=seconds_apart * i),
            "status": "waiting",
            "attempts": 0,
            "urgent": urgent,
            "question": False,
        }
        for i in range(each)
        for n in numbers
    ]
    for start in range(0, len(rows), 10_000):
        connection.execute(insert(Notice), rows[start : start + 10_000])


def left(session: Session) -> bool:
    """Whether any still wait."""
    query = select(col(Notice.id)).where(col(Notice.status) == "waiting").limit(1)
    return session.execute(query).first() is not None


def by_status(session: Session) -> dict[str, int]:
    query = select(col(Notice.status), func.count()).group_by(col(Notice.status))
    return {row[0]: row[1] for row in session.execute(query)}


def in_order(session: Session) -> dict[int, list[int]]:
    """The notices of each chat in the order in which they became due."""
    query = (
        select(col(Person.chat_id), col(Notice.id))
        .join(Notice, col(Notice.person_id) == col(Person.id))
        .order_by(col(Person.chat_id), col(Notice.due_at), col(Notice.id))
    )
    found: dict[int, list[int]] = {}
    for chat_id, id_ in session.execute(query):
        found.setdefault(chat_id, []).append(id_)
    return found
