"""What a rule says to the database, statement by statement, to be said again by a plain driver."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy.engine.default import DefaultDialect


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it; `many` if `values` is a list of rows."""

    sql: str
    values: Any
    many: bool


Script = list[Statement]


@contextmanager
def recorded() -> Iterator[Script]:
    """Collects what is handed to any driver until the block ends, without begin and commit."""
    script: Script = []

    def execute(_dialect: Any, cursor: Any, sql: str, values: Any, _context: Any = None) -> None:
        if not sql.startswith("BEGIN"):
            script.append(Statement(sql, values, many=False))
        cursor.execute(sql, values)

    def execute_many(_dialect: Any, cursor: Any, sql: str, values: Any, _context: Any = None) -> None:
        script.append(Statement(sql, values, many=True))
        cursor.executemany(sql, values)

    with (
        patch.object(DefaultDialect, "do_execute", execute),
        patch.object(DefaultDialect, "do_executemany", execute_many),
    ):
        yield script
