"""No more under way than the pace needs, since each of them would come twice after a crash."""

import asyncio

from scheduler.window import STALLED_SECONDS, Window


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def after(window: Window, clock: Clock, took: float, many: int = 40) -> int:
    """The width after so many messages that each took so long."""
    for number in range(many):
        window.begin(number)
        clock.seconds += took
        window.end(number)
    return window.width


async def is_free(window: Window) -> bool:
    waiting = asyncio.create_task(window.free())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    free = waiting.done()
    waiting.cancel()
    return free


def test_where_sending_is_quick_one_is_enough_and_where_it_is_slow_as_many_as_keep_the_pace() -> None:
    clock = Clock()
    window = Window(29.0, now=clock)
    assert window.width == 1
    assert after(window, clock, 0.010) == 1
    assert after(window, clock, 0.100) in (3, 4)
    assert after(window, clock, 0.010) == 1


async def test_the_next_one_waits_until_the_one_before_is_written_down() -> None:
    window = Window(29.0, now=Clock())
    assert await is_free(window)
    window.begin("first")
    assert not await is_free(window)
    window.end("first")
    assert await is_free(window)


async def test_one_that_stalls_does_not_hold_up_the_others_for_long() -> None:
    clock = Clock()
    window = Window(29.0, now=clock)
    window.begin("stalled")
    assert not await is_free(window)
    clock.seconds += STALLED_SECONDS
    assert await is_free(window)
