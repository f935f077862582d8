"""What every test may use."""

import os
import ssl
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from shutil import copyfile, disk_usage
from typing import Any

import pytest
import pytest_asyncio

from bot.quick_start import defer_types, settle_memory
from models.store import Store, open_store
from tests.databases import (
    database_name,
    drop_database,
    folder_for_server,
    new_database,
    postgres_server,
    trust_the_machine,
)

_FOLDER = pytest.StashKey[str]()
# Where Linux keeps files in memory, and how much room is enough.
MEMORY = Path("/dev/shm")
ROOM = 2 << 30
MOST_PROCESSES = 8


def pytest_configure(config: pytest.Config) -> None:
    """Puts what tests write into memory, where there is room: nearly all wait for a disk that none needs.

    Where tests run, aiogram is imported as the program does it, in a third of the time.
    """
    if not config.getoption("numprocesses", None):
        defer_types()
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, since tests wait for a third of their time."""
    return min((os.cpu_count() or 1) + 1, MOST_PROCESSES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts the long ones first where several processes share the work, and keeps groups together.

    pytest-xdist 3.8 writes an item's group where pytest 9.2 no longer looks, and then splits every group.
    """
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("long") is None)
        for item in items:
            group = item.get_closest_marker("xdist_group")
            if group is not None:
                item._id = item.id.parse(f"{item.nodeid}@{group.args[0]}")


def pytest_collection_finish() -> None:
    """Collects garbage as seldom as the program does."""
    settle_memory()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Lets the processes of a run share one PostgreSQL, in a folder that outlives them."""
    config = node.config
    if _FOLDER not in config.stash:
        kept = ExitStack()
        config.add_cleanup(kept.close)
        config.stash[_FOLDER] = str(kept.enter_context(folder_for_server()))
    node.workerinput["postgres"] = config.stash[_FOLDER]


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_ssl() -> Iterator[None]:
    """Spares each test what only serves https, which no test speaks: reading all authorities three times,
    and aiogram's quarter of a second until encrypted connections are gone."""
    from aiogram.client.session.aiohttp import AiohttpSession

    async def close(session: AiohttpSession) -> None:
        if session._session is not None:
            await session._session.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(AiohttpSession, "close", close)
        yield


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a running PostgreSQL."""
    shared = getattr(request.config, "workerinput", {}).get("postgres")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with postgres_server(Path(shared) if shared else None) as address:
            yield address


_templates: dict[str, str] = {}


async def template_on(server: str) -> str:
    """The name of a database with all tables, to copy; made once a process."""
    if server not in _templates:
        await trust_the_machine(server)
        url = await new_database(server)
        await (await open_store(url)).close()
        _templates[server] = database_name(url)
    return _templates[server]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    await (await open_store(f"sqlite:///{path}")).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> AsyncIterator[str]:
    """The address of a fresh database, once SQLite and once PostgreSQL."""
    if request.param == "sqlite":
        copyfile(empty_file, tmp_path / "test.db")
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
