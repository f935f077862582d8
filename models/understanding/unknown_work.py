"""Words for work that nobody knows, by where they stand: "inom biodling", "vill bli krympare"."""

from models.understanding.asked import INVITES_BY_TWO, SKIPPED
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

TERSE = 12  # Tokens; a line of that length names what it wants without many words.
LETTER = 40  # Tokens; so long a text has many words that nobody knows.
_ADJECTIVE = ("ig", "iga", "igt", "ade", "liga", "sk", "ska", "ad", "ed", "ful", "ous")
_PAST = ("ed", "ade")
_INVITES = word_list("before_any_work")
_AT_IT = frozenset({"på", "hos", "vid", "at"})
_BEHIND_IT = frozenset({"i", "in", "för", "for", "och", "eller", "and", "or", "till"})


def stands_beside_work(sentence: Sentence, at: int) -> bool:
    """Whether a word that nobody knows is joined to a word for work: "lackering eller plåt"."""
    token = sentence.tokens[at]
    if sentence.words[at].known or token.key != token.norm or len(token.norm) < 5 or token.text[0].isupper():
        return False
    if token.norm.endswith(_PAST):
        return False  # "A bank and hated it."
    if token.norm in sentence.lexicon.elsewhere:
        return False
    return any(
        sentence.is_calendar(at + step, "and", "or")
        and sentence.kind(at + 2 * step) == "word"
        and sentence.lexicon.lemma(sentence.key(at + 2 * step)) is not None
        and sentence.key(at + 2 * step) not in sentence.lexicon.not_work
        for step in (1, -1)
    )


def stands_for_work(sentence: Sentence, at: int) -> bool:
    """Whether a word that nobody knows stands where only work can: "inom biodling", "vill bli krympare"."""
    token = sentence.tokens[at]
    if sentence.words[at].known or token.key != token.norm or len(token.norm) < 4 or token.text[0].isupper():
        return False
    if token.norm.endswith(_ADJECTIVE):
        return False
    before = at - 1
    while before > 0 and sentence.key(before) in SKIPPED:
        before -= 1
    first, second = sentence.key(before - 1), sentence.key(before)
    if second in _INVITES or f"{first} {second}" in INVITES_BY_TWO:
        return True
    if token.norm in sentence.lexicon.elsewhere:
        return False
    if len(sentence) > LETTER:
        return False
    at_it = second in _AT_IT or (at > 0 and len(sentence) <= TERSE and _parts(sentence, at - 1))
    return at_it and (_parts(sentence, at + 1) or sentence.key(at + 1) in _BEHIND_IT)


def _parts(sentence: Sentence, at: int) -> bool:
    """Whether nothing is at token `at`, or a comma, a stop, or what another slot took."""
    if not 0 <= at < len(sentence) or sentence.kind(at) in {"comma", "stop", "colon"}:
        return True
    return sentence.taken.get(at) in {"weeks", "municipalities", "grade"} or (
        sentence.is_in(at, "pupil", "seat", "piece", "placement")
    )
