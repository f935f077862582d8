"""One ordinary sentence understood, against one rapidfuzz scan of the same vocabulary.

The scan looks a word up among all single terms for work and all localities, which is the least that any fuzzy
reading would do once for each word. Each run reads sentences that were not read before, as people write them.
"""

import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle

from rapidfuzz import fuzz, process

from models.understanding import understand
from models.understanding.tables import table
from models.vocabulary.tables import columns
from tests.benchmarks.measuring import Ratio, compared, say
from tests.understanding.reading import phrases

AT_ONCE = 40
TODAY = date(2026, 11, 23)


def vocabulary() -> list[str]:
    terms = [row[0] for name in ("occupations.tsv", "workplaces.tsv") for row in columns(name)]
    return [
        *terms,
        *(name.lower() for name, _ in table("localities")),
        *(row[0] for row in table("work_words")),
    ]


def ratios() -> Iterator[Ratio]:
    terms = vocabulary()
    ordinary = [one for one in phrases("phrases.jsonl") + phrases("ours.jsonl") if len(one["text"]) <= 120]
    sentences = cycle(ordinary)
    words = cycle(word for one in ordinary for word in one["text"].lower().split() if len(word) > 4)

    def read() -> float:
        batch = [next(sentences) for _ in range(AT_ONCE)]
        began = time.perf_counter()
        for one in batch:
            understand(one["text"], TODAY, one["role"])
        return (time.perf_counter() - began) / AT_ONCE

    def scan() -> float:
        batch = [next(words) for _ in range(AT_ONCE)]
        began = time.perf_counter()
        for word in batch:
            process.extractOne(word, terms, scorer=fuzz.ratio)
        return (time.perf_counter() - began) / AT_ONCE

    found = compared(read, scan, runs=9)
    say(f"a sentence {1000 * found.ours:.2f} ms, a scan of {len(terms)} terms {1000 * found.plain:.2f} ms")
    yield Ratio("understanding", found.ratio, 1.0)
