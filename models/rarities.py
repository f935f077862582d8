"""How rare words are, which decides by which way a search goes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import search_statements as statements
from models.hot import Hot, connection_of
from models.search_statements import Shape
from models.tables import Placement

# Words with more placements than this are common, and it isn't worth while to count on.
COMMON = 8000
# How long it is remembered how rare a word is, and of how many words.
REMEMBERED = timedelta(minutes=10)
MOST_REMEMBERED = 5_000


class Rarities:
    """How rare words are: asked at most once for each choice of words, and seldom for words that are known.

    What is known of a database is kept for `REMEMBERED`, since it only decides by which way a search goes;
    that a word stands nowhere is asked each time.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._database = connection_of(session).engine.url.database
        self._asked: dict[tuple[str, ...], tuple[int, ...]] = {}

    def of(self, words: Sequence[str], values: dict[str, Any]) -> tuple[int, ...]:
        """How many placements there are, about, and how many each word has, up to `COMMON`."""
        asked = tuple(words)
        if asked not in self._asked:
            self._asked[asked] = self._remembered(asked) or self._ask(asked, values)
        return self._asked[asked]

    def _remembered(self, words: tuple[str, ...]) -> tuple[int, ...] | None:
        kept = _known[self._database]
        found = [kept.get(word) for word in words]
        fresh = [one for one in found if one is not None and abs(self._now - one[0]) < REMEMBERED]
        if len(fresh) < len(words):
            return None
        return fresh[0][1], *(count for _, _, count in fresh)

    def _ask(self, words: tuple[str, ...], values: dict[str, Any]) -> tuple[int, ...]:
        ((placements, *counts),) = _how_rare(len(words)).rows(self._session, values)
        kept = _known[self._database]
        if len(kept) > MOST_REMEMBERED:
            kept.clear()
        kept.update(
            {word: (self._now, placements, count) for word, count in zip(words, counts, strict=True) if count}
        )
        return placements, *counts


# For each database: when it was asked for a word, how many placements there were, and how many had the word.
_known: dict[str | None, dict[str, tuple[datetime, int, int]]] = defaultdict(dict)


@lru_cache(maxsize=50)
def _how_rare(words: int) -> Hot:
    """How many placements there are, about, and how many rows each word has, up to `COMMON`."""
    shape = Shape(audience=False, places=0, fields=0, words=words, weeks=0)
    counts = []
    for index in range(words):
        some: Any = select(literal_column("1").label("one")).where(statements.starts(shape, index))
        counts.append(select(func.count()).select_from(some.limit(COMMON).subquery()).scalar_subquery())
    return Hot(select(select(func.max(col(Placement.id))).scalar_subquery(), *counts))
