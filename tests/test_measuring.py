"""A benchmark compares run by run, and says so when a limit isn't kept."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.benchmarks import __main__ as program
from tests.benchmarks.measuring import Ratio, interleaved, interleaved_async, percentile, report


def test_a_ratio_is_the_median_of_the_pairs_without_the_warm_up() -> None:
    ours = iter([1000.0, 1.0, 4.0, 90.0, 6.0, 8.0])
    plain = iter([1.0, 2.0, 2.0, 3.0, 2.0, 2.0])
    assert interleaved(lambda: next(ours), lambda: next(plain)) == 3.0


def test_the_sides_take_turns_and_neither_always_goes_first() -> None:
    order = ""

    def side(letter: str) -> float:
        nonlocal order
        order += letter
        return 1.0

    interleaved(lambda: side("o"), lambda: side("p"), runs=4)
    assert order == "op" + "op" + "po" + "op" + "po"


async def test_the_same_holds_in_an_event_loop() -> None:
    async def one() -> float:
        return 3.0

    async def other() -> float:
        return 2.0

    assert await interleaved_async(one, other) == 1.5


def test_p95_is_the_value_that_one_in_twenty_exceeds() -> None:
    assert percentile([float(value) for value in range(100, 0, -1)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_what_is_over_its_limit_is_counted_and_lines_can_be_read_by_a_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    over = report([Ratio("at_limit", 1.0, 1.0), Ratio("over", 1.2346, 1.0), Ratio("broken", float("nan"), 1)])
    assert over == 2
    assert capsys.readouterr().out.splitlines() == [
        "ratio at_limit 1.000 limit 1",
        "ratio over 1.235 limit 1",
        "ratio broken nan limit 1",
    ]


@pytest.mark.parametrize(("value", "code"), [(1.0, 0), (1.01, 1)])
def test_the_program_fails_when_one_limit_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, value: float, code: int
) -> None:
    weather = SimpleNamespace(ratios=lambda: [Ratio("rain", value, 1.0), Ratio("sun", 0.5, 1.0)])
    monkeypatch.setattr(program, "subjects", lambda: ["weather"])
    monkeypatch.setitem(sys.modules, "tests.benchmarks.bench_weather", weather)
    assert program.main([]) == code


def test_a_benchmark_that_nobody_wrote_is_named() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "weather"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "weather" in ended.stderr) == (2, True)
