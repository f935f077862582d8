"""Numbers that may count pupils or places.

Those that count something else (weeks, hours, ages, staff, classes, streets) are none.
"""

from models.understanding.bare_counts import GROUPS, bare_weight
from models.understanding.numbers import Count, Number, number_at
from models.understanding.other_counts import (
    STOPS,
    TO_BE,
    counts_else,
    is_limit,
    is_listed,
    is_school_child,
    is_trade,
)
from models.understanding.own_pupils import one_of_mine, own_group
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_BEFORE_A_GRADE = frozenset({"i", "ur", "från", "in", "from", "för", "for", "åt", "till"})
_THE = frozenset({"de", "the", "våra", "our", "dom"})
_NOT = frozenset({"inte", "not", "ej"})
_STAFF = tuple(word_list("begin_staff"))


def counts(sentence: Sentence) -> list[Count]:
    """All candidates, in order."""
    found: list[Count] = []
    at = 0
    while at < len(sentence):
        one = own_group(sentence, at) or one_of_mine(sentence, at) or _count(sentence, at)
        if one is None:
            at += 1
            continue
        if one.value:
            found.append(one)
        at = max(one.end, at + 1)
    return found


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
    of_these = _are_some_of(sentence, number)
    all_of_them = number_at(sentence, number.end + 1)
    if of_these and all_of_them and sentence.is_in(all_of_them.end, "measure"):
        return Count(0, at, all_of_them.end, 0)  # "Hon har gått 2 av 3 år."
    ours = sentence.is_in(number.end + 1, "mine") and is_trade(sentence, number.end + 2)
    if of_these and (ours or _is_staff(sentence, number.end + 1)):
        return Count(0, at, number.end, 0)  # "Two of our technicians", "två av lärarna".
    noun = _noun_end(sentence, at, number)
    if sentence.phrase_before("all_but", at) or _are_left_out(sentence, at):
        return Count(number.value, at, number.end, 2.6)
    remain = sentence.is_in(at - 1, "remaining") or is_left(sentence, at)
    if noun and remain:
        return Count(number.value, at, noun, 2.6)
    opens = at == 1 or sentence.kind(at - 2) == "stop"  # "Resterande fyra vill …"
    if sentence.is_in(at - 1, "remaining") and (opens or sentence.key(at - 2) in _THE):
        return Count(number.value, at, number.end, 2.6)
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


def is_left(sentence: Sentence, at: int) -> bool:
    """ "Kvar är fyra stycken", "left are four pupils"."""
    return sentence.key(at - 2) in {"kvar", "left"} and sentence.key(at - 1) in {"är", "finns", "står", "are"}


def _are_some_of(sentence: Sentence, number: Number) -> bool:
    """ "3 av 24", "en av mina elever", "eight out of 20"; an article only of what can be asked for."""
    end = number.end
    if sentence.keys[end : end + 2] == ["out", "of"]:
        return True
    if sentence.key(end) not in {"av", "of"}:
        return False
    whole = range(end + 1, end + 4)
    return (
        not number.is_article
        or sentence.key(end + 1) in {"de", "dom", "våra", "our", "mina", "my"}
        or any(sentence.is_in(here, "pupil", "seat", "booking") for here in whole)
        or any(sentence.taken.get(here) == "grade" for here in whole)
    )


def _is_staff(sentence: Sentence, at: int) -> bool:
    here = at + 1 if sentence.is_in(at, "mine") or sentence.key(at) == "the" else at
    return sentence.key(here).startswith(_STAFF) and not sentence.is_in(here, "pupil")


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
