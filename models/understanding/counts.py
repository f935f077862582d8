"""Numbers that may count pupils or places.

Those that count something else (weeks, hours, ages, staff, classes, streets) are none.
"""

from typing import NamedTuple

from models.understanding.bare_counts import GROUPS, bare_weight
from models.understanding.numbers import Number, number_at
from models.understanding.other_counts import (
    GROWN_UP,
    STOPS,
    TO_BE,
    counts_else,
    is_limit,
    is_listed,
    is_school_child,
    is_singular,
    is_trade,
)
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_BEFORE_A_GRADE = frozenset({"i", "ur", "från", "in", "from", "för", "for", "åt", "till"})
_WRITERS = frozenset({"jag", "mig", "me", "i", "myself"})
_ARTICLES = frozenset({"en", "ett", "a", "an"})
_THE = frozenset({"de", "the", "våra", "our", "dom"})
_MATES = word_list("mates")
_NOT = frozenset({"inte", "not", "ej"})
_OF_SOMEBODY = word_list("of_somebody")
_THEIRS = frozenset({"hans", "hennes", "his", "her"})
_ANY = frozenset({"person", "adult", "woman", "trainee", "apprentice"})
_PLURAL = frozenset({"mina", "våra"})
_ONE_PERSON = frozenset({"honom", "henne", "hen", "him", "her"})
_PARENTS = word_list("parents")


class Count(NamedTuple):
    """A number in tokens `start` up to `end`; the heavier it weighs, the surer it counts seats."""

    value: int
    start: int
    end: int
    weight: float


def counts(sentence: Sentence) -> list[Count]:
    """All candidates, in order."""
    found: list[Count] = []
    at = 0
    while at < len(sentence):
        one = _own_group(sentence, at) or _one_of_mine(sentence, at) or _count(sentence, at)
        if one is None:
            at += 1
            continue
        if one.value:
            found.append(one)
        at = max(one.end, at + 1)
    return found


def _own_group(sentence: Sentence, at: int) -> Count | None:
    """ "me and my friend" are two, "jag och två kompisar" three."""
    size = sentence.phrase("two_of_us", at)
    if size:
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


def _mine_and_a_friend(sentence: Sentence, at: int) -> bool:
    """ "min grabb och hans kompis", "my daughter and her friend"."""
    child = sentence.is_in(at, "mine") and sentence.is_in(at + 1, "child", "pupil")
    theirs = sentence.is_calendar(at + 2, "and") and sentence.key(at + 3) in _THEIRS
    return child and theirs and sentence.is_in(at + 4, "child", "pupil")


def _one_of_mine(sentence: Sentence, at: int) -> Count | None:
    """ "min elev", "my student", "vår praktikant", "another student", "min son"."""
    if sentence.is_in(at, "one_pupil") and sentence.language == "sv":
        told = sentence.key(at + 1) in {"bor", "lives"} or sentence.is_in(at + 1, "tells")
        return None if told else Count(1, at, at + 1, 1.0)
    the_one = sentence.key(at) in {"the", "this"} and sentence.is_in(at + 1, "pupil")
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
    for here in range(at + 1, min(at + 3, len(sentence))):
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


def _count(sentence: Sentence, at: int) -> Count | None:
    """The candidate that begins with the number at `at`; of value 0 when it is to be skipped."""
    if sentence.taken.get(at) in {"weeks", "name", "grade", "intent"} or sentence.kind(at) == "noise":
        return None
    number = number_at(sentence, at)
    if number is None:
        return None
    if counts_else(sentence, at, number):
        return Count(0, at, number.end, 0)
    if is_part(sentence, number.end):
        lacks = sentence.has("need", sentence.clause(at))
        return Count(number.value, at, number.end + 2, 2.0 if lacks else 1.0)
    if _is_times(sentence, at, number.end):
        return Count(number.value, at, number.end, 1.9)
    more_than = sentence.phrase_before("limit", at) and sentence.key(number.end) != "per"
    if more_than and (number.is_article or is_limit(sentence, at)):
        return Count(number.value if is_limit(sentence, at) else 0, at, number.end, 2.4)
    ruled_out = sentence.key(at - 1) in _NOT and not number.is_article  # "Vecka 43, inte 44".
    if ruled_out or sentence.phrase_before("instead_of", at):
        return Count(0, at, number.end, 0)
    most = sentence.phrase_before("most", at)
    whole = range(number.end + 1, number.end + 4)
    of_these = sentence.keys[number.end : number.end + 2] == ["out", "of"] or (
        sentence.key(number.end) in {"av", "of"}
        and (
            not number.is_article
            or sentence.key(number.end + 1) in {"de", "dom", "våra", "our", "mina", "my"}
            or any(sentence.is_in(here, "pupil", "seat", "booking") for here in whole)
            or any(sentence.taken.get(here) == "grade" for here in whole)
        )
    )
    if of_these and sentence.is_in(number.end + 1, "mine") and is_trade(sentence, number.end + 2):
        return Count(0, at, number.end, 0)  # "Two of our technicians".
    noun = _noun_end(sentence, at, number)
    if sentence.phrase_before("all_but", at) or _are_left_out(sentence, at):
        return Count(number.value, at, number.end, 2.6)
    if noun and sentence.is_in(at - 1, "remaining"):
        return Count(number.value, at, noun, 2.4)
    opens = at == 1 or sentence.kind(at - 2) == "stop"  # "Resterande fyra vill …"
    if sentence.is_in(at - 1, "remaining") and (opens or sentence.key(at - 2) in _THE):
        return Count(number.value, at, number.end, 2.4)
    if noun and (sentence.key(at - 2) in GROUPS or sentence.is_in(at - 1, "group_s")):
        return Count(number.value, at, noun, 1.0)
    if noun or of_these:
        end = noun or number.end
        more = number_at(sentence, end + 1) if sentence.is_calendar(end, "or") else None
        if more and not more.is_article and more.value == number.value + 1:
            number, end = more, more.end  # "En praktikant eller två".
        if of_these:
            end = _after_of(sentence, number.end)
        return Count(number.value, at, end, (1.6 if number.is_article else 2.0) + 0.3 * bool(most))
    if most and sentence.key(number.end) != "per":
        return Count(number.value, at, number.end, 2.4)
    if sentence.phrase("after_count", number.end):
        return Count(number.value, at, number.end, 1.9)
    weight = bare_weight(sentence, at, number)
    return Count(number.value, at, number.end, weight) if weight else None


def _are_left_out(sentence: Sentence, at: int) -> bool:
    """ "alla har plats utom fyra": all, and in the same clause those who are not among them."""
    if sentence.key(at - 1) not in {"utom", "förutom", "except", "but"}:
        return False
    return any(
        sentence.key(here) in {"alla", "samtliga", "everyone", "everybody", "all"}
        for here in sentence.clause(at)
    )


def is_part(sentence: Sentence, end: int) -> bool:
    """ "two of them", "en av dem": some of those who were counted before."""
    return sentence.key(end) in {"av", "of"} and sentence.key(end + 1) in {"dem", "them", "those", "dessa"}


def _is_times(sentence: Sentence, at: int, end: int) -> bool:
    """ "x2", "x 2", "2x"."""
    return sentence.key(at - 1) == "x" or (
        sentence.key(end) == "x" and (sentence.tokens[end].glued or sentence.is_in(end + 1, "pupil", "seat"))
    )


def _noun_end(sentence: Sentence, at: int, number: Number) -> int:
    """Where the noun that the number counts ends, with up to two words between; 0 if it counts none."""
    here = number.end
    if sentence.key(here) in _BEFORE_A_GRADE and sentence.taken.get(here + 1) == "grade":
        return here + 2  # "Två i nian".
    if sentence.kind(here) == "dash" and not sentence.tokens[here].glued:
        return 0
    for _ in range(4):
        if sentence.kind(here) == "number" and sentence.key(here + 2).startswith(("åring", "year-old")):
            return here + 3
        if sentence.kind(here) == "number" and sentence.key(here + 2).startswith("årig"):
            here += 3
            continue
        if sentence.taken.get(here) == "grade":
            return here + 1
        if sentence.is_in(here, "pupil", "seat", "piece") or is_school_child(sentence, here):
            either = sentence.is_calendar(here + 1, "or") and sentence.is_in(here + 2, "pupil")
            return here + 3 if either else here + 1
        if sentence.taken.get(here) == "fields":
            here += 1
            continue
        to_be = sentence.key(here - 1) in TO_BE
        is_number = not number.is_article or sentence.key(number.end - 1) == "one" or is_listed(sentence, at)
        if (to_be or (here == number.end and is_number)) and is_trade(sentence, here):
            return here + 1
        if sentence.kind(here) != "word" or here in sentence.taken or sentence.key(here) in STOPS:
            return 0
        if sentence.lexicon.forms.word(sentence.key(here)):
            following = here + 1
            if sentence.is_in(following, "pupil", "seat", "piece"):
                return following + 1
            return here + 1 if here == number.end or not number.is_article else 0
        if sentence.words[here].calendar or sentence.is_in(here, "employer", "staff", "measure"):
            return 0
        if (
            number.is_article
            and sentence.lexicon.lemma(sentence.key(here))
            and sentence.key(here) not in sentence.lexicon.common
        ):
            return 0
        here += 1
    return 0


def _after_of(sentence: Sentence, at: int) -> int:
    """Past "av de 4 platserna", so that four is not counted."""
    for here in range(at + 1, min(at + 5, len(sentence))):
        if sentence.is_in(here, "pupil", "seat", "booking"):
            return here + 1
    return at + 1
