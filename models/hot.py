"""Statements that run thousands of times a second: written with SQLAlchemy, compiled once, then the driver's.

Going through `Connection.execute` costs four times what SQLite itself takes for a small statement. A `Hot`
statement keeps the names, types and dialects of SQLAlchemy and leaves out the rest: no result objects
(rows are plain tuples), no events, no lists that expand. Errors are SQLAlchemy's own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Date,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
    bindparam,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.util import await_only

Processor = Callable[[Any], Any] | None
Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    # For each place in the statement: whose value stands there, or which, and how the driver wants it.
    places: tuple[tuple[str | None, Any, Processor], ...]
    names: frozenset[str]
    # An INSERT would lose what it has no column for; a query may be asked with more than it wants to know.
    strict: bool
    columns: tuple[Processor, ...]

    def prepared(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        if not self.names <= given.keys() or (self.strict and len(given) > len(self.names)):
            raise ValueError(f"expected {sorted(self.names)}, got {sorted(given)}")
        return tuple(
            [
                (constant if name is None else given[name])
                if process is None
                else process(constant if name is None else given[name])
                for name, constant, process in self.places
            ]
        )

    def shown(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        if not rows or not any(self.columns):
            return [tuple(row) for row in rows]
        # Column by column, which is quicker for long lists than row by row.
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for index, process in enumerate(self.columns):
            if process is not None:
                columns[index] = map(process, columns[index])
        return list(zip(*columns, strict=True))


class Hot:
    """A statement whose values are `bindparam`s, or an INSERT, whose columns are those of its first row.

    Values are given by name: all of them, and for an INSERT no other, else `ValueError`.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}
        self._of_lists: _Compiled | None = None

    def rows(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Runs it once and gives what it selects or returns."""
        connection = connection_of(session)
        compiled = self._for(connection.dialect, values)
        found = _say(connection, compiled.sql, compiled.prepared(values), many=False)
        return compiled.shown(found)

    def each(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Runs it for each of the rows."""
        if not rows:
            return
        connection = connection_of(session)
        compiled = self._for(connection.dialect, rows[0])
        _say(connection, compiled.sql, [compiled.prepared(row) for row in rows], many=True)

    def rows_of_each(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """Runs it for each of the rows, in order, and gives all that they select or return.

        On PostgreSQL they go out together, so they cost one wait.
        """
        if not rows:
            return []
        if len(rows) == 1:
            return self.rows(session, rows[0])
        connection = connection_of(session)
        compiled = self._for(connection.dialect, rows[0])
        values = [compiled.prepared(row) for row in rows]
        if connection.dialect.driver != "asyncpg":
            found = [row for one in values for row in _say(connection, compiled.sql, one, many=False)]
        else:
            driver: Any = connection.connection.driver_connection
            if not driver.is_in_transaction():
                # SQLAlchemy begins one with its first statement; without it each would be final at once.
                connection.exec_driver_sql("SELECT 1")
            found = await_only(driver.fetchmany(compiled.sql, values))
        return compiled.shown(found)

    def take_in(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """Inserts the rows and gives what they return, in any order.

        On PostgreSQL they go in together, at half the cost of one by one; no two may meet the same conflict.
        """
        connection, statement = connection_of(session), self._statement
        assert isinstance(statement, Insert)
        if len(rows) < 2 or connection.dialect.driver != "asyncpg":
            if statement.exported_columns:
                return self.rows_of_each(session, rows)
            self.each(session, rows)
            return []
        names = list(rows[0])
        if self._of_lists is None:
            self._of_lists = _compile(_of_lists(statement, names), {}, connection.dialect)
        if any(row.keys() != rows[0].keys() for row in rows):
            raise ValueError("the rows are not alike")
        lists = {name: [row[name] for row in rows] for name in names}
        found = _say(connection, self._of_lists.sql, self._of_lists.prepared(lists), many=False)
        return self._of_lists.shown(found)

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, values, dialect)
        return compiled


def connection_of(session: Session) -> Connection:
    """The connection that the session works on; where it was made for one, that needn't be looked for."""
    bind = session.bind
    return bind if isinstance(bind, Connection) else session.connection()


def _of_lists(statement: Insert, names: Sequence[str]) -> Insert:
    """The INSERT for many rows, whose values come as a list for each column."""
    types = [statement.table.c[name].type for name in names]
    lists = [bindparam(name, type_=ARRAY(type_)) for name, type_ in zip(names, types, strict=True)]
    given = func.unnest(*lists).table_valued(*names, name="given").render_derived()
    return statement.from_select(names, select(*given.c), include_defaults=False)


def _compile(statement: Statement, values: Mapping[str, Any], dialect: Dialect) -> _Compiled:
    names = list(values) if isinstance(statement, Insert) and values else None
    found = statement.compile(dialect=dialect, column_keys=names, compile_kwargs={"render_postcompile": True})
    assert isinstance(found, SQLCompiler)
    constants = found.construct_params(_check=False)
    if any(name not in found.binds for name in found.positiontup or ()):
        raise ValueError("a list would be expanded anew each time")

    def place(name: str) -> tuple[str | None, Any, Processor]:
        bound = found.binds[name]
        process = _writing(bound.type, dialect)
        return (name, None, process) if bound.required else (None, constants[name], process)

    places = tuple(map(place, found.positiontup or ()))
    returned: Any = statement.exported_columns
    columns = tuple(_reading(column.type, dialect) for column in returned)
    given = frozenset(name for name, _, _ in places if name is not None)
    return _Compiled(str(found), places, given, isinstance(statement, Insert), columns)


def _writing(type_: Any, dialect: Dialect) -> Processor:
    if isinstance(type_, Date) and dialect.name == "sqlite":
        return _written_date
    processor: Processor = type_.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _reading(type_: Any, dialect: Dialect) -> Processor:
    if isinstance(type_, Date) and dialect.name == "sqlite":
        return _read_date
    processor: Processor = type_.dialect_impl(dialect).result_processor(dialect, None)
    return processor


# As SQLAlchemy keeps dates in SQLite; its own way through patterns takes five times as long.
def _written_date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _say(connection: Connection, sql: str, values: Any, *, many: bool) -> Sequence[Sequence[Any]]:
    dialect = connection.dialect
    cursor = connection.connection.cursor()
    try:
        if many:
            dialect.do_executemany(cursor, sql, values)
            return ()
        dialect.do_execute(cursor, sql, values)
        return cursor.fetchall() if cursor.description else ()
    except Exception as error:
        raise _as_sqlalchemy(error, connection, cursor, sql) from error
    finally:
        cursor.close()


def _as_sqlalchemy(error: Exception, connection: Connection, cursor: Any, sql: str) -> BaseException:
    dialect = connection.dialect
    known = dialect.loaded_dbapi.Error
    if not isinstance(error, known):
        return error
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if lost:
        connection.invalidate(error)
    # Without the values: they may be somebody's words.
    return DBAPIError.instance(
        sql, None, error, known, hide_parameters=True, connection_invalidated=lost, dialect=dialect
    )
