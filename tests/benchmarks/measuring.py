"""Ratios that hold on a busy machine: two sides run by turns, and each run is compared with its neighbour."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """What something costs in proportion to something plain; over `limit` the benchmark fails."""

    name: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the limit is kept; a value that isn't a number keeps none."""
        return self.value <= self.limit

    def __str__(self) -> str:
        return f"ratio {self.name} {self.value:.3f} limit {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the runs came to: the median of the ratios pair by pair, and each side's own median."""

    ratio: float
    ours: float
    plain: float


def interleaved(ours: Callable[[], float], plain: Callable[[], float], runs: int = 5) -> float:
    """The median of ours/plain over `runs` alternating pairs, after one warm-up of each.

    Each side does its work and gives what it cost, in any unit that is the same for both.
    """
    return compared(ours, plain, runs).ratio


def compared(ours: Callable[[], float], plain: Callable[[], float], runs: int = 5) -> Compared:
    """As `interleaved`, with each side's own median beside the ratio."""

    async def our_side() -> float:
        return ours()

    async def plain_side() -> float:
        return plain()

    return asyncio.run(compared_async(our_side, plain_side, runs))


async def interleaved_async(
    ours: Callable[[], Awaitable[float]], plain: Callable[[], Awaitable[float]], runs: int = 5
) -> float:
    """As `interleaved`, for sides that run in an event loop."""
    return (await compared_async(ours, plain, runs)).ratio


async def compared_async(
    ours: Callable[[], Awaitable[float]], plain: Callable[[], Awaitable[float]], runs: int = 5
) -> Compared:
    """As `compared`, for sides that run in an event loop."""
    if runs < 1:
        raise ValueError("at least one run")
    await ours()
    await plain()
    pairs: list[tuple[float, float]] = []
    for number in range(runs):
        # Who runs first changes, so that neither always follows the other.
        if number % 2:
            of_plain = await plain()
            pairs.append((await ours(), of_plain))
        else:
            of_ours = await ours()
            pairs.append((of_ours, await plain()))
    return Compared(
        median(mine / other for mine, other in pairs),
        median(mine for mine, _ in pairs),
        median(other for _, other in pairs),
    )


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest of `values` that `part` of them (0.95 for p95) don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def say(text: str) -> None:
    """A line that explains the ratios around it."""
    print(f"# {text}", flush=True)


def report(ratios: Iterable[Ratio]) -> int:
    """Prints each ratio as it comes; gives how many are over their limits."""
    over = 0
    for ratio in ratios:
        print(ratio, flush=True)
        over += not ratio.kept
    return over
