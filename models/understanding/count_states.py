"""What a sentence tells of a number: how many there were, are here already, have a place, or are in all."""

from models.understanding.numbers import Count, number_at
from models.understanding.sentence import LONGEST_CLAUSE, Sentence
from models.understanding.tables import word_list

_WHOLE_BETWEEN = word_list("between_of_and_number")
LONGEST_LIST = 6  # Tokens of "varav fem i målningen och åtta".
SMALLEST_CLASS = 10
NEAR = 3  # Tokens from a number to what says that those are without a place.
_ABOUT = word_list("about_a_number")
_SIZED = frozenset({"med", "with", "of", "på", "om", "has", "har", "för", "for"})
_SCHOOLS = tuple(word_list("has_many_pupils"))
_GROUP = word_list("group_of")
_LACKS = word_list("lack")
_NOW = word_list("says_now")
_OF = frozenset({"av", "of"})
_LEFT = _LACKS | word_list("left_over")
_HAVE = frozenset({"har", "have", "has", "fick", "got", "fått", "hade", "had"})
_IS = _HAVE | {"är", "are", "is", "we've", "i've", "finns"}


def is_told(sentence: Sentence, count: Count) -> bool:
    """Whether those are counted who need no place any more: "hade två", "har två nu", "20 är klara"."""
    start = count.start
    if sentence.phrase_before("all_but", start):
        return False
    around = sentence.around(start)
    if any(sentence.phrase("of_whom", at) for at in range(max(around.start, start - LONGEST_LIST), start)):
        rest = range(start, sentence.clause(start).stop)
        lacks = any(sentence.key(at) in _LACKS for at in rest)
        if sentence.has("background", around) and not lacks:
            return True
        return not _lack(sentence, rest)
    behind = range(count.end, min(count.end + NEAR, sentence.clause(start).stop))
    lacks = any(sentence.key(at) in _LACKS for at in behind) and not sentence.has_beside("past", start)
    if not lacks and sentence.has_beside("background", start):
        return True
    if sentence.key(start - 1) in {"jobbar", "arbetar", "jobbade", "employ"}:
        return True  # "Då jobbar fem ungdomar hos oss."
    if _was_told(sentence, count):
        return True
    return are_sorted(sentence, count.start, count.end) or _are_here(sentence, count)


def _was_told(sentence: Sentence, count: Count) -> bool:
    """ "Last spring five signed up and only one turned up": the sentence began with what once was."""
    around = sentence.around(count.start)
    before = range(around.start, min(count.start, around.start + NEAR))
    if not sentence.has("past", before) or _is_needed(sentence, sentence.clause(count.start)):
        return False
    between = range(before.start, min(count.end + NEAR, around.stop))
    return _NOW.isdisjoint(sentence.keys[between.start : between.stop])


def _is_needed(sentence: Sentence, clause: range) -> bool:
    """Whether it says that somebody is without a place; "one of them left after a day" does not."""
    return any(
        sentence.phrase("need", at)
        and not (sentence.key(at) == "left" and sentence.key(at + 1) in {"after", "early", "because"})
        for at in clause
    )


def is_whole(sentence: Sentence, count: Count) -> bool:
    """Whether it says of how many others are some: "av 25 elever", "of my 24", "20 elever varav 3 utan"."""
    at, behind = count.start, sentence.clause(min(count.end, len(sentence) - 1)).stop
    if sentence.phrase("of_whom", count.end) or sentence.phrase("of_whom", count.end + 1):
        return _lack(sentence, range(count.end, behind))
    if _some_of_them_lack(sentence, count) or _is_size_of_a_school(sentence, at):
        return True
    if count.value >= SMALLEST_CLASS and _fewer_lack(sentence, count):
        return True
    while at > 0 and sentence.key(at - 1) in _WHOLE_BETWEEN:
        at -= 1
    return sentence.key(at - 1) in {"av", "of", "utav"} and sentence.key(at - 2) not in _GROUP


def _is_size_of_a_school(sentence: Sentence, at: int) -> bool:
    """ "En skola med 450 elever", "a school of about 310 pupils", "årskullen är på 92"."""
    while sentence.key(at - 1) in _ABOUT:
        at -= 1
    if sentence.key(at - 1) == "à":
        return True  # "4 klasser à 25 elever".
    if sentence.key(at - 1) not in _SIZED:
        return False
    before = at - 3 if sentence.key(at - 2) in {"är", "is", "består", "consists"} else at - 2
    return sentence.key(before).endswith(_SCHOOLS)


def _fewer_lack(sentence: Sentence, count: Count) -> bool:
    """ "Vi har 78 elever i åttan och nu är det sju kvar": the size of a class, and then who is left of it."""
    around = sentence.around(count.start)
    last = min(around.stop, count.end + LONGEST_CLAUSE)
    if _LEFT.isdisjoint(sentence.keys[count.end : last]):
        return False
    for at in range(count.end, last):
        if sentence.phrase("need", at):
            return False
        fewer = number_at(sentence, at) if at not in sentence.taken else None
        if fewer and not fewer.is_article and 2 * fewer.value <= count.value:
            return _lack(sentence, range(fewer.end, min(around.stop, fewer.end + NEAR)))
    return False


def _some_of_them_lack(sentence: Sentence, count: Count) -> bool:
    """ "28 elever i 8A och tre av dem saknar plats"; of a class the next sentence may say it."""
    last = min(len(sentence), count.end + LONGEST_CLAUSE)
    if _OF.isdisjoint(sentence.keys[count.end : last]):
        return False
    for at in range(count.end, last):
        if sentence.key(at) in _OF and sentence.key(at + 1) in {"dem", "them", "dessa", "those"}:
            whole = sentence.around(at) if count.value >= SMALLEST_CLASS else sentence.clause(at)
            rest = range(at, whole.stop)
            never = any(sentence.key(here) in {"aldrig", "never"} for here in rest)
            return never or sentence.has("need", rest)
    return False


def are_sorted(sentence: Sentence, start: int, end: int) -> bool:
    """ "20 are placed", "åttorna är klara", "22 har praoplats"; not "tre är inte klara"."""
    clause = sentence.clause(start)
    has_place = sentence.key(end) in _HAVE and any(
        sentence.is_in(at, "seat") for at in range(end + 1, min(end + 4, len(sentence)))
    )
    if not has_place and not sentence.has("sorted", clause):
        return False
    rest = range(start, min(clause.stop, start + LONGEST_CLAUSE))
    return not _lack(sentence, rest) and (has_place or sentence.has("sorted", rest))


def _are_here(sentence: Sentence, count: Count) -> bool:
    """ "har två elever nu", "two are with us at present"; places one has now are offered."""
    clause = sentence.clause(count.start)
    if sentence.is_in(count.end - 1, "seat") or not sentence.has("at_present", clause):
        return False
    return not _lack(sentence, clause) and any(sentence.key(at) in _IS for at in clause)


def _lack(sentence: Sentence, among: range) -> bool:
    return sentence.has("negation", among) or sentence.has("need", among)
