"""What every test may use."""

import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from models.store import Store, open_store
from tests.databases import database_name, drop_database, new_database, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = postgres_server()
        with server as address:
            yield address


_templates: dict[str, str] = {}


async def template_on(server: str) -> str:
    """The name of a database with all tables, to copy; made once a run."""
    if server not in _templates:
        url = await new_database(server)
        await (await open_store(url)).close()
        _templates[server] = database_name(url)
    return _templates[server]


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a fresh database, once SQLite and once PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
        return
    server: str = request.getfixturevalue("postgres")
    url = await new_database(server, await template_on(server))
    yield url
    await drop_database(server, url)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """An open store on a fresh database."""
    opened = await open_store(database)
    yield opened
    await opened.close()
