"""Whether somebody speaks of a business of his or her own: "vi är ett åkeri", "our bakery"."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_WE_ARE = frozenset({"we're", "i'm", "we've", "i've"})
_AT_SCHOOL = (
    "lärare", "lärarinna", "rektor", "syv", "vägledare", "pedagog", "kurator", "mentor", "samordnare",
    "handläggare", "teacher", "counsellor", "counselor", "coordinator", "tutor", "principal", "ledare",
)  # fmt: skip
_WE = frozenset({"vi", "jag", "we", "i"})
_ARE_OR_HAVE = frozenset(
    {
        "är",
        "har",
        "driver",
        "äger",
        "sköter",
        "are",
        "have",
        "run",
        "own",
        "am",
        "has",
        "runs",
        "owns",
        "bought",
        "opened",
        "köpte",
        "öppnade",
    }
)
_HAS = frozenset({"har", "driver", "äger", "sköter"})
_BEFORE_A_BUSINESS = word_list("before_a_business")
_SCHOOLS = frozenset({"skola", "skolan", "school", "gymnasium", "bibliotek", "klass", "class"})


def is_own_business(sentence: Sentence, at: int) -> bool:
    """Whether token `at` begins "vi är ett åkeri", "jag har en liten syateljé", "vår butik", "our bakery"."""
    owner = sentence.key(at) in _WE or (sentence.is_in(at, "child") and sentence.is_in(at - 1, "mine"))
    verb = at if sentence.key(at) in _WE_ARE else at + 1
    took_over = sentence.keys[verb : verb + 2] in (["took", "over"], ["tog", "över"])
    verb += took_over
    if verb == at or (owner and (took_over or sentence.key(verb) in _ARE_OR_HAVE)):
        here = verb + 1
        while sentence.key(here) in _BEFORE_A_BUSINESS:
            here += 1
        is_article = here > verb + 1
        return (is_article and (_is_business(sentence, here) or _is_business(sentence, here + 1))) or (
            _is_craft(sentence, here) or (sentence.key(verb) in _HAS and _is_business(sentence, here))
        )
    named = at + 2 if sentence.key(at + 1).endswith("s") else at + 1  # "My sister's hair salon".
    return (
        sentence.is_in(at, "mine")
        and sentence.key(at - 1) != "i"
        and (_is_business(sentence, at + 1) or _is_business(sentence, named))
    )


def _is_craft(sentence: Sentence, at: int) -> bool:
    """Whether a trade is named at token `at` that nobody has at a school: "jag är urmakare"."""
    key = sentence.key(at)
    return (
        sentence.kind(at) == "word"
        and sentence.lexicon.lemma(key) in sentence.lexicon.trades
        and not key.startswith(_AT_SCHOOL)
        and not key.endswith(_AT_SCHOOL)
    )


def _is_business(sentence: Sentence, at: int) -> bool:
    """Whether a workplace is named at token `at`, a word or two ("hair salon"), and no school."""
    if sentence.kind(at) != "word" or sentence.key(at) in _SCHOOLS:
        return False
    lexicon = sentence.lexicon
    longer = lexicon.work.longer_at(sentence.keys, at)
    term = longer[1] if longer else lexicon.lemma(sentence.key(at)) or ""
    return term in lexicon.sites or term.rpartition(" ")[2] in lexicon.sites  # "Hair salon".
