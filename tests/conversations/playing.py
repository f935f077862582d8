"""A scene that many tests begin with is played once a process; the others begin where it ended.

Playing one takes thirty messages and taps, again and again the same: a third of what conversations cost.
"""

import pickle
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sqlalchemy import exists, insert, or_, select, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from bot.playground.state import World
from tests.conversations.conftest import Town
from tests.phone import until

Scene = Callable[[Town], Awaitable[None]]
Rows = dict[str, list[dict[str, Any]]]
# What Telegram knows by the end of a scene; the rest of it is about who is connected just now.
KNOWN = ("chats", "groups", "files", "profile", "next_message_id", "next_tap_id")


def played_once(scene: Scene) -> Scene:
    """Where nothing has happened yet, a scene is played for the first time and put in place after that.

    The program then is as after a restart: the database and the chats have it all, the process knows of
    nothing. Where something has happened already it is played, as if this were not here. Scenes may begin
    with others.
    """
    kept: dict[object, tuple[bytes, Rows]] = {}

    @wraps(scene)
    async def once(town: Town) -> None:
        if not await untouched(town):
            await scene(town)
            return
        beginning = (type(town.store), pickle.dumps([town.clock.now(), as_known(town.playground.world)]))
        if beginning in kept:
            await put_in_place(town, *kept[beginning])
            return
        await scene(town)
        kept[beginning] = await as_it_is(town)

    return once


async def untouched(town: Town) -> bool:
    """Whether nobody has said anything, and nothing is written down."""
    world = town.playground.world
    return (world.next_message_id, world.updates.next_id) == (1, 1) and await town.store.read(is_empty)


def is_empty(session: Session) -> bool:
    tables = SQLModel.metadata.sorted_tables
    return not session.scalar(select(or_(*(exists().select_from(table) for table in tables))))


def as_known(world: World) -> dict[str, Any]:
    return {name: getattr(world, name) for name in KNOWN}


async def as_it_is(town: Town) -> tuple[bytes, Rows]:
    """Everything that was said and written down, when the bot has heard it all."""
    world = town.playground.world

    async def heard() -> bool:
        return not world.updates.pending

    await until(heard, "the end of what the bot has to hear")
    telegram = pickle.dumps({"known": as_known(world), "next_update_id": world.updates.next_id})
    return telegram, await town.store.read(all_rows)


async def put_in_place(town: Town, telegram: bytes, rows: Rows) -> None:
    await town.store.write(write_rows, rows)
    saved = pickle.loads(telegram)
    for name, value in saved["known"].items():
        setattr(town.playground.world, name, value)
    town.playground.world.updates.next_id = saved["next_update_id"]


def all_rows(session: Session) -> Rows:
    """Every row by table, without what the database works out by itself."""
    rows: Rows = {}
    for table in SQLModel.metadata.sorted_tables:
        columns = [column for column in table.columns if column.computed is None]
        rows[table.name] = [dict(row) for row in session.execute(select(*columns)).mappings()]
    return rows


def write_rows(session: Session, rows: Rows) -> None:
    """Writes them into empty tables, whose next rows are numbered on from there."""
    connection = session.connection()
    for table in SQLModel.metadata.sorted_tables:
        if not rows[table.name]:
            continue
        connection.execute(insert(table), rows[table.name])
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            number_on = "SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM "
            connection.execute(text(f'{number_on}"{table.name}"'), {"name": table.name})
