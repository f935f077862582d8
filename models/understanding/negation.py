"""What a sentence rules out: "inte i Borås", "allt utom butik och lager", "Mark går inte"."""

from models.understanding.refining import leaves_out
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_JOINERS = frozenset({"och", "eller", "and", "or", "nor", "o", "samt", "el"})
_ENDS = word_list("ends_what_is_ruled_out")
_PREPOSITIONS = word_list("before_what_is_ruled_out")
_PRONOUNS = frozenset({"den", "det", "de", "dem", "one", "ones"})
_WHILE = frozenset({"for", "until", "till", "tills", "för", "due", "since", "medan", "while"})
_LONGEST = 8  # Words between a negation and what it rules out.


def excluded(sentence: Sentence) -> set[int]:
    """The tokens that are ruled out, whatever they name."""
    found: set[int] = set()
    at = 0
    while at < len(sentence):
        size = sentence.phrase("negation", at)
        asks = sentence.key(at) in {"inte", "not"} and sentence.phrase_before("question", at)
        size = size or leaves_out(sentence, at) or _denies(sentence, at)
        if size and not asks:
            reach = _reach(sentence, at + size)
            of_weeks = sentence.taken.get(reach.stop) == "weeks"  # "Inte prao v 12" rules out the week.
            found.update(here for here in reach if not (of_weeks and _is_form(sentence, here)))
        refused = sentence.phrase("refusal", at)
        closed = sentence.key(at + refused) in _WHILE  # "The bath in Kinna is closed for repairs."
        if refused and not closed and sentence.keys[max(0, at - 2) : at] not in (["är", "det"], ["is", "it"]):
            found.update(_subject(sentence, at))
        at += max(1, size)
    return found


def _reach(sentence: Sentence, at: int) -> range:
    """The words behind a negation: up to a comma, a stop, a "men", a week or a request."""
    while sentence.key(at) in {"helst", "gärna", "preferably"}:
        at += 1
    end, content = at, False
    while end < len(sentence) and end - at < _LONGEST:
        kind, key = sentence.kind(end), sentence.key(end)
        if kind in {"stop", "comma", "number", "colon"} or key in _ENDS:
            if kind == "comma" and content and _list_goes_on(sentence, end):
                end += 1
                continue
            break
        if sentence.taken.get(end) == "weeks" and content:
            break
        if content and key in {"i", "in", "nära", "near"} and _is_place(sentence, end + 1):
            break
        if key in {"till", "to"} and sentence.key(at - 1) in {"från", "from"}:
            break  # "Byta från kök till butik."
        if content and key in {"på", "for"} and sentence.lexicon.forms.word(sentence.key(end + 1)):
            break  # "Inga nior på prao": it is about prao all the same.
        content = content or (key not in _JOINERS and key not in _PREPOSITIONS and key not in _PRONOUNS)
        end += 1
    return range(at, end)


def _denies(sentence: Sentence, at: int) -> int:
    """1 for "inga" in "inga butiker" and for "än" in "hellre Kinna än Borås"; else 0."""
    key = sentence.key(at)
    if key in {"inga", "ingen", "inget", "no"}:
        return int(
            sentence.kind(at + 1) == "word"
            and (
                sentence.lexicon.lemma(sentence.key(at + 1)) is not None
                or (
                    sentence.key(at + 2) in _JOINERS
                    and sentence.lexicon.lemma(sentence.key(at + 3)) is not None
                )
                or sentence.lexicon.fields.word(sentence.key(at + 1)) is not None
                or sentence.is_in(at + 1, "school_year")
                or (_is_form(sentence, at + 1) and _goes_on(sentence, at))  # "Ingen prao, men …".
                or sentence.key(at + 1).startswith(("åttor", "nior", "åttondeklass", "niondeklass"))
            )
        )
    if key in {"än", "than"}:
        return int(
            any(
                sentence.key(here) in {"hellre", "snarare", "rather", "sooner"}
                for here in range(max(0, at - 4), at)
            )
        )
    return 0


def _is_form(sentence: Sentence, at: int) -> bool:
    return sentence.lexicon.forms.word(sentence.key(at)) is not None


def _goes_on(sentence: Sentence, at: int) -> bool:
    return any(key in {"men", "but", "utan"} for key in sentence.keys[at : sentence.around(at).stop])


def _is_place(sentence: Sentence, at: int) -> bool:
    return at < len(sentence) and sentence.lexicon.places.at(sentence.keys, at) is not None


def _list_goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether "butik, lager eller kontor" goes on behind the comma: one word and then an "eller"."""
    likes = sentence.key(comma + 3) in {"dyl", "dylikt", "liknande", "similar"}  # "Reception el dyl".
    return sentence.key(comma + 2) in _JOINERS and sentence.kind(comma + 1) == "word" and not likes


def _subject(sentence: Sentence, at: int) -> range:
    """The words before "går inte": back to the last comma, stop or "men"."""
    first = at
    while (
        first > 0
        and at - first < 4
        and sentence.kind(first - 1) == "word"
        and sentence.key(first - 1) not in {"men", "but"}
    ):
        first -= 1
    return range(first, at)
