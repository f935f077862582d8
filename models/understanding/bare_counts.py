"""Numbers without a noun: "plats för två", "kan ta en till", "prao borås 2", "reception 1, kök 2"."""

from models.understanding.numbers import Number
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list
from models.understanding.unknown_work import TERSE

GROUPS = word_list("groups")
_PLACED = frozenset({"i", "på", "in", "at", "hos", "vid", "for", "till"})
_FINE = frozenset({"fine", "ok", "okay", "bra", "lagom", "enough", "good", "max", "perfekt", "perfect"})
_SITES = frozenset({"words", "fields", "municipalities", "name"})
_LEAVES = frozenset({"återstår", "remaining", "leaves", "lämnar", "leaving"})
_LACK = word_list("lack")
_MUST = frozenset({"sista", "last", "måste", "ska", "vill", "must", "want", "wants"})
_COME = frozenset({"komma", "come"})
_FURTHER = frozenset({"another", "ytterligare", "further"})
_FEWER = frozenset({"färre", "mindre", "fewer", "less"})
_ARE = frozenset({"är", "are", "går", "har", "have"})
_ARE_NOT = (
    ["are", "not"], ["är", "inte"], ["do", "not"], ["does", "not"], ["have", "not"], ["has", "not"],
    ["har", "inte"], ["gör", "inte"], ["har", "ingen"], ["har", "inget"],
)  # fmt: skip
_STAND = word_list("stand_without")
_SMALL_BEFORE_A_NUMBER = word_list("between_take_and_number")
_WITHOUT = word_list("without_a_place")
_BEHIND_ONE = word_list("behind_a_bare_one")


def bare_weight(sentence: Sentence, at: int, number: Number) -> float:
    """How surely the number at token `at`, which has no noun, counts seats; 0 if it does not."""
    if number.is_article:
        return _weight_of_one(sentence, at, number)
    end = number.end
    return max(
        1.9 * (sentence.kind(end) == "plus" and sentence.kind(end + 1) == "number"),
        1.8 * (sentence.key(end) in {"som", "who", "that"} and _lack(sentence, end + 1)),
        1.7 * (_is_taken_in(sentence, at) or sentence.is_in(end, "left", "more")),
        2.6 * _remain(sentence, at, end),
        1.6 * _are_those(sentence, at, end),
        1.6 * (sentence.key(at - 1) in {"kan", "får", "can", "may"} and _come_to_us(sentence, end)),
        1.6 * (sentence.key(at - 1) in _FURTHER and sentence.key(end) in {"kan", "får", "can", "may"}),
        2.6 * (sentence.key(end) in _FEWER),
        1.6 * (sentence.key(end) in {"kan", "får", "can", "may"} and sentence.key(end + 1) in _COME),
        1.4 * _are_mine(sentence, at, end),
        1.7 * (sentence.key(end) in {"välkomna", "välkommen", "welcome"}),
        1.5 * (sentence.key(at) in {"båda", "both", "bägge"} and sentence.key(end) in _LACK | _MUST | _ARE),
        2.0 * (sentence.phrase_before("settles", at) > 0 and not sentence.is_in(end, "measure", "staff")),
        1.8 * (_lack_soon(sentence, end) or _is_some_of(sentence, at)),
        1.8 * (sentence.key(end) in {"is", "are", "är", "går"} and sentence.key(end + 1) in _FINE),
        1.5 * (sentence.key(end) in {"som", "who"} and sentence.key(at - 2) not in GROUPS),
        1.6
        * (sentence.key(end) in _PLACED and sentence.lexicon.forms.word(sentence.key(end + 1)) is not None),
        1.7 * (sentence.key(end) in {"från", "from"} and sentence.key(at - 1) != "från"),
        1.6
        * (
            _is_placed(sentence, at, number)
            or (sentence.is_calendar(at - 1, "or") and _ends_here(sentence, end))
        ),
        1.5 * (sentence.key(at - 1) in {"för", "åt", "for"}),
        1.6 * (sentence.key(end) in _PLACED and sentence.taken.get(end + 1) == "weeks"),
        1.7 * (sentence.key(at - 1) in {"till", "to"} and sentence.has("changes", sentence.clause(at))),
        1.0 * (sentence.key(at - 2) in GROUPS),
        0.8 * (_ends_here(sentence, end) and not sentence.is_in(at - 1, "measure")),
        1.8 * (sentence.phrase("most", end) > 0 or sentence.keys[end : end + 2] == ["blir", "det"]),
        0.8 * (at == 0 and len(sentence) <= TERSE and sentence.taken.get(end) == "fields"),
    )


def _weight_of_one(sentence: Sentence, at: int, number: Number) -> float:
    """An article counts only where nothing can follow it: "kan ta en till", "… och en i receptionen"."""
    more = sentence.is_in(number.end, "more")
    if sentence.key(at - 1) in {"bara", "only", "just"} and sentence.is_in(number.end, "left"):
        return 1.4
    if _is_placed(sentence, at, number) or sentence.key(number.end) in {"färre", "fewer"}:
        return 1.6
    listed = sentence.kind(at - 1) == "comma" or sentence.is_calendar(at - 1, "and")
    if listed and sentence.taken.get(number.end) == "weeks":
        return 1.6
    if sentence.key(number.end) in {"ny", "new"} and _ends_here(sentence, number.end + 1):
        return 1.2  # "Vi tar gärna en ny".
    fits = sentence.key(number.end + 1) in {"ryms", "får", "funkar", "fits"}
    if more and (at == 0 or sentence.is_calendar(at - 1, "and") or fits):
        return 1.4
    if sentence.key(number.end) in {"från", "from"} and sentence.lexicon.forms.word(
        sentence.key(number.end + 1)
    ):
        return 1.2
    free = more or _ends_here(sentence, number.end) or sentence.key(number.end) in _BEHIND_ONE
    return 1.2 if free and _is_taken_in(sentence, at) else 0.5 * free


def _is_taken_in(sentence: Sentence, at: int) -> bool:
    """Behind "ta emot", "plats för", "antal:"; a small word may stand between."""
    between = sentence.kind(at - 1) == "colon" or sentence.key(at - 1) in _SMALL_BEFORE_A_NUMBER
    return sentence.phrase_before("take", at) > 0 or (between and sentence.phrase_before("take", at - 1) > 0)


def _come_to_us(sentence: Sentence, at: int) -> bool:
    """ "I april kan 4 komma", "v 12 kan två få vara hos oss"."""
    return sentence.key(at + (sentence.key(at) == "få")) in _COME | (
        {"vara"} if sentence.key(at) == "få" else set()
    )


def _lack(sentence: Sentence, at: int) -> bool:
    return any(sentence.phrase("need", at + n) for n in range(3))


def _are_mine(sentence: Sentence, at: int, end: int) -> bool:
    """ "Prao for my 3 musketeers": whoever they are."""
    who = sentence.kind(end) == "word" and not sentence.words[end].known and end not in sentence.taken
    return who and sentence.is_in(at - 1, "mine")


def _lack_soon(sentence: Sentence, at: int) -> bool:
    """ "Elva behöver hjälp", "fyra hemma utan praktik", "three still need"."""
    if sentence.key(at) in _LACK:
        return True
    is_adverb = sentence.kind(at) == "word" and sentence.lexicon.lemma(sentence.key(at)) is None
    return is_adverb and at not in sentence.taken and sentence.key(at + 1) in _WITHOUT


def _is_some_of(sentence: Sentence, at: int) -> bool:
    """ "Of the 28 in 9C, three never replied": some of those who were just counted."""
    before = sentence.clause(at - 2 if sentence.kind(at - 1) == "comma" else at)
    before = range(before.start, min(before.stop, at))
    return (
        len(before) > 1
        and sentence.key(before.start) in {"of", "av", "utav"}
        and any(sentence.kind(here) == "number" for here in before)
    )


def _remain(sentence: Sentence, at: int, end: int) -> bool:
    """ "Six are left.", "fyra är kvar", "återstår tre"."""
    if sentence.key(end) in {"remain", "återstår"} or sentence.key(at - 1) in _LEAVES:
        return True
    waits = sentence.key(end) in _ARE and sentence.key(end + 1) in {"still", "fortfarande"}
    if waits or sentence.keys[end : end + 2] == ["to", "go"]:
        return True
    if sentence.key(end) in {"aren't", "haven't", "don't"} and _ends_here(sentence, end + 1):
        return True
    if sentence.keys[end : end + 2] in _ARE_NOT and (
        _ends_here(sentence, end + 2) or sentence.key(end + 2) in {"det", "so"}
    ):
        return True
    pointed_at = sentence.key(at - 1) in {"de", "dom", "the", "those"}
    if pointed_at and sentence.key(end) in _LACK | _MUST:
        return True
    stand = sentence.key(end) in _STAND
    near = range(end, end + 4)
    return stand and any(sentence.key(here) in _WITHOUT or sentence.is_in(here, "left") for here in near)


def _are_those(sentence: Sentence, at: int, end: int) -> bool:
    """ "de tre jag bokade", "the two we booked"."""
    pronoun = {"jag", "vi", "i", "we", "som", "that"}
    return sentence.key(at - 1) in {"de", "dom", "the", "those"} and sentence.key(end) in pronoun


def _is_placed(sentence: Sentence, at: int, number: Number) -> bool:
    """ "två i köket och en i receptionen": an article only as the second of two."""
    if sentence.key(number.end) not in _PLACED:
        return False
    near = (number.end + 1, number.end + 2)
    if not any(
        sentence.taken.get(here) in {"words", "fields", "municipalities", "name"}
        or sentence.is_in(here, "employer")
        for here in near
    ):
        return False
    return (
        not number.is_article
        or sentence.is_calendar(at - 1, "and")
        or sentence.kind(at - 1) in {"comma", "plus", "colon"}
    )


def _ends_here(sentence: Sentence, at: int) -> bool:
    return (
        at >= len(sentence)
        or sentence.kind(at) in {"comma", "stop", "plus", "dash"}
        or sentence.taken.get(at) == "weeks"
        or sentence.is_calendar(at, "and")
        or sentence.key(at) in {"men", "but"}
        or sentence.phrase("ends_count", at) > 0
        or sentence.phrase("instead_of", at) > 0
    )
