"""Weighs what speaks for each intent: the cues, what is sought, and how much of a placement is told."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass

from models.understanding.cue_patterns import Found
from models.understanding.hearing import (
    COMMAND,
    STRONG,
    UNDOING,
    is_asked,
    is_denied,
    is_past,
    tells_how_few,
    tells_of_others,
)
from models.understanding.own_business import is_own_business
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list
from models.understanding.utterance import Role

LONG = 20  # Tokens; a text of that length is a story, which mentions much.
LETTER = 30  # Tokens; with three facts about a placement it is a letter about that placement.
_BESIDE_A_LETTER = frozenset({"other", "greeting", "thanks", "help", "language"})
_LISTING = frozenset({"mine", "reservations", "placements"})
_TURNS = frozenset(
    {"men", "but", "däremot", "however", "istället", "instead", "fast", "hitta", "utan", "although", "though"}
)
_TODAY = frozenset({"idag", "today", "nu", "now", "gången", "time"})
_LEADS_ON = frozenset({"så", "so", "därför", "nu", "now"})
_OF_A_PLACE = frozenset({"weeks", "seats", "form", "grade", "employer"})
_A_PLACE = frozenset({"plats", "platser", "place", "places"})
_WE_OR_US = frozenset({"vi", "vår", "vårt", "våra", "oss", "we", "our", "us"})
_ASKS_FOR_MORE = word_list("asks_for_more")
_NOT_SOUGHT = frozenset({"åt", "till", "för", "for", "som", "who", "that", "to", "hos", "på"})


@dataclass(slots=True)
class Case:
    """What speaks for each intent; `facts` are the slots that were filled."""

    sentence: Sentence
    cues: Sequence[Found]
    weights: dict[str, float]
    role: Role
    facts: Set[str]

    def of(self, *names: str) -> float:
        """The weight of all cues that say one of those."""
        return sum(self.weights.get(name, 0.0) for name in names)

    def strongest(self, *names: str) -> int:
        """The weight of the strongest single cue that says one of those."""
        return max((cue.weight for cue in self.cues if cue.says in names), default=0)

    def add(self, name: str, weight: float) -> None:
        self.weights[name] = self.weights.get(name, 0.0) + weight

    def comes_first(self, first: Sequence[str], others: Collection[str] = ()) -> bool:
        """Whether the first strong cue of some names stands before that of others (all, if none given)."""
        strong = [
            cue for cue in self.cues if cue.weight >= STRONG and (not others or cue.says in {*first, *others})
        ]
        return bool(strong) and min(strong).says in first

    @property
    def place(self) -> float:
        return max(self.of("search"), self.of("offer"))

    @property
    def is_story(self) -> bool:
        return len(self.sentence) > LONG and self.place >= STRONG


def weigh(sentence: Sentence, cues: Sequence[Found], role: Role, facts: Set[str]) -> Case:
    """All that speaks for each intent."""
    if len(sentence) > LETTER and len(facts) >= 3:
        cues = _of_a_letter(sentence, cues, role)
    cues = _of_a_parent(sentence, _without_what_led_on(sentence, cues))
    if role == "teacher" and any(cue.weight >= STRONG for cue in _searching(sentence, cues)):
        cues = [cue for cue in cues if not tells_of_others(sentence, cue)]
    cues = _without_what_is_had(sentence, _without_what_turns(sentence, cues, role))
    case = Case(sentence, cues, {}, role, facts)
    for cue in _strongest(cues):
        case.add(cue.says, cue.weight)
    if role == "employer":
        case.add("unable", case.of("nobody"))  # "No students this spring."
    case.add("search", max(0.0, case.of("parent")) + (case.of("lacks") if role != "employer" else 0))
    if role == "unknown" and case.of("offer") and _asks_without_us(sentence):
        case.add("search", 3)  # "Seats available?"
    _hear_what_is_sought(case)
    _hear_what_has_become(case)
    own = [at for at in range(len(sentence)) if is_own_business(sentence, at)]
    if own and not _turns_to_a_child(sentence, cues):
        case.add("offer", 10 if any(sentence.is_in(at, "child") for at in own) else 3)
    return case


def _asks_without_us(sentence: Sentence) -> bool:
    """Whether it is a question in which nobody speaks of "us", as who offers does."""
    of_us = any(key in _WE_OR_US or key.startswith("we'") for key in sentence.keys)
    return not of_us and len(sentence) > 0 and is_asked(sentence, 0)


def _of_a_letter(sentence: Sentence, cues: Sequence[Found], role: Role) -> list[Found]:
    """In a letter about a placement courtesies, complaints and what once was ask for nothing."""
    places = (cue for cue in cues if cue.says in {"search", "offer"} and not is_denied(cue, cues))
    first = min((cue for cue in places if cue.weight >= 2), default=None)
    offered = min((cue for cue in cues if cue.says == "offer" and cue.weight >= COMMAND), default=None)
    return [
        cue
        for cue in cues
        if cue.says not in _BESIDE_A_LETTER
        and not (cue.says == "human" and (cue.first > len(sentence) // 2 or (first and first < cue)))
        and not (cue.says == "undo" and 0 < cue.weight < 4)
        and not (cue.says == "unable" and (role == "teacher" or (offered and offered < cue)))
        and not (cue.says in UNDOING and is_past(sentence.tokens[cue.first].norm))
        and not (cue.says in _LISTING and not is_asked(sentence, cue.first))
        and not (cue.says in _LISTING and sentence.has("past", sentence.clause(cue.first)))
        and not (cue.says in UNDOING and sentence.has("past", sentence.around(cue.first)))
        and not (cue.says in _LISTING and first and first < cue)
    ]


def _without_what_turns(sentence: Sentence, cues: Sequence[Found], role: Role) -> list[Found]:
    """Without "can't take anybody in March" and "has dropped out" where "but …" or "find …" follows."""
    facts = [cue for cue in cues if cue.says in {"unable", "dropped"}]
    if not facts:
        return list(cues)
    asks = _searching(sentence, cues)
    if role == "teacher" and asks:
        facts = [cue for cue in facts if cue.says == "dropped"]  # It is the employer who can't.
        cues = [cue for cue in cues if cue.says != "unable"]
    if not facts:
        return list(cues)
    if role != "employer" and any(cue.weight >= STRONG for cue in asks):
        return [cue for cue in cues if cue not in facts]  # They need another place.
    last = max(facts).last
    turn = next((at for at in range(last, len(sentence)) if sentence.key(at) in _TURNS), None)
    if turn is None:
        return list(cues)
    goes_on = any(cue.first >= turn and cue.says in {"search", "offer"} for cue in cues) or any(
        sentence.taken.get(at) == "weeks" for at in range(turn, len(sentence))
    )
    return [cue for cue in cues if not (goes_on and cue in facts)]


def _turns_to_a_child(sentence: Sentence, cues: Sequence[Found]) -> int:
    """Where it turns from the writer's business to a child: "I own a garage, but it's my niece …"; or 0."""
    child = max((cue.last for cue in cues if cue.says == "parent" and cue.weight > 0), default=0)
    turns = (at for at in range(child, 0, -1) if sentence.key(at) in _TURNS | _TODAY)
    return next(turns, 0) if not any(cue.says == "parent" and cue.weight < 0 for cue in cues) else 0


def _of_a_parent(sentence: Sentence, cues: Sequence[Found]) -> list[Found]:
    """Without what the writer's business offers, where it is about a child: "fast nu gäller det min son"."""
    turn = _turns_to_a_child(sentence, cues)
    after = [cue for cue in cues if cue.first >= turn]
    if not turn or any(cue.says == "offer" and cue.weight >= STRONG for cue in after):
        return list(cues)
    return [cue for cue in cues if cue in after or cue.says not in {"offer", "unable"}]


def _searching(sentence: Sentence, cues: Sequence[Found]) -> list[Found]:
    """What asks for a place, and does not only tell how few are needed now."""
    return [cue for cue in cues if cue.says == "search" and not tells_how_few(sentence, cue)]


def _without_what_led_on(sentence: Sentence, cues: Sequence[Found]) -> list[Found]:
    """Without "a school cancelled" where "so now we have room for three" follows."""
    past = [cue for cue in cues if cue.says in UNDOING and _has_happened(sentence, cue.first)]
    turn = min((at for at in range(len(sentence)) if sentence.key(at) in _LEADS_ON), default=None)
    if not past or turn is None or turn < max(past).last:
        return list(cues)
    after = [cue for cue in cues if cue.first >= turn]
    places = [*_searching(sentence, after), *(cue for cue in after if cue.says == "offer")]
    leads_on = any(cue.weight >= 2 for cue in places)
    undoes = any(cue.says in UNDOING for cue in after)
    return [cue for cue in cues if cue not in past] if leads_on and not undoes else list(cues)


def _has_happened(sentence: Sentence, at: int) -> bool:
    """ "A school cancelled", "vi fick ett återbud"."""
    got = not {"fick", "fått", "got", "had"}.isdisjoint(sentence.keys[max(0, at - 2) : at])
    return got or is_past(sentence.tokens[at].norm)


def _without_what_is_had(sentence: Sentence, cues: Sequence[Found]) -> list[Found]:
    """Without "we have booked three" where "but we need two more" follows."""
    turn = next((at for at in range(len(sentence)) if sentence.key(at) in {"men", "but"}), None)
    needs = turn is not None and any(cue.first >= turn and cue.says == "search" for cue in cues)
    if turn is None or not needs:
        return list(cues)
    return [cue for cue in cues if cue.says not in _LISTING or cue.first >= turn]


def _strongest(cues: Sequence[Found]) -> list[Found]:
    """Of the cues that begin at the same word and say the same, the strongest."""
    best: dict[tuple[int, str, bool], Found] = {}
    for cue in cues:
        key = cue.first, cue.says, cue.weight > 0  # What speaks against it counts beside.
        if key not in best or best[key].weight < cue.weight:
            best[key] = cue
    return list(best.values())


def _hear_what_has_become(case: Case) -> None:
    """ "The pupil has changed school", "vår handledare är sjuk": if nothing is asked, a place is lost."""
    sentence, everywhere = case.sentence, range(len(case.sentence))
    if len(sentence) > LONG or any("?" in token.text for token in sentence.tokens):
        return
    seeks = case.place >= STRONG and case.strongest("search", "offer") >= STRONG
    plain = case.facts <= _OF_A_PLACE  # No work and no place, of which a "no" may speak.
    counted = {"seats", "weeks"} <= case.facts or sentence.has("limit", everywhere)
    if plain and not seeks and not counted:
        case.add("undo", case.of("says_no"))
    if seeks or not _ASKS_FOR_MORE.isdisjoint(sentence.keys):
        return
    named = "weeks" in case.facts and not _A_PLACE.isdisjoint(sentence.keys)  # "Plats v 18".
    surely = case.of("pupil_state") >= COMMAND and "weeks" not in case.facts
    if case.role != "employer" and not named and (plain or surely):
        case.add("dropped", max(0.0, case.of("pupil_state")))
    if case.role != "teacher":
        case.add("unable", case.of("host_state"))
    if case.role == "employer" and not any(sentence.is_in(at, "pupil") for at in everywhere):
        case.add("unable", case.of("ours_state"))


def _hear_what_is_sought(case: Case) -> None:
    """Who looks for pupils offers; who looks for a place, or for a place for pupils, searches."""
    sentence = case.sentence
    at = 0
    while at < len(sentence):
        asked = sentence.phrase("asks_for", at)
        size = asked or sentence.phrase("seeking", at)
        if size:
            _hear_object(case, at + size, 9 if asked else 4)
        at += max(1, size)


def _hear_object(case: Case, at: int, weight: float) -> None:
    """What a "söker" before token `at` is about: the first pupil, form or place behind it."""
    sentence = case.sentence
    for here in range(at, min(at + 7, len(sentence))):
        if sentence.kind(here) == "stop" or sentence.key(here) in _NOT_SOUGHT:
            return
        if sentence.is_in(here, "pupil"):
            owned = any(sentence.is_in(before, "mine") for before in range(at, here))
            if case.role != "teacher" and not owned and not sentence.is_in(here + 1, "seat"):
                case.add("offer", weight)
            return
        if sentence.lexicon.forms.word(sentence.key(here)) is not None:
            if weight == 4:
                case.add(*(("offer", 4) if case.role == "employer" else ("search", 2)))
            return
        if sentence.is_in(here, "seat", "employer"):
            case.add("search", 2)
            return
