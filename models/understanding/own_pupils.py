"""Pupils who are told of without a number: "min son", "jag och min kompis", "eleven", "the youngest"."""

from models.understanding.numbers import Count, number_at
from models.understanding.other_counts import GROWN_UP, STOPS, WORKS, is_singular
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_WRITERS = frozenset({"jag", "mig", "me", "i", "myself"})
_ARTICLES = frozenset({"en", "ett", "a", "an"})
_MATES = word_list("mates")
_OF_SOMEBODY = word_list("of_somebody")
_THEIRS = frozenset({"hans", "hennes", "his", "her"})
_ANY = frozenset({"person", "adult", "woman", "trainee", "apprentice"})
_PLURAL = frozenset({"mina", "våra"})
_ONE_PERSON = frozenset({"honom", "henne", "hen", "him", "her"})
_PARENTS = word_list("parents")


# By these nothing but a few words can begin what is looked for; most words of a text are none of them.
_GROUP_CLASSES = frozenset({"two_of_us", "last_one", "mine"})
_GROUP_WORDS = _PARENTS | _ARTICLES | _WRITERS | {"åt", "för", "for"}
_ONE_CLASSES = frozenset({"one_pupil", "pupil", "mine"})
_ONE_WORDS = _OF_SOMEBODY | {"the", "this"}


def _may_begin(sentence: Sentence, at: int, classes: frozenset[str], words: frozenset[str]) -> bool:
    word = sentence.words[at]
    return sentence.keys[at] in words or not (
        classes.isdisjoint(word.classes) and classes.isdisjoint(word.begins)
    )


def own_group(sentence: Sentence, at: int) -> Count | None:
    """ "me and my friend" are two, "jag och två kompisar" three."""
    if not _may_begin(sentence, at, _GROUP_CLASSES, _GROUP_WORDS):
        return None
    size = sentence.phrase("two_of_us", at)
    if size and sentence.key(at + size) not in WORKS:
        return Count(2, at, at + size, 2.0)
    size = sentence.phrase("last_one", at)
    end = min(at + size, len(sentence) - 1)
    if size and not sentence.words[end].calendar and not sentence.is_in(end, "booking", "seat"):
        return Count(1, at, at + size, 2.4)
    if sentence.key(at) in _PARENTS and sentence.key(at + 1) in {"till", "to", "of", "åt"}:
        return Count(1, at, at + 1, 1.0)
    if sentence.key(at) in _ARTICLES and sentence.key(at + 1) in GROWN_UP:
        return Count(1, at, at + 2, 1.2)
    if sentence.key(at) in {"åt", "för", "for"} and sentence.key(at + 1) in _ONE_PERSON:
        return Count(1, at, at + 2, 0.8)
    if _mine_and_a_friend(sentence, at):
        return Count(2, at, at + 5, 2.0)
    if _mine_and_me(sentence, at):
        return Count(2, at, at + 4, 2.0)
    if _and_one_of_mine(sentence, at):
        return Count(2, at, at + 4, 2.0)
    joined = sentence.is_calendar(at + 1, "and") or sentence.key(at + 1) in {"n", "å"}
    if sentence.key(at) in _WRITERS and joined:
        friends = number_at(sentence, at + 2)
        if friends and sentence.is_in(friends.end, "friends"):
            return Count(friends.value + 1, at, friends.end + 1, 2.0)
    return None


def _and_one_of_mine(sentence: Sentence, at: int) -> bool:
    """ "me n my sister", "jag och en klasskompis"; whoever runs a shop with a brother needs no place."""
    joined = sentence.is_calendar(at + 1, "and") or sentence.key(at + 1) in {"n", "å"}
    whose = sentence.is_in(at + 2, "mine") or sentence.key(at + 2) in _ARTICLES
    return (
        sentence.key(at) in _WRITERS
        and joined
        and whose
        and sentence.is_in(at + 3, "child")
        and (sentence.key(at + 3) in _MATES or sentence.has("need", sentence.clause(at)))
    )


def _mine_and_me(sentence: Sentence, at: int) -> bool:
    """ "min syrra o jag vill va på samma ställe"; not "min fru och jag driver"."""
    child = sentence.is_in(at, "mine") and sentence.is_in(at + 1, "child")
    joined = sentence.is_calendar(at + 2, "and") or sentence.key(at + 2) in {"n", "å"}
    return child and joined and sentence.key(at + 3) in _WRITERS and sentence.has("wish", sentence.clause(at))


def _mine_and_a_friend(sentence: Sentence, at: int) -> bool:
    """ "min grabb och hans kompis", "my daughter and her friend"."""
    child = sentence.is_in(at, "mine") and sentence.is_in(at + 1, "child", "pupil")
    theirs = sentence.is_calendar(at + 2, "and") and sentence.key(at + 3) in _THEIRS
    return child and theirs and sentence.is_in(at + 4, "child", "pupil")


def one_of_mine(sentence: Sentence, at: int) -> Count | None:
    """ "min elev", "my student", "vår praktikant", "another student", "min son"."""
    if not _may_begin(sentence, at, _ONE_CLASSES, _ONE_WORDS):
        return None
    if sentence.is_in(at, "one_pupil") and sentence.language == "sv":
        told = sentence.key(at + 1) in {"bor", "lives"} or sentence.is_in(at + 1, "tells")
        return None if told else Count(1, at, at + 1, 1.0)
    the_one = sentence.key(at) in {"the", "this"} and sentence.is_in(at + 1, "pupil", "child")
    if the_one and is_singular(sentence.key(at + 1)) and sentence.key(at + 1) not in _ANY:
        return Count(1, at, at + 2, 1.0)
    aged = sentence.kind(at + 1) == "number" and sentence.key(at + 2) in {"år", "years"}
    if aged and sentence.is_in(at, "pupil") and is_singular(sentence.key(at)):
        return Count(1, at, at + 1, 1.0)
    if sentence.key(at) == "another" and sentence.key(at + 1) == "one":
        return Count(1, at, at + 2, 1.6)
    key = sentence.key(at)
    if key in _PLURAL or not (sentence.is_in(at, "mine") or key in _OF_SOMEBODY):
        return None
    if sentence.taken.get(at + 1) == "grade" and _is_one_of_a_grade(sentence, at + 1):
        return Count(1, at, at + 2, 1.4)
    first = at + 1
    if sentence.kind(first) == "number" and sentence.key(first + 2).startswith(("år", "year")):
        first += 3  # "Min 16-åriga systerdotter".
    for here in range(first, min(first + 2, len(sentence))):
        if sentence.is_in(here, "child") and sentence.is_in(here + 1, "tells"):
            break
        if _is_child(sentence, here) or (sentence.is_in(here, "pupil") and is_singular(sentence.key(here))):
            return Count(1, at, here + 1, 1.4)
        if sentence.kind(here) != "word" or sentence.key(here) in STOPS:
            break
    return None


def _is_child(sentence: Sentence, at: int) -> bool:
    """ "My son", "my daughter's in grade 8", "min systers räkning"; not "my sister's shop"."""
    key = sentence.key(at)
    if sentence.is_in(at, "child") or not key.endswith("s"):
        return sentence.is_in(at, "child")
    whose = key.removesuffix("s").removesuffix("'")
    is_child = sentence.lexicon.classes["child"].word(whose) is not None
    return is_child and not any(sentence.lexicon.lemma(sentence.key(at + far)) for far in (1, 2))


def _is_one_of_a_grade(sentence: Sentence, at: int) -> bool:
    """ "min 8:a", "my ninth grader", "vår nia"; not "mina nior"."""
    last = at
    while sentence.taken.get(last + 1) == "grade":
        last += 1
    return sentence.key(last) in {"a", "an", "nia", "åtta", "åttondeklassare", "niondeklassare", "grader"}
