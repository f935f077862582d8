"""What the database is asked, by whatever way it goes there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

# Those of the clockwork, which goes on meanwhile, are no part of an answer.
_ASIDE = ("notice", "lease")


@contextmanager
def counting() -> Iterator[list[str]]:
    """All statements that run meanwhile but those that begin and end transactions."""
    asked: list[str] = []
    run: Any = DefaultDialect.do_execute

    def note(self: DefaultDialect, cursor: Any, statement: str, *rest: Any, **more: Any) -> None:
        if not statement.startswith("BEGIN") and not any(table in statement for table in _ASIDE):
            asked.append(statement)
        run(self, cursor, statement, *rest, **more)

    DefaultDialect.do_execute = note  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        DefaultDialect.do_execute = run  # type: ignore[method-assign]


def questions(asked: list[str]) -> list[str]:
    """Those of them that answer with rows."""
    return [one for one in asked if one.startswith(("SELECT", "WITH")) or " RETURNING " in one]
