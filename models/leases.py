"""Leases: what one process holds for a while, so that the others know.

A lease stands in the database with its end. A process that dies lets it run out, and another takes it. The
times are those of the machines' clocks, never of one that is moved.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from models.hot import Hot
from models.tables import Lease

# No lease is longer. One that ends later was written before the clock went back.
LONGEST = timedelta(minutes=5)

# Every holder does this every second.
_RENEW = Hot(
    update(Lease)
    .where(col(Lease.name) == bindparam("lease"), col(Lease.holder) == bindparam("keeper"))
    .values(until=bindparam("ends"), amount=bindparam("share"))
    .returning(col(Lease.name))
)


def take(
    session: Session, name: str, holder: str, now: datetime, lasting: timedelta, amount: int = 0
) -> bool:
    """Takes or renews the lease `name` for `holder`; False while another one holds it."""
    renewal = {"lease": name, "keeper": holder, "ends": now + lasting, "share": amount}
    if _RENEW.rows(session, renewal):
        return True
    dialect = session.get_bind().dialect.name
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(Lease)
    free = or_(col(Lease.holder) == holder, col(Lease.until) <= now, col(Lease.until) > now + LONGEST)
    statement = insert.on_conflict_do_update(
        index_elements=["name"],
        set_={name: insert.excluded[name] for name in ("holder", "until", "amount")},
        where=free,
    ).returning(col(Lease.name))
    values = {"name": name, "holder": holder, "until": now + lasting, "amount": amount}
    return session.connection().execute(statement, values).first() is not None


def release(session: Session, name: str, holder: str) -> None:
    """Gives a lease back, if it is still this holder's."""
    session.connection().execute(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))


def held(session: Session, prefix: str, now: datetime) -> int:
    """The sum of what is held at `now` under names that begin so."""
    query = select(func.coalesce(func.sum(col(Lease.amount)), 0)).where(_running(prefix, now))
    return int(session.connection().execute(query).scalar_one())


def longest(session: Session, prefix: str, now: datetime) -> timedelta:
    """How long from `now` on something is held under names that begin so; nothing if none is."""
    query = select(col(Lease.until)).where(_running(prefix, now)).order_by(col(Lease.until).desc()).limit(1)
    until = session.connection().execute(query).scalar()
    return until - now if until is not None else timedelta()


def _running(prefix: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Lease.name).startswith(prefix, autoescape=True),
        col(Lease.until) > now,
        col(Lease.until) <= now + LONGEST,
    )


def forget_over(session: Session, prefix: str, now: datetime) -> None:
    """Removes what ran out long ago under names that begin so."""
    session.connection().execute(
        delete(Lease).where(
            col(Lease.name).startswith(prefix, autoescape=True), col(Lease.until) <= now - LONGEST
        )
    )
