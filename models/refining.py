"""Whether a sentence begins something new or goes on with the search before: "och v 13?", "fler", "ångra".

Or whether it asks to be told when something turns up."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from models.understanding import Utterance
from models.vocabulary.tables import columns

Meaning = Literal["change", "more", "undo", "watch", "watches", "any week", "anywhere", "any work"]
# What the wish before loses, as its chips name it.
ANY: dict[Meaning, tuple[str, ...]] = {
    "any week": ("weeks",),
    "anywhere": ("places",),
    "any work": ("fields", "words"),
}
# A sentence as short as this that says nothing but when, where, what or how many goes on with the search.
SHORT = 4
# Who says more than this at once says a new wish, however it begins.
MOST_CHANGES = 2


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    stands: str
    meaning: Meaning


def refinement(text: str, said: Utterance) -> Meaning | None:
    """How `text`, understood as `said`, goes on with what was before; None for a new matter.

    The cues stand in vocabulary/refining.tsv, longest first where several fit.
    """
    spoken = tuple(_words(text[:300]))
    for cue in _cues():
        if _stands(cue, spoken) and (cue.meaning != "change" or _changes(said, MOST_CHANGES)):
            return cue.meaning
    return "change" if len(spoken) <= SHORT and _changes(said, 1) else None


def _changes(said: Utterance, most: int) -> bool:
    """Whether it speaks of places and says something, but no more than so many things."""
    slots = (
        said.weeks,
        said.seats,
        said.municipalities,
        said.fields,
        said.words or said.employer,
        said.grade or said.form,
    )
    return said.intent == "search" and 1 <= sum(map(bool, slots)) <= most


def _stands(cue: _Cue, spoken: tuple[str, ...]) -> bool:
    length = len(cue.words)
    if cue.stands == "whole":
        return spoken == cue.words
    if cue.stands == "first":
        return spoken[:length] == cue.words
    return any(spoken[start : start + length] == cue.words for start in range(len(spoken) - length + 1))


def _words(text: str) -> Iterator[str]:
    for word in text.casefold().split():
        if kept := word.strip(".,;:!?\"'()"):
            yield kept


@lru_cache(maxsize=1)
def _cues() -> tuple[_Cue, ...]:
    found = []
    for cue, stands, meaning in columns("refining.tsv"):
        if meaning not in get_args(Meaning):
            raise ValueError(f"refining.tsv: {meaning!r}")
        found.append(_Cue(tuple(cue.split()), stands, meaning))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda cue: -len(cue.words)))
