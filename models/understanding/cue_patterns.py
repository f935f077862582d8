"""The little language of the table of cues: what people say when they want something.

A cue is words in order, with `^` before it if it must open a sentence. `avbok*` is any word that begins so,
`two|three` is one of several, `<pupil>` a word of that class, and `~` leaves room for up to five words of the
same sentence with no comma among them. Fillers ("gärna", "please") may stand anywhere.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.understanding.tables import word_list

LONGEST_GAP = 5
_FILLERS = word_list("fillers")


Part = tuple[int, int]
"""Where a word stands: in which sentence, and behind how many commas."""


class Element(NamedTuple):
    """One place in a cue: the words that may stand there, and whether others may stand before them."""

    after_gap: bool
    words: frozenset[str]
    beginnings: tuple[str, ...]
    classes: frozenset[str]

    def takes(self, word: str, classes: frozenset[str]) -> bool:
        return (
            word in self.words
            or (bool(self.beginnings) and word.startswith(self.beginnings))
            or not self.classes.isdisjoint(classes)
        )


class Cue(NamedTuple):
    """A cue with what it says, and how much it weighs; `opens` means only at the start of a sentence."""

    elements: tuple[Element, ...]
    says: str
    weight: int
    opens: bool


class Found(NamedTuple):
    """A cue in a sentence: its first and last word, counted among all words."""

    first: int
    last: int
    says: str
    weight: int


def read_cue(pattern: str, says: str, weight: int) -> Cue:
    """A row of the table."""
    elements: list[Element] = []
    after_gap = False
    for part in pattern.removeprefix("^").split(" "):
        if part == "~":
            after_gap = True
            continue
        options = part.split("|")
        elements.append(
            Element(
                after_gap,
                frozenset(one for one in options if one[-1] not in "*>"),
                tuple(one[:-1] for one in options if one.endswith("*")),
                frozenset(one[1:-1] for one in options if one.endswith(">")),
            )
        )
        after_gap = False
    return Cue(tuple(elements), says, weight, pattern.startswith("^"))


class Cues:
    """All cues, found quickly by the word that they begin with."""

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        self._by_word: dict[str, list[Cue]] = {}
        self._by_beginning: dict[str, list[Cue]] = {}
        self._by_class: dict[str, list[Cue]] = {}
        for row in rows:
            cue = read_cue(*row)
            first = cue.elements[0]
            for keys, index in (
                (first.words, self._by_word),
                (first.beginnings, self._by_beginning),
                (first.classes, self._by_class),
            ):
                for key in keys:
                    index.setdefault(key, []).append(cue)
        self._sizes = sorted({len(key) for key in self._by_beginning})

    def vocabulary(self) -> set[str]:
        """All words in the cues, to know them from typing mistakes."""
        found: set[str] = set()
        for cues in (*self._by_word.values(), *self._by_beginning.values(), *self._by_class.values()):
            for cue in cues:
                for element in cue.elements:
                    found |= element.words
                    found.update(one for one in element.beginnings if len(one) > 3)
        return found

    def that_begin(self, word: str, classes: frozenset[str]) -> tuple[Cue, ...]:
        """The cues whose first place takes that word."""
        found = list(self._by_word.get(word, ()))
        for size in self._sizes:
            if size > len(word):
                break
            found += self._by_beginning.get(word[:size], ())
        for one in classes:
            found += self._by_class.get(one, ())
        return tuple(found)


def match(
    cue: Cue, words: Sequence[str], classes: Sequence[frozenset[str]], parts: Sequence[Part], at: int
) -> Found | None:
    """The cue from word `at`, whose first element is known to fit; gaps are as short as they can be."""
    if cue.opens and at and parts[at - 1][0] == parts[at][0]:
        return None
    here = at
    for element in cue.elements[1:]:
        found = _next(element, words, classes, parts, here)
        if found is None or parts[found][0] != parts[at][0]:
            return None
        here = found
    return Found(at, here, cue.says, cue.weight)


def _next(
    element: Element,
    words: Sequence[str],
    classes: Sequence[frozenset[str]],
    parts: Sequence[Part],
    after: int,
) -> int | None:
    """The first word behind word `after` that the element takes, as far as gaps and fillers let it be."""
    there, room = after + 1, LONGEST_GAP if element.after_gap else 0
    if not room and there < len(words) and words[there] not in _FILLERS:
        return there if element.takes(words[there], classes[there]) else None
    while there < len(words):
        if element.takes(words[there], classes[there]):
            return there
        if words[there] not in _FILLERS:
            if not room or parts[there] != parts[after]:
                return None
            room -= 1
        there += 1
    return None
