"""Whether a word that often means something else is meant as work."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

SHORT = 12  # Tokens.
ASKS = word_list("asks_for_work")
AT = word_list("at_a_workplace")
SKIPPED = word_list("between_at_and_workplace")
INVITES_BY_TWO = frozenset(two.replace("_", " ") for two in word_list("before_any_work_two"))
_LEADS_ON = word_list("leads_on_to_work")
_LIKES = word_list("before_any_work") | word_list("before_a_liked_thing")
_LIKES_BY_TWO = INVITES_BY_TWO | {two.replace("_", " ") for two in word_list("before_a_liked_thing_two")}


def is_asked(sentence: Sentence, at: int, asks: frozenset[str]) -> bool:
    """Whether a word that often means something else is meant as work: "på en skola", "vill bli lärare"."""
    before = at - 1
    while before >= 0 and at - before <= 2 and sentence.key(before) in SKIPPED:
        before -= 1
    return (
        before < 0
        or _is_all_that_is_said(sentence, at)
        or sentence.is_in(at + 1, "seat")
        or (before in sentence.taken if sentence.key(at) != "el" else _is_current(sentence, at))
        or sentence.key(before) in asks
        or f"{sentence.key(before - 1)} {sentence.key(before)}" in INVITES_BY_TWO
        or sentence.kind(before) in {"comma", "slash", "colon"}
        or sentence.lexicon.forms.word(sentence.key(before)) is not None
        or (sentence.kind(before) == "stop" and _stands_alone(sentence, at + 1))
    )


def is_liked(sentence: Sentence, at: int) -> bool:
    """Whether a thing is what somebody likes or wants to work with: "gillar katter", "nåt med böcker"."""
    before = at - 1
    while before >= 0 and at - before <= 2 and sentence.key(before) in SKIPPED:
        before -= 1
    if sentence.is_calendar(before, "and", "or") or sentence.kind(before) == "comma":
        return sentence.taken.get(before - 1) == "words" or is_liked(sentence, before - 1)
    return sentence.key(before) in _LIKES or (
        f"{sentence.key(before - 1)} {sentence.key(before)}" in _LIKES_BY_TWO
    )


def is_worked_with(sentence: Sentence, at: int) -> bool:
    """ "Nåt med ungdomar", "jobba med unga"."""
    return f"{sentence.key(at - 2)} {sentence.key(at - 1)}" in INVITES_BY_TWO


def _is_all_that_is_said(sentence: Sentence, at: int) -> bool:
    """ "Only care.", "bara skola", which go on with what was said before."""
    ends = at + 1 >= len(sentence) or (at + 2 >= len(sentence) and sentence.kind(at + 1) != "word")
    return ends and all(sentence.key(before) in _LEADS_ON for before in range(at))


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether a short line goes on with an "or" or ends at token `at`: "Inte lager. Kontor!"."""
    if sentence.kind(at) == "comma" and sentence.lexicon.lemma(sentence.key(at + 1)):
        return True  # "Kontor, reception …".
    return sentence.is_calendar(at, "or") or (sentence.kind(at) in {"", "stop"} and len(sentence) <= SHORT)


def _is_current(sentence: Sentence, at: int) -> bool:
    """Whether "el" is no "eller" behind a form: "apl el 3 elever", but not "apl el lia"."""
    if sentence.taken.get(at - 1) == "weeks":  # "HT27 el Borås", but "Mark v 12 el Borås".
        places = [here for here in (at - 1, at + 1) if sentence.taken.get(here) == "municipalities"]
        elsewhere = [here for here, slot in sentence.taken.items() if slot == "municipalities" and here < at]
        return bool(places) and not elsewhere
    stands_alone = sentence.taken.get(at + 1) == "weeks" or sentence.kind(at + 1) != "word"
    return stands_alone and sentence.lexicon.forms.word(sentence.key(at - 1)) is not None
