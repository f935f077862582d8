"""A database in memory that begins anew as often as a property has examples, with what was prepared in it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

T = TypeVar("T")


def in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


class Beginning(Generic[T]):
    """All tables, and what `prepare` writes and gives. Made once: each example gets a copy of it."""

    def __init__(self, prepare: Callable[[Session], T]) -> None:
        self._prepare = prepare

    @cached_property
    def _made(self) -> tuple[Engine, sqlite3.Connection, sqlite3.Connection, T]:
        # One engine for all examples: it compiles each statement once.
        used, saved = in_memory(), in_memory()
        engine = create_engine("sqlite://", creator=lambda: used, poolclass=StaticPool)
        SQLModel.metadata.create_all(engine)
        with Session(engine) as session:
            prepared = self._prepare(session)
            session.commit()
        used.backup(saved)
        return engine, used, saved, prepared

    @contextmanager
    def anew(self) -> Iterator[tuple[Session, T]]:
        """A session on the tables as they were prepared, whatever was done to them before."""
        engine, used, saved, prepared = self._made
        saved.backup(used)
        with Session(engine) as session:
            yield session, prepared
