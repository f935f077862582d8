"""Mends the spelling of words that are nearly known."""

import re
import unicodedata
from collections.abc import Iterable

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
SHORTEST_MENDED = 5
TWO_MISTAKES_FROM = 9  # Letters.
LONGEST_MENDED = 20


def fold(word: str) -> str:
    """`word` without dots and rings: "vårgårda" → "vargarda"."""
    if word.isascii():
        return word
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _without_foreign_marks(word: str) -> str:
    """ "pôjk" → "pojk"; Swedish letters stay as they are."""
    return "".join(one if one in "åäöé" else fold(one) for one in word)


class Spelling:
    """Knows the words of several vocabularies; where two words are as near, that of an earlier one wins."""

    def __init__(self, small: Iterable[str], *vocabularies: Iterable[str]) -> None:
        """A `small` word is never taken for a mistake, and nothing is mended to it but for missing dots."""
        self._small = set(small)
        self._rank: dict[str, int] = {}
        for rank, words in enumerate(vocabularies):
            for word in words:
                self._rank.setdefault(word, rank)
        ordered = sorted(self._rank, key=lambda word: (self._rank[word], word))
        self._unfolded = {
            fold(word): word
            for word in (*reversed(ordered), *self._small)
            if not word.isascii() and (len(word) > 4 or word in self._small)
        }
        self._buckets: dict[tuple[str, int], list[str]] = {}
        for word in ordered:
            # There are so many words for work that a short one is near to nearly anything.
            shortest = SHORTEST_MENDED + (self._rank[word] == len(vocabularies) - 1)
            if shortest <= len(word) <= LONGEST_MENDED:
                self._buckets.setdefault((fold(word[0]), len(word)), []).append(word)
        self._last = len(vocabularies) - 1

    def knows(self, word: str) -> bool:
        return word in self._small or word in self._rank

    def is_near(self, word: str) -> bool:
        """Whether `word` may be a misspelled word of any vocabulary but the last."""
        found = self._nearest(word) if len(word) >= SHORTEST_MENDED else None
        return found is not None and self._rank[found] < self._last

    def unstretched(self, word: str) -> str | None:
        """The known word that is drawn out: "hjäääälp", "snällllla"; None if it is none."""
        short = _DRAWN_OUT.sub(r"\1", word)
        both = (short, _DRAWN_OUT.sub(r"\1\1", word)) if short != word else ()
        return next((one for one in both if self.knows(one)), None)

    def mend(self, word: str) -> str | None:
        """The known word that `word` is meant to be, or None if nothing is near enough.

        Missing dots and rings are mended in any word; else one mistake in words from five letters on and two
        from nine, a swap of neighbours counting as one, the first letter being right.
        """
        word = _without_foreign_marks(word)
        if word in self._rank:
            return word
        if word in self._unfolded:
            return self._unfolded[word]
        if not SHORTEST_MENDED - 1 <= len(word) <= LONGEST_MENDED + 2:
            return None
        if word.endswith(("ed", "ing")):
            return None  # An English verb; there are too many to know.
        return self._nearest(word)

    def _nearest(self, word: str) -> str | None:
        # Here, since most words are spelled right.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 2 if len(word) >= TWO_MISTAKES_FROM else 1
        near: list[str] = []
        for size in range(max(SHORTEST_MENDED, len(word) - most), len(word) + most + 1):
            near += self._buckets.get((fold(word[0]), size), ())
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=12)
        return min(found, key=lambda one: (one[1], self._rank[one[0]]))[0] if found else None
