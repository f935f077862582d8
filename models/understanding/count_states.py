"""What a sentence tells of a number: how many there were, are here already, have a place, or are in all."""

from models.understanding.counts import Count
from models.understanding.sentence import LONGEST_CLAUSE, Sentence
from models.understanding.tables import word_list

_WHOLE_BETWEEN = word_list("between_of_and_number")
LONGEST_LIST = 6  # Tokens of "varav fem i målningen och åtta".
_HAVE = frozenset({"har", "have", "has", "fick", "got", "fått", "hade", "had"})
_IS = _HAVE | {"är", "are", "is", "we've", "i've", "finns"}


def is_told(sentence: Sentence, count: Count) -> bool:
    """Whether those are counted who need no place any more: "hade två", "har två nu", "20 är klara"."""
    start = count.start
    if sentence.phrase_before("all_but", start):
        return False
    around = sentence.around(start)
    if any(sentence.phrase("of_whom", at) for at in range(max(around.start, start - LONGEST_LIST), start)):
        if sentence.has("background", around):
            return True
        return not _lack(sentence, range(start, sentence.clause(start).stop))
    if sentence.has_beside("background", start):
        return True
    if sentence.key(start - 1) in {"jobbar", "arbetar", "jobbade", "employ"}:
        return True  # "Då jobbar fem ungdomar hos oss."
    return are_sorted(sentence, count.start, count.end) or _are_here(sentence, count)


def is_whole(sentence: Sentence, count: Count) -> bool:
    """Whether it says of how many others are some: "av 25 elever", "of my 24", "20 elever varav 3 utan"."""
    at, behind = count.start, sentence.clause(min(count.end, len(sentence) - 1)).stop
    if sentence.phrase("of_whom", count.end) or sentence.phrase("of_whom", count.end + 1):
        return _lack(sentence, range(count.end, behind))
    if _some_of_them_lack(sentence, count.end):
        return True
    while at > 0 and sentence.key(at - 1) in _WHOLE_BETWEEN:
        at -= 1
    return sentence.key(at - 1) in {"av", "of"}


def _some_of_them_lack(sentence: Sentence, end: int) -> bool:
    """ "28 elever i 8A och tre av dem saknar plats"."""
    around = sentence.around(min(end, len(sentence) - 1))
    for at in range(end, min(around.stop, end + LONGEST_CLAUSE)):
        if sentence.key(at) in {"av", "of"} and sentence.key(at + 1) in {"dem", "them", "dessa", "those"}:
            return sentence.has("need", range(at, sentence.clause(at).stop))
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
