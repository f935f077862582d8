"""Kinds of columns, checks and indexes that tables share."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    String,
    TypeDecorator,
    text,
)
from sqlmodel import Field


class Utc(TypeDecorator[datetime]):
    """Aware datetimes in UTC, also on SQLite, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(*, nullable: bool = False) -> Any:
    """A moment, kept as `Utc`."""
    return Field(default=None, sa_column=Column(Utc, nullable=nullable))


def letters(length: int) -> Any:
    """A text that is ordered letter by letter on both databases, without regard to a language."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def one_of(column: str, *values: str) -> CheckConstraint:
    """A check that the column holds one of these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def partial(name: str, where: str, *columns: str) -> Index:
    """An index of the rows for which `where` holds; a query says it in the same words."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def growing_id() -> Any:
    """The number of a row in a table that never stops growing: 64 bits on PostgreSQL, as SQLite's own are."""
    number = BigInteger().with_variant(Integer, "sqlite")
    return Field(default=None, sa_column=Column(number, primary_key=True, autoincrement=True))
