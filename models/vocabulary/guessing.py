"""Guesses the field of work from what people write about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.vocabulary.stemming import STOP_WORDS, stem, words
from models.vocabulary.tables import columns

MOST_WORDS = 200  # The first words say what it is about; the rest of a long text only costs time.
LONGEST_TERM = 3  # In words.

WORKPLACE, SUBJECT, OCCUPATION, MISSPELLED = 4.0, 3.0, 2.5, 1.5
HEAD, FIRST_PART, TYPO = (
    0.7,
    0.5,
    0.5,
)  # What a match is worth when only a part of the word, or nearly it, is known.
SHORTEST_PART = 4
TYPO_LIKENESS = 83  # Of 100: one wrong letter in six.
MOST_TYPOS = 4  # Words that are looked up for typos.


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """`term` is the known term that spoke most for the field; scores only compare within one text."""

    field_id: str
    term: str
    score: float


class _Known(NamedTuple):
    term: str
    field_id: str
    weight: float


_Meaning = tuple[_Known, ...]  # A term may speak for several fields; for none when it is too general.


class _Index(NamedTuple):
    exact: dict[str, _Meaning]
    by_stem: dict[str, _Meaning]
    parts: dict[str, _Meaning]


def guess_fields(text: str, limit: int = 3) -> list[FieldGuess]:
    """The fields that `text` is most likely about, best first; empty when nothing in it is known.

    The longest known term at each place counts (up to three words, any inflection). Words that are unknown
    are taken apart as compounds, and typos are looked for only when nothing else was recognised.
    """
    spelled = words(text)[:MOST_WORDS]
    found = list(_matches(spelled)) or list(_typos(spelled))
    best: dict[str, _Known] = {}
    total: dict[str, float] = {}
    for known in dict.fromkeys(found):
        total[known.field_id] = total.get(known.field_id, 0.0) + known.weight
        if known.field_id not in best or known.weight > best[known.field_id].weight:
            best[known.field_id] = known
    guesses = [FieldGuess(field, best[field].term, round(score, 2)) for field, score in total.items()]
    return sorted(guesses, key=lambda guess: -guess.score)[:limit]


def _matches(spelled: list[str]) -> Iterator[_Known]:
    index = _index()
    stemmed = [stem(word) for word in spelled]
    at = 0
    while at < len(spelled):
        size, meaning = _longest_term(spelled[at : at + LONGEST_TERM], stemmed[at : at + LONGEST_TERM], index)
        yield from meaning
        at += size


def _longest_term(spelled: list[str], stemmed: list[str], index: _Index) -> tuple[int, Iterable[_Known]]:
    """How many of the words are one known term, and what it means; the first word alone when none is."""
    for size in range(len(spelled), 0, -1):
        if size == 1 and spelled[0] in STOP_WORDS:
            return 1, ()  # It means nothing alone, though its stem may: "för" has that of "förare".
        meaning = index.exact.get(" ".join(spelled[:size]), index.by_stem.get(" ".join(stemmed[:size])))
        if meaning is not None:
            return size, meaning
    return 1, _by_parts(spelled[0], stemmed[0], index)


def _by_parts(word: str, key: str, index: _Index) -> Iterator[_Known]:
    """Swedish compounds: the last part says what it is ("skolrestaurang"), else the first ("kassaarbete")."""
    for part in (key, word):
        for cut in range(2, len(part) - SHORTEST_PART + 1):
            if meaning := index.parts.get(part[cut:]):
                return _weakened(meaning, HEAD)
    for cut in range(len(word) - 3, SHORTEST_PART - 1, -1):
        if meaning := index.parts.get(word[:cut]):
            return _weakened(meaning, FIRST_PART)
    return iter(())


def _typos(spelled: list[str]) -> Iterator[_Known]:
    # Here, since most texts have some word that is known.
    from rapidfuzz import fuzz, process

    exact = _index().exact
    for word in [word for word in spelled if len(word) >= 6][:MOST_TYPOS]:
        for form in dict.fromkeys((word, stem(word))):
            near = process.extractOne(form, _single_words(), scorer=fuzz.ratio, score_cutoff=TYPO_LIKENESS)
            if near:
                yield from _weakened(exact[near[0]], TYPO)
                break


def _weakened(meaning: _Meaning, by: float) -> Iterator[_Known]:
    return (known._replace(weight=known.weight * by) for known in meaning)


@lru_cache(maxsize=1)
def _single_words() -> tuple[str, ...]:
    return tuple(term for term, meaning in _index().exact.items() if meaning and " " not in term)


@lru_cache(maxsize=1)
def _index() -> _Index:
    """Built once: our own tasks win over workplaces and subjects, and those over occupations."""
    index = _Index({}, {}, {})
    for spelled, key, meaning in (*_tasks(), *_workplaces()):
        _enter(index, spelled, key, meaning)
        _enter_part(index.parts, spelled, key, meaning)
    for term, field, misspelled, key in columns("occupations.tsv"):
        weight = MISSPELLED if misspelled == "1" else OCCUPATION
        spelled = " ".join(words(term)) if "-" in term else term
        meaning = (_Known(term, field, weight),)
        _enter(index, spelled, key, meaning)
        if misspelled == "0":
            _enter_part(index.parts, spelled, key, meaning)
    return index


def _enter(index: _Index, spelled: str, key: str, meaning: _Meaning) -> None:
    index.exact.setdefault(spelled, meaning)
    index.by_stem.setdefault(key, meaning)


def _enter_part(parts: dict[str, _Meaning], spelled: str, key: str, meaning: _Meaning) -> None:
    for part in (key, spelled):
        if len(part) >= SHORTEST_PART and " " not in part:
            parts.setdefault(part, meaning)


def _tasks() -> Iterator[tuple[str, str, _Meaning]]:
    meanings: dict[str, list[_Known]] = {}
    for term, field, weight in columns("tasks.tsv"):
        known = meanings.setdefault(term, [])
        if field:
            known.append(_Known(term, field, float(weight)))
    for term, found in meanings.items():
        yield *_spelled_and_key(term), tuple(found)


def _workplaces() -> Iterator[tuple[str, str, _Meaning]]:
    for term, field, kind in columns("workplaces.tsv"):
        weight = WORKPLACE if kind == "workplace" else SUBJECT
        yield *_spelled_and_key(term), (_Known(term, field, weight),)


def _spelled_and_key(term: str) -> tuple[str, str]:
    parts = words(term)
    return " ".join(parts), " ".join(stem(part) for part in parts)
