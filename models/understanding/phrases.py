"""Finds the phrases of a table among the words of a sentence."""

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
WORDS_REMEMBERED = 4_096


class Phrases(Generic[T]):
    """Phrases of one or more words with what each means; the longest wins.

    A single word may begin or end with `*` for any letters there: "prao*" is "praoelev", "*student" is
    "VFU-student".
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._single: dict[str, T] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._beginnings: dict[str, T] = {}
        self._endings: dict[str, T] = {}
        self._both: list[tuple[str, str, T]] = []
        for phrase, meaning in entries:
            self._enter(phrase, meaning)
        for listed in self._longer.values():
            listed.sort(key=lambda entry: -len(entry[0]))
        self._known = lru_cache(maxsize=WORDS_REMEMBERED)(self._look_up)
        self._shortest = min(map(len, self._beginnings), default=99)
        self._shortest_ending = min(map(len, self._endings), default=99)

    def _enter(self, phrase: str, meaning: T) -> None:
        first, *rest = phrase.split(" ")
        if rest:
            self._longer.setdefault(first, []).append(((first, *rest), meaning))
        elif first.startswith("*"):
            self._endings.setdefault(first[1:], meaning)
        elif first.endswith("*"):
            self._beginnings.setdefault(first[:-1], meaning)
        elif "*" in first:
            begin, end = first.split("*", 1)
            self._both.append((begin, end, meaning))
        else:
            self._single.setdefault(first, meaning)

    def word(self, word: str) -> T | None:
        """What one word means alone."""
        return self._known(word)

    def _look_up(self, word: str) -> T | None:
        found = self._single.get(word)
        if found is not None:
            return found
        for size in range(len(word), self._shortest - 1, -1):
            found = self._beginnings.get(word[:size])
            if found is not None:
                return found
        for size in range(len(word) - 1, self._shortest_ending - 1, -1):
            found = self._endings.get(word[-size:])
            if found is not None:
                return found
        for begin, end, meaning in self._both:
            if len(word) > len(begin) + len(end) and word.startswith(begin) and word.endswith(end):
                return meaning
        return None

    def begin_with(self, word: str) -> bool:
        """Whether a phrase of two words or more begins with that word."""
        return word in self._longer

    def longer_at(
        self, words: Sequence[str], at: int, fillers: Container[str] = frozenset()
    ) -> tuple[int, T] | None:
        """How many words from `at` are a phrase of two words or more, and what it means.

        `fillers` may stand in it: "går tyvärr inte" is "går inte".
        """
        for phrase, meaning in self._longer.get(words[at], ()):
            here = at
            for word in phrase[1:]:
                here += 1
                while here < len(words) and words[here] != word and words[here] in fillers:
                    here += 1
                if here == len(words) or words[here] != word:
                    break
            else:
                return here + 1 - at, meaning
        return None

    def at(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """How many words from `at` are a known phrase, and what it means."""
        longer = self.longer_at(words, at)
        if longer is not None:
            return longer
        found = self.word(words[at])
        return None if found is None else (1, found)

    def vocabulary(self) -> set[str]:
        """All whole words in it, to know them from typing mistakes."""
        found = set(self._single)
        for listed in self._longer.values():
            found.update(word for phrase, _ in listed for word in phrase)
        return found | {word for word in (*self._beginnings, *self._endings) if len(word) > 3}
