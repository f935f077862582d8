"""The tables' history can be walked up and down on both databases, and ends where the models are."""

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

import models.wish_tables  # noqa: F401 (all tables: its import fills the metadata)
from models.migrations import configuration
from models.store import Store


def walk(session: Session) -> tuple[list[str], list[str]]:
    """Down to nothing and up again; gives the tables that stood at the bottom and at the top."""
    connection = session.connection()
    config = configuration(connection)
    command.downgrade(config, "base")
    bottom = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    command.upgrade(config, "head")
    return bottom, inspect(connection).get_table_names()


def differences(session: Session) -> list[Any]:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))


async def test_the_history_can_be_walked_down_and_up_again(store: Store) -> None:
    bottom, top = await store.write(walk)
    assert bottom == []
    assert set(top) >= set(SQLModel.metadata.tables)


async def test_the_history_ends_where_the_models_are(store: Store) -> None:
    assert await store.write(differences) == []
