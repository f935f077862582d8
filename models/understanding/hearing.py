"""Hears the cues in a sentence, and where a second request begins: only the first one counts."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from models.understanding.cue_patterns import LONGEST_GAP, Found, Part, match
from models.understanding.numbers import number_at
from models.understanding.refining import leaves_out
from models.understanding.sentence import Sentence
from models.understanding.spoken_weeks import duration
from models.understanding.tables import word_list

STRONG = 3  # A cue of that weight is a request of its own.
COMMAND = 4  # A cue of that weight is a request whatever else is said.
LONGEST_IN_TWO = 40  # Tokens; a longer text is about one thing.
UNDOING = ("undo", "cancel", "withdraw", "unable", "dropped")
_FAMILY = {
    "search": "place", "offer": "place", "parent": "place",
    "cancel": "undo", "withdraw": "undo", "undo": "undo", "unable": "undo", "dropped": "undo",
    "reservations": "list", "placements": "list", "mine": "list", "human": "human", "help": "help",
}  # fmt: skip
_NOT = frozenset({"inte", "not", "ej", "can't", "cannot", "won't", "cant"})
_NONE = frozenset({"ingen", "inga", "inget", "no", "none", "utan", "without"})
_ONLY = frozenset({"only", "bara", "endast"})
_WRITERS = frozenset({"vi", "jag", "we", "i", "i've", "we've"})
_THESE = frozenset({"de", "dem", "those", "that", "som"})
DESCRIBES = 4  # A cue of more weight asks.
NAMES = 6  # A cue of more weight asks even beside what is undone.
_PAST = frozenset(
    {
        "dragit",
        "hoppat",
        "backat",
        "ställt",
        "sa",
        "sade",
        "sagt",
        "said",
        "tackat",
        "cancelled",
        "canceled",
        "ställde",
        "drog",
        "backed",
        "pulled",
        "dropped",
        "strök",
        "tog",
        "withdrawn",
        "withdrew",
        "inställd",
        "inställda",
        "indragen",
        "indragna",
    }
)
_LONGER = frozenset({"längre", "longer"})
_OURS = word_list("ours_to_undo")
_OWN = ("seat", "booking", "pupil", "one_pupil", "ad")
_JOINERS = word_list("joins_requests")


class Heard(NamedTuple):
    """The cues, and the token where a second request begins (or the end)."""

    cues: list[Found]
    end: int


def listen(sentence: Sentence) -> Heard:
    """All cues of the first request; positions are those of tokens."""
    at_word = [at for at, token in enumerate(sentence.tokens) if token.kind in {"word", "number"}]
    words = [sentence.keys[at] for at in at_word]
    classes = [sentence.words[at].classes for at in at_word]
    parts = _parts(sentence)
    found: list[Found] = []
    for here, at in enumerate(at_word):
        for cue in sentence.words[at].cues:
            hit = match(cue, words, classes, parts, here)
            if hit:
                found.append(_negated(words, here, hit)._replace(first=at, last=at_word[hit.last]))
    found = [
        cue._replace(says="offer") if _is_unable(cue) and _sets_a_limit(sentence, cue) else cue
        for cue in found
        if not _only_describes(sentence, cue) and not _is_over_for_others(sentence, cue)
        if cue.says not in UNDOING or not leaves_out(sentence, cue.first)
    ]
    found = [
        cue
        for cue in found
        if not _names_what_is_undone(sentence, cue, found) and not _names_what_was_undone(sentence, cue)
    ]
    end = _second_request(sentence, found)
    return Heard([cue for cue in found if cue.last < end], end)


def _parts(sentence: Sentence) -> list[Part]:
    """For each word and number its sentence, and how many commas stand before it."""
    found, commas = [], 0
    for token in sentence.tokens:
        commas += token.kind == "comma"
        if token.kind in {"word", "number"}:
            found.append((token.sentence, commas))
    return found


def _negated(words: Sequence[str], here: int, cue: Found) -> Found:
    """A cue from word `here`; "we can not take" is no offer but says that they are unable to."""
    said = words[here : cue.last + 1]
    if cue.says == "offer" and not _NOT.isdisjoint(said):
        return cue._replace(says="unable", weight=max(STRONG, cue.weight))
    if cue.says == "offer" and not _NONE.isdisjoint(said):
        return cue._replace(says="lacks")
    return cue


def is_denied(cue: Found, found: Sequence[Found]) -> bool:
    """Whether another cue takes it back: "alla har plats utom fyra" asks for no list."""
    return any(
        other.weight < 0
        and other.says == cue.says
        and other.first <= cue.last
        and cue.first <= other.last
        and cue.weight + other.weight <= 0
        for other in found
    )


def _only_describes(sentence: Sentence, cue: Found) -> bool:
    """Whether it says which ones: "utöver de fem vi redan bokat"."""
    before = cue.first - 1
    if sentence.key(before) in {"vi", "jag", "we", "i"}:
        before -= 1
    is_these = sentence.key(before) in _THESE or (before >= 0 and number_at(sentence, before) is not None)
    return _FAMILY.get(cue.says) == "list" and cue.weight <= DESCRIBES and is_these


def _is_unable(cue: Found) -> bool:
    return cue.says == "unable" and cue.weight > 0


def _sets_a_limit(sentence: Sentence, cue: Found) -> bool:
    """ "Vi kan inte ta fler än två" takes two."""
    for at in sentence.clause(cue.first):
        size = sentence.phrase("limit", at)
        number = number_at(sentence, at + size) if size else None
        if number and not sentence.is_in(number.end, "measure") and not duration(sentence, at + size):
            return True
    return False


def _is_over_for_others(sentence: Sentence, cue: Found) -> bool:
    """ "De svarar inte längre", "our usual partner can no longer help us": what others no longer do."""
    words = sentence.keys[cue.first : cue.last + 1]
    if cue.says not in UNDOING or cue.weight < 0 or _LONGER.isdisjoint(words):
        return False
    clause = sentence.clause(cue.first)
    before = range(clause.start, cue.first)
    after = next((at for at in range(cue.last, clause.stop) if sentence.is_calendar(at, "and")), clause.stop)
    here = range(clause.start, after)
    ours = _OURS - {"i"} if sentence.language == "sv" else _OURS
    own = any(sentence.key(at) in ours or sentence.is_in(at, *_OWN) for at in here)
    named = any(sentence.lexicon.forms.word(sentence.key(at)) is not None for at in here)
    return bool(before) and not own and not named


def _names_what_is_undone(sentence: Sentence, cue: Found, found: Sequence[Found]) -> bool:
    """Whether it only says what is given up: "två av våra bokade platser", "de platser jag reserverat"."""
    if _FAMILY.get(cue.says) != "list" or cue.weight > NAMES:
        return False
    first = cue.first - (sentence.key(cue.first) in _WRITERS)
    which = sentence.key(first - 1) in _THESE or sentence.is_in(first - 1, "seat", "booking", "ad")
    names = sentence.is_in(cue.first, "mine", "booking", "state") or (first < cue.first and which)
    around, inside = sentence.around(cue.first), range(cue.first + 1, cue.last)
    return any(
        other.says in UNDOING and other.weight >= DESCRIBES and other.first in (around if names else inside)
        for other in found
    )


def _names_what_was_undone(sentence: Sentence, cue: Found) -> bool:
    """ "I fjol tog jag ner vår annons, lägg upp den igen": a verb of the past stands before it."""
    if _FAMILY.get(cue.says) != "list" or cue.weight > STRONG or is_asked(sentence, cue.first):
        return False
    before = range(sentence.clause(cue.first).start, cue.first)
    by_us = any(sentence.key(at) in _WRITERS for at in before)
    return by_us and any(is_past(sentence.tokens[at].norm) for at in before)


def _second_request(sentence: Sentence, found: Sequence[Found]) -> int:
    """Where a request of another kind begins behind an "och", a comma or a stop."""
    strong = sorted(
        cue for cue in found if cue.weight >= STRONG and cue.says in _FAMILY and not is_denied(cue, found)
    )
    if not strong or len(sentence) > LONGEST_IN_TWO:
        return len(sentence)
    best: dict[int, Found] = {}
    for cue in strong:
        if cue.first not in best or cue.weight > best[cue.first].weight:
            best[cue.first] = cue
    requests = _requests(sentence, best.values())
    if not requests:
        return len(sentence)
    first = min(requests)
    for cue in sorted(best.values()):
        if _FAMILY[cue.says] == _FAMILY[first.says] or cue.first <= first.last:
            continue
        if any(
            other.first < cue.first <= other.last for other in best.values() if other.weight >= cue.weight
        ):
            continue
        start = _joined_before(sentence, cue.first, first.last)
        if start is None:
            continue
        goes_on = any(
            start < other.first <= cue.last + LONGEST_GAP and _FAMILY[other.says] == _FAMILY[first.says]
            for other in best.values()
        )
        if not goes_on:
            return start
    return len(sentence)


def _requests(sentence: Sentence, cues: Collection[Found]) -> list[Found]:
    """The cues that ask for something themselves, and do not only tell what happened."""
    # That somebody has dropped out is a fact and no request yet; and then neither is whose child it was.
    # A question about how it works cuts off nothing; it is only cut off.
    facts = {"unable", "dropped", "help"}
    if any(_FAMILY[cue.says] == "undo" for cue in cues):
        facts.add("parent")
    undone = max((cue for cue in cues if cue.says in UNDOING and cue.says not in facts), default=None)
    unable = {sentence.clause(cue.first) for cue in cues if cue.says == "unable"}
    return [
        cue
        for cue in cues
        if cue.says not in facts
        and not tells_of_others(sentence, cue)
        and not (undone and cue < undone and tells_how_few(sentence, cue))
        # "Praon är inställd hos oss, avboka."
        and not (undone and undone.weight > STRONG and cue < undone and cue[2:] == ("offer", STRONG))
        and not (_FAMILY[cue.says] == "place" and sentence.clause(cue.first) in unable)
        # "I booked five, please cancel one."
        and not (_FAMILY[cue.says] == "list" and cue.weight == STRONG and undone and cue < undone)
    ]


def tells_how_few(sentence: Sentence, cue: Found) -> bool:
    """ "We only need three, cancel one"."""
    return not _ONLY.isdisjoint(sentence.keys[max(0, cue.first - 1) : cue.last + 2])


def _joined_before(sentence: Sentence, at: int, after: int) -> int | None:
    """The joiner up to three words before `at`, if there is one behind `after`."""
    for here in range(at - 1, max(after, at - 8), -1):
        if sentence.kind(here) in {"stop", "comma"} or sentence.key(here) in _JOINERS:
            return here
    return None


def is_past(norm: str) -> bool:
    """Whether a verb tells what happened: "drog sig ur", "hoppade av"."""
    return norm in _PAST or norm.endswith(("ade", "okat", "ällt", "oppat"))


def is_asked(sentence: Sentence, at: int) -> bool:
    """Whether a question mark ends the sentence that token `at` is in."""
    end = sentence.around(at).stop
    return end < len(sentence) and "?" in sentence.tokens[end].text


def tells_of_others(sentence: Sentence, cue: Found) -> bool:
    """Whether it tells what others did: "arbetsgivaren har dragit sig ur", "frisören sa nej"."""
    if cue.says not in {*UNDOING, "reservations"} or not is_past(sentence.tokens[cue.first].norm):
        return False
    by_us = _WRITERS.intersection(sentence.keys[max(0, cue.first - 3) : cue.first + 2])
    around = sentence.around(cue.first)
    names_nobody = cue.first == around.start  # "Råkade boka två gånger."
    asks_it = is_asked(sentence, cue.first) and sentence.clause(cue.first).stop == around.stop
    return not by_us and not names_nobody and not asks_it
