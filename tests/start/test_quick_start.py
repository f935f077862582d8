import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.quick_start import SWITCH, settle_memory

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("quick start")]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != SWITCH}

UNFAMILIAR = """
import logging, sys
from pydantic import BaseModel
from bot import quick_start

logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
sys.modules["aiogram.methods"] = None
print("deferred", quick_start.defer_types())
print("left behind", [name for name in sys.modules if name.startswith("aiogram")])
from aiogram.types import Update
print("complete", Update.__pydantic_complete__)
print("restored", BaseModel.model_rebuild.__qualname__)
print("deferred", quick_start.defer_types())
"""

OTHER_PYDANTIC = """
import logging, sys
from pydantic import BaseModel

def model_rebuild(cls, *, force=False, raise_errors=True, namespaces=None): ...

BaseModel.model_rebuild = classmethod(model_rebuild)
from bot.quick_start import defer_types
logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
print("deferred", defer_types())
print("left behind", [name for name in sys.modules if name.startswith("aiogram")])
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What both ways of building make of the same samples, each in its own process."""
    folder: Path = tmp_path_factory.mktemp("types")
    command = [sys.executable, "-m", "tests.start.type_report"]
    switched = {**ENVIRONMENT, SWITCH: "1"}
    with subprocess.Popen(
        [*command, "eager", str(folder / "eager")], cwd=ROOT, env=switched, stdout=subprocess.PIPE
    ) as eager:
        deferred = [*command, "deferred", str(folder / "deferred")]
        subprocess.run(deferred, cwd=ROOT, env=ENVIRONMENT, stdin=eager.stdout, check=True, timeout=120)
        assert eager.wait(timeout=120) == 0
    return {way: json.loads((folder / way).read_text()) for way in ("eager", "deferred")}


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_every_kind_of_update_is_read_alike_whether_deferred_or_not(reports: dict[str, Any]) -> None:
    eager, deferred = (reports[way]["results"]["updates"] for way in ("eager", "deferred"))
    assert {"message", "edited_message", "callback_query", "my_chat_member", "poll"} <= eager.keys()
    assert [kind for kind in eager if eager[kind] != deferred.get(kind)] == []
    assert [kind for kind in eager if eager[kind]["type"] != kind] == []


@pytest.mark.parametrize("part", ["calls", "answers"])
def test_every_method_is_built_and_answered_alike_whether_deferred_or_not(
    reports: dict[str, Any], part: str
) -> None:
    eager, deferred = (reports[way]["results"][part] for way in ("eager", "deferred"))
    assert len(eager) > 150
    assert [name for name in eager if eager[name] != deferred.get(name)] == []


def test_the_switch_brings_back_the_ordinary_import(reports: dict[str, Any]) -> None:
    assert reports["eager"]["deferred"] is False
    assert reports["eager"]["complete at once"] is True


def test_deferring_puts_the_building_off_and_may_be_asked_for_twice(reports: dict[str, Any]) -> None:
    assert reports["deferred"]["deferred"] is reports["deferred"]["again"] is True
    assert reports["deferred"]["complete at once"] is False


def test_threads_that_use_a_type_for_the_first_time_together_all_get_it(reports: dict[str, Any]) -> None:
    assert reports["deferred"]["threads"] == 6


def test_an_aiogram_that_cannot_be_imported_deferred_is_imported_as_usual() -> None:
    first, *rest = run(UNFAMILIAR).splitlines()
    assert first.startswith("aiogram's types are built at once: ")
    assert rest == [
        "deferred False",
        "left behind []",
        "complete True",
        "restored BaseModel.model_rebuild",
        "aiogram was imported before its types could be deferred",
        "deferred False",
    ]


def test_an_unfamiliar_pydantic_is_left_alone() -> None:
    first, *rest = run(OTHER_PYDANTIC).splitlines()
    assert "namespaces" in first
    assert rest == ["deferred False", "left behind []"]


@pytest.mark.usefixtures("collector")
def test_settled_memory_is_not_collected_again() -> None:
    settle_memory()
    assert gc.get_freeze_count() > 1000
    assert gc.get_threshold() == (200_000, 20, 50)


def test_after_warming_up_the_first_sentence_waits_for_no_tables() -> None:
    code = (
        "import sys; from bot.quick_start import warm_up; from models.understanding.lexicon import lexicon; "
        "warm_up(); "
        "assert lexicon.cache_info().currsize == 1 and 'rapidfuzz' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
