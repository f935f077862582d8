"""The doors to the data: `await store.read(rule, …)` and `await store.write(rule, …)`.

For what is short there are `glance` and `jot` in their place.

A rule is a plain function that takes a `Session` first and returns plain values. One call is one
transaction. Only this package knows drivers.
"""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.refusals import Reason, Refused

P = ParamSpec("P")
T = TypeVar("T")
Rule = Callable[Concatenate[Session, P], T]


class Store(Protocol):
    """What conversations and the clockwork hold in their hands."""

    async def read(self, rule: Rule[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `rule` on committed data. Raises what the rule raises, or `StoreUnavailable`."""
        ...

    async def glance(self, rule: Rule[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`, for a rule of one statement that finds rows by keys: each update begins with it."""
        ...

    async def write(self, rule: Rule[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `rule` in a transaction of its own and returns after the commit.

        Whatever the rule raises rolls back all it did. A deadlock or a lost race between two
        transactions runs the rule again. Raises `StoreUnavailable` when the database can't be used.
        """
        ...

    async def jot(self, rule: Rule[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, for a rule that doesn't keep others long: what one person does in a chat."""
        ...

    async def close(self) -> None:
        """Ends what is under way and lets go of the database."""
        ...


async def open_store(url: str) -> Store:
    """Opens `sqlite:///file.db` or `postgresql://…`, with its tables brought up to date.

    Raises `StoreUnavailable` when the database is away or locked, `ValueError` for another kind of URL.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        from models.store_sqlite import SqliteStore

        return await SqliteStore.open(parsed)
    if backend == "postgresql":
        from models.store_postgres import PostgresStore

        return await PostgresStore.open(parsed)
    raise ValueError(f"DATABASE_URL must be sqlite:///… or postgresql://…, not {backend}://…")


def run(rule: Callable[..., T], session: Session, args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    """Calls the rule and sends what it left pending; `Refused` GONE for a value that no row can have."""
    try:
        result = rule(session, *args, **kwargs)
        session.flush()
    except (OverflowError, DBAPIError) as error:
        # Only a forged button carries a number too large for an id, or a null byte; the database is well.
        if _fits_no_row(error):
            raise Refused(Reason.GONE) from error
        raise
    return result


def _fits_no_row(error: BaseException) -> bool:
    """Whether a number didn't fit, as sqlite3, PostgreSQL (22003) and asyncpg (22000 and more) put it,
    or a text had a null byte, which PostgreSQL doesn't take (22021)."""
    original = getattr(error, "orig", None)
    state = getattr(original, "sqlstate", None)
    return isinstance(error, OverflowError) or state in ("22003", "22021") or "out of int" in str(original)
