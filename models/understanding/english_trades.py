"""English words for work that are made of others: "paint shops", "toy factory", "bike repair shop"."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_ADJECTIVES = word_list("no_trade")
_HEADS = word_list("english_heads")
_BEHIND_WORKS = frozenset({"at", "in", "here", "there", "as", "for", "with", "from", "on", "part", "full"})


def plural_phrase(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """ "paint shops", "garden centres": the last word in its basic form."""
    if sentence.kind(at + 1) != "word":
        return None
    last = sentence.key(at + 1)
    for form in (last.removesuffix("'s"), last.removesuffix("s"), last.removesuffix("es")):
        if form != last:
            found = sentence.lexicon.work.longer_at([sentence.key(at), form], 0)
            if found and found[0] == 2:
                return at + 2, found[1]
    return None


def english_pair(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """Any trade before "shop", "factory" …: "paint shop", "toy factories", "bike repair shop"."""
    lemma = _head(sentence, at, at + 1)
    if not lemma or not _may_be_a_trade(sentence, at):
        return None
    last = _head(sentence, at, at + 2)
    if last:
        return at + 3, f"{sentence.key(at)} {sentence.key(at + 1)} {last}"
    return at + 2, f"{sentence.key(at)} {lemma}"


def _head(sentence: Sentence, at: int, here: int) -> str:
    """The basic form of "factories" at token `here`, in the sentence of token `at`; "" for no head."""
    head = sentence.key(here)
    if not head or not sentence.same_sentence(at, here) or _is_a_verb(sentence, here):
        return ""
    forms = (head, head.removesuffix("s"), head.removesuffix("ies") + "y")
    return next((one for one in forms if one in _HEADS), "")


def _is_a_verb(sentence: Sentence, here: int) -> bool:
    """Whether "works" is what somebody does: "how a pharmacy works", "a neighbour works at the school"."""
    before = sentence.key(here - 1)
    return sentence.key(here) == "works" and (
        sentence.is_in(here - 1, "other_person", "child", "boss")
        or before in sentence.lexicon.sites
        or sentence.is_calendar(here + 1, "and", "or")
        or sentence.key(here + 1) in _BEHIND_WORKS
    )


def _may_be_a_trade(sentence: Sentence, at: int) -> bool:
    key, lexicon = sentence.key(at), sentence.lexicon
    return not (
        key in lexicon.common
        or key in _ADJECTIVES
        or lexicon.numbers.word(key)
        or lexicon.places.word(key)
        or len(key) < 3
        or sentence.is_in(at, "pupil", "seat")
        or lexicon.forms.word(key)
    )
