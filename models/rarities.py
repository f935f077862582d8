"""How rare words are, which decides by which way a search goes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.hot import connection_of

# How long it is remembered how rare a word is, and of how many words.
REMEMBERED = timedelta(minutes=10)
MOST_REMEMBERED = 5_000


class Rarities:
    """How rare words are, as far as it was counted: each search for other words counts that by the way.

    What is known of a database is kept for `REMEMBERED`, since it only decides by which way a search goes;
    that a word stands nowhere is kept as long as this object.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._now = now
        self._database = connection_of(session).engine.url.database
        self._asked: dict[tuple[str, ...], tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> tuple[int, ...] | None:
        """How many placements there are, about, and how many each word has, up to
        `models.search_shape.COMMON`; None if that is to be counted."""
        asked = tuple(words)
        if asked not in self._asked:
            remembered = self._remembered(asked)
            if remembered is None:
                return None
            self._asked[asked] = remembered
        return self._asked[asked]

    def _remembered(self, words: tuple[str, ...]) -> tuple[int, ...] | None:
        kept = _known[self._database]
        found = [kept.get(word) for word in words]
        fresh = [one for one in found if one is not None and abs(self._now - one[0]) < REMEMBERED]
        if len(fresh) < len(words):
            return None
        return fresh[0][1], *(count for _, _, count in fresh)

    def learn(self, words: Sequence[str], counted: Sequence[int]) -> None:
        """Remembers what a search counted, as `of` gives it."""
        placements, *counts = self._asked[tuple(words)] = tuple(counted)
        kept = _known[self._database]
        if len(kept) > MOST_REMEMBERED:
            kept.clear()
        kept.update(
            {word: (self._now, placements, count) for word, count in zip(words, counts, strict=True) if count}
        )


# For each database: when it was asked for a word, how many placements there were, and how many had the word.
_known: dict[str | None, dict[str, tuple[datetime, int, int]]] = defaultdict(dict)
