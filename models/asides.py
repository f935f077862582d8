"""Whether what is written as an answer is clearly something else: "avboka v 10" where a number is asked for.

An answer is never to be lost, so all doubt is for the answer. Where the answer has a form (a number, weeks, a
municipality) words of a request are enough. Where it may be any text, the whole text must be a command:
"Sök reservdelar i Borås" describes what is done, "sök prao v 12 borås" doesn't.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from models.understanding import Utterance, understand
from models.understanding.hearing import UNDOING
from models.understanding.lexicon import lexicon
from models.understanding.reading import spoken_of_in
from models.understanding.utterance import Role
from models.vocabulary.tables import columns

LONGEST = 120
_LISTS = frozenset({"reservations", "placements"})
_UNDOING = frozenset({"cancel", "withdraw"})
# What can be said without one of the verbs that begin the other commands.
_SAID_BARELY = frozenset({"help", "human", "language"}) | _LISTS
_BEGINNINGS = ("begins a search", "begins a change of language")
_ASIDES = frozenset({"search", "help", "human", "language"}) | _LISTS | _UNDOING
_WORD = re.compile(r"\w+")


def aside(text: str, today: date, role: Role, *, has_form: bool) -> Utterance | None:
    """What a text says that is surely no answer, on `today` in Stockholm; None for all else.

    `has_form` where the answer is a number, weeks, a place and the like.
    """
    if len(text) > LONGEST or not text.strip():
        return None
    if not (has_form or _may_be_command(text)):
        return None
    said = understand(text, today, role)
    if said.intent not in _ASIDES or not said.spans.get("intent"):
        return None
    return said if (_is_request(text, said) if has_form else _is_command(text, said)) else None


def _may_be_command(text: str) -> bool:
    """Whether its words speak for a command, so that it is worth while to understand it; few answers do."""
    words = _WORD.findall(text.casefold())
    if not words:
        return False
    if any(words[0] in _words(stands) for stands in _BEGINNINGS):
        return True
    undoes = words[0] in _words("begins a cancellation")
    barely = any(map(_speaks, words)) and all(map(_may_stand_beside, words))
    if not (undoes or barely):
        return False
    # "Boka möten", "dra kabel" and "svara i telefon" are work.
    spoken_of = spoken_of_in(text)
    return (undoes and not spoken_of.isdisjoint(UNDOING)) or (
        barely and not spoken_of.isdisjoint(_SAID_BARELY | {"mine"})
    )


@lru_cache(maxsize=5_000)
def _speaks(word: str) -> bool:
    return any(cue.says in _SAID_BARELY and cue.weight > 1 for cue in lexicon().word(word).cues)


@lru_cache(maxsize=5_000)
def _may_stand_beside(word: str) -> bool:
    """Whether the word can be part of a request and says nothing of its own."""
    known = lexicon().word(word)
    return word in _words("beside") or bool(known.cues or known.classes) or known.key in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(lexicon().cues.vocabulary())


def _is_request(text: str, said: Utterance) -> bool:
    """Weeks and a number may be the answer itself, so a search must say more."""
    if said.intent == "search":
        return any((said.municipalities, said.fields, said.words, said.form, said.grade))
    # "Hur många som helst" asks nothing.
    return said.intent in _UNDOING or not any(_left(text, said, "intent"))


def _is_command(text: str, said: Utterance) -> bool:
    if said.intent == "search":
        when_or_for_whom = said.weeks or said.form or said.grade
        return bool(when_or_for_whom) and _begins(text, "search") and not any(_left(text, said))
    if said.intent in _UNDOING:
        return _begins(text, "cancellation") and not any(_left(text, said, "intent"))
    if said.intent == "language" and not _begins(text, "change of language"):
        return False
    # One word may be a name or a task: "bokningar", "kundtjänst".
    many = said.intent == "help" or len(_WORD.findall(text)) > 1
    return many and not any(_left(text, said, "intent"))


def _begins(text: str, what: str) -> bool:
    first = _WORD.search(text.casefold())
    return first is not None and first.group() in _words(f"begins a {what}")


def _left(text: str, said: Utterance, *also: str) -> Iterator[str]:
    """The words that no slot explains and that say something: the first, of a search, has been looked at."""
    slots = said.spans.keys() - {"intent"} | set(also)
    explained = [span for slot in slots for span in said.spans.get(slot, ())]
    words = list(_WORD.finditer(text))
    for word in words if also else words[1:]:
        inside = any(start <= word.start() and word.end() <= end for start, end in explained)
        if not inside and word.group().casefold() not in _words("beside"):
            yield word.group()


@lru_cache(maxsize=4)
def _words(stands: str) -> frozenset[str]:
    return frozenset(word for word, where in columns("asides.tsv") if where == stands)
