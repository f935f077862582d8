"""`python -m tests.benchmarks [SUBJECT…]`: all benchmarks or some; exit code 1 if a limit isn't kept."""

import importlib
import sys
import time
from pathlib import Path

from tests.benchmarks.measuring import report, say

FOLDER = Path(__file__).parent


def subjects() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    known = subjects()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    over = 0
    for name in wanted or known:
        began = time.monotonic()
        module = importlib.import_module(f"tests.benchmarks.bench_{name}")
        over += report(module.ratios())
        say(f"{name} took {time.monotonic() - began:.0f} s")
    if over:
        say(f"{over} over the limit")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
