"""What each floor may not do, read in the code: SQL in handlers, a second clock, bare words on screens."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import handlers
import models
import scheduler

FLOORS = {
    module.__name__: Path(module.__file__ or "").parent for module in (models, handlers, scheduler, bot)
}
CLOCK = FLOORS["models"] / "clock.py"

# A session in a handler is only handed on to rules.
SESSION_MAY = {"flush"}
SQL = {"select", "insert", "update", "delete", "text", "func", "and_", "or_", "exists", "col", "literal"}
# What reads the time, however it was imported; an event loop's own time measures waiting and tells no moment.
READS_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "sleep"),
}
TABLES = {"models.tables", "models.wish_tables"}
# Functions that put their arguments before people's eyes, and how many of them are texts.
SHOWS = {"button": 1, "link": 1, "screen": 1, "lines": 99, "Button": 1, "Screen": 1, "message": 2}

# Languages are offered under their own names.
OWN_NAMES = {"Svenska", "English"}


def files(*floors: str) -> list[Path]:
    return sorted(path for floor in floors for path in FLOORS[floor].rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(FLOORS["models"].parent))


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def sql(tree: ast.AST) -> Iterator[str]:
    """Whatever a handler would need to ask the database by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in (
            "sqlalchemy",
            "sqlmodel",
        ):
            found = {alias.name for alias in node.names} - {"Session"}
            yield from (f"{node.lineno}: imports {name}" for name in sorted(found))
        elif isinstance(node, ast.ImportFrom) and node.module in TABLES:
            # States are constants; rows and columns are not a handler's business.
            tables = [alias.name for alias in node.names if not alias.name.isupper()]
            yield from (f"{node.lineno}: imports {name}" for name in tables)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "session"
        ):
            if node.attr not in SESSION_MAY:
                yield f"{node.lineno}: session.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SQL:
            yield f"{node.lineno}: {node.func.id}(…)"


def clocks(tree: ast.AST) -> Iterator[str]:
    """Every reading of the machine's clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if (owner, node.attr) in READS_TIME:
                yield f"{node.lineno}: {owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            names = [alias.name for alias in node.names if ("time", alias.name) in READS_TIME]
            yield from (f"{node.lineno}: from time import {name}" for name in names)


def bare(tree: ast.AST) -> Iterator[str]:
    """Words that are shown without having passed gettext: literals given straight to a screen or a button."""
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            given = node.args[: SHOWS.get(called(node), 0)]
        elif isinstance(node, ast.Assign) and any(getattr(to, "attr", "") == "toast" for to in node.targets):
            given = [node.value]
        for part in (part for one in given for part in shown(one)):
            if re.search(r"[^\W\d_]{2}", str(part.value)) and part.value not in OWN_NAMES:
                yield f"{part.lineno}: {part.value!r}"


def shown(node: ast.AST) -> Iterator[ast.Constant]:
    """The literals that end up in the text; what is given to a function is its own affair."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from shown(node.body)
        yield from shown(node.orelse)
    elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.BoolOp | ast.Starred | ast.Tuple | ast.List):
        for child in ast.iter_child_nodes(node):
            yield from shown(child)


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", files("handlers"), ids=name_of)
def test_handlers_hold_no_sql(path: Path) -> None:
    assert list(sql(parsed(path))) == []


@pytest.mark.parametrize("path", files("models", "handlers", "scheduler", "bot"), ids=name_of)
def test_nothing_reads_the_time_but_the_clock(path: Path) -> None:
    assert list(clocks(parsed(path))) == [] or path == CLOCK


@pytest.mark.parametrize("path", files("handlers", "scheduler"), ids=name_of)
def test_no_words_reach_a_screen_past_gettext(path: Path) -> None:
    assert list(bare(parsed(path))) == []


def test_the_clock_itself_is_seen_reading_the_time() -> None:
    assert list(clocks(parsed(CLOCK))) != []


@pytest.mark.parametrize(
    ("look", "source"),
    [
        (sql, "from sqlalchemy import select\n"),
        (sql, "from models.tables import Person\n"),
        (sql, "from models.wish_tables import Search\n"),
        (sql, "def rule(session):\n    return session.execute(1)\n"),
        (sql, "def rule(session):\n    session.get(1, 2)\n"),
        (clocks, "import datetime\nx = datetime.datetime.now()\n"),
        (clocks, "from time import time\n"),
        (clocks, "from datetime import date\nx = date.today()\n"),
        (bare, 'screen("Hello there")\n'),
        (bare, 'button(f"Open {x}", data)\n'),
        (bare, 'lines(t("Hej"), "Bara så" if x else None)\n'),
        (bare, 'lines(a, *("Ett", b))\n'),
        (bare, 'visit.toast = "Klart" if x else ""\n'),
    ],
)
def test_each_look_sees_what_it_looks_for(look: object, source: str) -> None:
    assert callable(look)
    assert list(look(ast.parse(source))) != []


@pytest.mark.parametrize(
    ("look", "source"),
    [
        (sql, "from sqlalchemy.orm import Session\ndef rule(session):\n    session.flush()\n"),
        (sql, "from models.tables import RESERVATION_STATES\n"),
        (clocks, "now = clock.now()\nlater = loop.time()\n"),
        (bare, 'button(t.plain("Öppna"), Own(what="open"))\nlines(joined([x], " och "))\n'),
        (bare, 'button("‹", data)\nbutton(f"{n} ›", data)\n'),
    ],
)
def test_each_look_lets_the_rest_be(look: object, source: str) -> None:
    assert callable(look)
    assert list(look(ast.parse(source))) == []
