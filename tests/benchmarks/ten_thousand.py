"""`python -m tests.benchmarks.ten_thousand [NOTICES]`: 10,000 notices to 10,000 chats at Telegram's limits.

With one process and with two, on SQLite; about six minutes each. Exit code 1 if a promise isn't kept.
"""

import asyncio
import sys
import tempfile

from tests.clockwork.crowd import Run, run
from tests.clockwork.telegram import telegram


def kept(came_to: Run) -> bool:
    """28.5 a second, never over 30, no 429, flat memory, and taps within 1.5 times their quiet median."""
    return (
        came_to.each_once
        and came_to.per_second >= 28.5
        and came_to.most_in_a_second <= 30
        and not came_to.refused
        and came_to.memory_growth <= 1.15
        and came_to.busy <= 1.5 * came_to.quiet
    )


def main(notices: int) -> int:
    broken = 0
    one: list[tuple[str, ...]] = [()]
    for commands in (one, [*one, ("schedule",)]):
        with tempfile.TemporaryDirectory() as folder, telegram(limits=True) as served:
            came_to = asyncio.run(run(f"sqlite:///{folder}/crowd.db", served, notices, commands))
        print(f"{len(commands)} processes: {came_to} {'kept' if kept(came_to) else 'NOT KEPT'}", flush=True)
        broken += not kept(came_to)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
