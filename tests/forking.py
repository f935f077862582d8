"""Processes of their own, forked from one that has imported everything: they start at once."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess

context = multiprocessing.get_context("forkserver")
# What a process imports on its way to the first message; otherwise each would begin with it.
context.set_forkserver_preload(
    [
        "tests.warmed",
        "tests.clockwork.worker",
        "models.store_sqlite",
        "models.store_postgres",
        "alembic.ddl.impl",
        "alembic.runtime.environment",
        "alembic.script",
        "mako.template",
        "asyncpg",
        "sqlalchemy.dialects.postgresql.asyncpg",
        "sqlalchemy.dialects.sqlite",
        "holidays.countries.sweden",
        "apscheduler.triggers.interval",
    ]
)


def fork(target: Callable[..., None], *given: object) -> BaseProcess:
    """A running process; `kill` it as `kill -9` does. It ends with this one."""
    process = context.Process(target=target, args=given, daemon=True)
    process.start()
    return process
