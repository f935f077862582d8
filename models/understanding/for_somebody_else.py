"""The business of a writer who asks for somebody else: "jag driver gym men det gäller min dotter"."""

import re
from collections.abc import Mapping

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_RUNS = frozenset({"driver", "äger", "sköter", "own", "run", "manage", "owns", "runs"})
_ITS_OWN = frozenset({"eget", "egen", "own"})
_TURNS = frozenset({"men", "but", "fast", "though", "however"})
_WORKS = re.compile(
    r"\b(?:i work|jag jobbar|jag arbetar|jobbar jag|arbetar jag) (?:at|in|for|på|hos|inom|i|som|as)\b"
)
_WHERE = re.compile(r"^(?:where i work|där jag (?:jobbar|arbetar)\b)")
_ON_BEHALF = word_list("on_behalf_of_somebody")
LONGEST_VERB = 5  # Tokens from "driver" to what is run.


def without_own_business(
    sentence: Sentence, found: Mapping[str, tuple[int, int]]
) -> Mapping[str, tuple[int, int]]:
    """The words for work that are looked for, where the writer's own is only named beside them."""
    if len(found) < 2 or not _asks_for_somebody(sentence):
        return found
    others = {word: span for word, span in found.items() if not _is_own(sentence, span[0])}
    return others or found


def _asks_for_somebody(sentence: Sentence) -> bool:
    return any(
        sentence.is_in(at, "child") or key in _ON_BEHALF or key.startswith("grann")
        for at, key in enumerate(sentence.keys)
    )


def _is_own(sentence: Sentence, at: int) -> bool:
    """Whether the writer runs it, and turns to another matter behind it."""
    around = sentence.around(at)
    before = sentence.keys[max(around.start, at - LONGEST_VERB) : at]
    if _WHERE.search(" ".join(sentence.keys[at + 1 : at + 4])):
        return True
    if _WORKS.search(" ".join(before)):
        return True
    has_own = not _ITS_OWN.isdisjoint(before) and not {"har", "have", "got"}.isdisjoint(before)
    return (has_own or not _RUNS.isdisjoint(before)) and not _TURNS.isdisjoint(
        sentence.keys[at : around.stop]
    )
