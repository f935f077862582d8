"""Whether a column holds one of many ids, given as one value: one statement for any number of them."""

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import BigInteger, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator


class _Ids(TypeDecorator[Collection[int]]):
    """An array on PostgreSQL, JSON on SQLite, which has none."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(ARRAY(BigInteger()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        ids = list(value or ())
        return ids if dialect.name == "postgresql" else orjson.dumps(ids).decode()


class _Among(FunctionElement[bool]):
    inherit_cache = True
    # As a Boolean it would be compared with 1 on SQLite, which then reads the whole table.
    type = NullType()  # type: ignore[assignment]


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({ids})))"  # noqa: S608 (both are SQLAlchemy's)


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    return f"({column} = ANY ({ids}))"


def among(column: Any, name: str) -> FunctionElement[bool]:
    """A condition: the value of `column` is among the ids that are given as `name`."""
    return _Among(column, bindparam(name, type_=_Ids()))
