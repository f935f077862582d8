"""The form of placement and the grade: "praoelev", "LIA", "komvux"; "åk 8", "nian", "9C", "ninth graders"."""

import re

from models.understanding.count_states import are_sorted
from models.understanding.numbers import ordinal_at
from models.understanding.sentence import Sentence

_GRADE_WORD = re.compile(
    r"(?:(?P<eight>åttan|åttans|åttor|åttorna|åttornas|åttondeklass\w*|åttondeklassare|åttondegluttare|eighth-?graders?)"
    r"|(?P<nine>nian|nians|nia|nior|niorna|niornas|niondeklass\w*|ninth-?graders?))$"
)
_SUFFIXES = frozenset({"or", "orna", "an", "ans", "a", "e", "ors"})
_WHOSE = frozenset({"vars", "whose", "son", "dotter"})
_CLASSES = frozenset("abcdefg")


def read_form(sentence: Sentence, excluded: set[int]) -> str | None:
    """The form that is named first and not ruled out."""
    wanted: str | None = None
    for first, end, form in list(sentence.lookups(sentence.lexicon.forms)):
        if end - first > 1:
            sentence.take("form", first, end)  # "Adult education" is not the field.
        if wanted is None and first not in excluded:
            sentence.mark("form", first, end)
            wanted = form
    return wanted


def read_grade(sentence: Sentence, excluded: set[int]) -> int | None:
    """8 or 9; None if neither or both are welcome. The tokens are taken, so that they count nothing."""
    wanted: list[tuple[set[int], int, int]] = []
    placed: list[tuple[set[int], int, int]] = []  # "Åttorna är klara, men två nior saknar plats."
    at = 0
    while at < len(sentence):
        found = None if sentence.taken.get(at) == "weeks" else _grades(sentence, at)
        if found is None:
            at += 1
            continue
        grades, end = found
        if at not in excluded and grades & {8, 9} and not _is_of_others(sentence, at):
            (placed if are_sorted(sentence, at, end) else wanted).append((grades & {8, 9}, at, end))
        sentence.take("grade", at, end)
        at = end
    named = wanted or placed
    both = set().union(*(grades for grades, _, _ in named))
    if len(both) != 1:
        return None
    for _, first, end in named:
        sentence.mark("grade", first, end)
    return both.pop()


def _is_of_others(sentence: Sentence, at: int) -> bool:
    """ "A customer whose girl is in year 9", "last spring a boy from year 8"."""
    clause = sentence.clause(at)
    whose = any(sentence.key(here) in _WHOSE for here in clause)
    return (whose and sentence.has("other_person", clause)) or sentence.has_beside("last_time", at)


def _grades(sentence: Sentence, at: int) -> tuple[set[int], int] | None:
    return _by_school_year(sentence, at) or _by_ordinal(sentence, at) or _by_name(sentence, at)


def _by_school_year(sentence: Sentence, at: int) -> tuple[set[int], int] | None:
    """ "åk 8", "årskurs 8 och 9", "grade 9", "åk 7-9"."""
    if not sentence.is_in(at, "school_year"):
        return None
    here = at + 2 if sentence.kind(at + 1) == "colon" else at + 1
    first = _small_number(sentence, here)
    if first is None:
        return None
    grades, end = {first}, here + 1
    while True:
        joined = end
        if sentence.kind(joined) in {"dash", "slash", "plus", "comma"} or sentence.is_calendar(
            joined, "and", "or", "to"
        ):
            again = joined + 1
            if sentence.is_in(again, "school_year"):
                again += 1
            following = _small_number(sentence, again)
            if following and following > first and _is_free(sentence, again + 1):
                if sentence.kind(joined) == "dash" or sentence.is_calendar(joined, "to"):
                    grades.update(range(first, following))
                grades.add(following)
                end = again + 1
                continue
        break
    if sentence.kind(end) == "word" and sentence.tokens[end].glued and sentence.key(end) in _CLASSES:
        end += 1
    return grades, end


def _is_free(sentence: Sentence, at: int) -> bool:
    return not sentence.is_in(at, "piece", "seat", "pupil")


def _small_number(sentence: Sentence, at: int) -> int | None:
    if sentence.kind(at) == "number" and sentence.taken.get(at) != "weeks":
        value = sentence.tokens[at].value
        return value if 1 <= value <= 9 else None
    count = sentence.lexicon.numbers.word(sentence.key(at)) if sentence.kind(at) == "word" else None
    return count.value if count and count.kind in {"number", "ordinal"} and count.value <= 9 else None


def _by_ordinal(sentence: Sentence, at: int) -> tuple[set[int], int] | None:
    """ "åttonde klass", "9th grade", "eighth graders"."""
    value = ordinal_at(sentence, at)
    if value is None or not 1 <= value <= 9:
        return None
    end = at + 1
    if sentence.kind(at) == "number":
        if sentence.kind(end) == "colon":
            end += 1
        if sentence.key(end) not in {"th", "e", "rd", "nd", "st"} or not sentence.tokens[end].glued:
            return None
        end += 1
    if sentence.key(end) in {
        "klass",
        "klassen",
        "årskurs",
        "årskursen",
        "grade",
        "grader",
        "graders",
        "klassare",
    }:
        return {value}, end + 1
    return None


def _by_name(sentence: Sentence, at: int) -> tuple[set[int], int] | None:
    kind = sentence.kind(at)
    if kind == "number" and sentence.tokens[at].value in {8, 9} and len(sentence.tokens[at].text) == 1:
        return _by_suffix(sentence, at)
    if kind != "word":
        return None
    key = sentence.key(at)
    if (
        key == "åtta"
        and (
            sentence.key(at - 1) in {"en", "min", "vår"}
            or sentence.kind(at - 1) == "number"
            or _is_described(sentence, at)
        )
        and not sentence.is_in(at + 1, "pupil", "seat")
    ):
        return {8}, at + 1
    match = _GRADE_WORD.match(key)
    if match is None:
        return None
    return ({8} if match["eight"] else {9}), at + 1


def _is_described(sentence: Sentence, at: int) -> bool:
    """ "en nyfiken åtta", "min lugna åtta": an adjective stands between."""
    adjective = sentence.kind(at - 1) == "word" and at - 1 not in sentence.taken
    counted = sentence.is_in(at - 1, "pupil", "seat") or sentence.is_in(at + 1, "measure")
    return adjective and not counted and sentence.key(at - 2) in {"en", "min", "vår"}


def _by_suffix(sentence: Sentence, at: int) -> tuple[set[int], int] | None:
    """ "8:or", "9:an", "9orna", "9C"."""
    value, end = sentence.tokens[at].value, at + 1
    if sentence.kind(end) == "colon" and sentence.key(end + 1) in _SUFFIXES:
        return {value}, end + 2
    if end < len(sentence) and sentence.tokens[end].glued and sentence.kind(end) == "word":
        norm = sentence.tokens[end].norm.removesuffix(":s")
        if norm in _CLASSES or (norm in _SUFFIXES and norm != "e"):
            return {value}, end + 1
    return None
