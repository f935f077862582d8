"""What someone wants, from the cues in the sentence and from who writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.understanding.cue_patterns import Found
from models.understanding.hearing import STRONG, Heard
from models.understanding.sentence import Sentence
from models.understanding.utterance import Intent, Role

COMMAND = 4  # What a cue weighs that is a request whatever else is said.
LONG = 20  # Tokens; a text of that length is a story, which mentions much.
_UNDO = ("undo", "cancel", "withdraw")
_LISTS = ("mine", "reservations", "placements")


@dataclass(slots=True)
class _Case:
    """What speaks for each intent; `has_slots` tells that something about a placement was read."""

    sentence: Sentence
    cues: Sequence[Found]
    weights: dict[str, float]
    role: Role
    has_slots: bool

    def of(self, *names: str) -> float:
        """The weight of all cues that say one of those."""
        return sum(self.weights.get(name, 0.0) for name in names)

    def add(self, name: str, weight: float) -> None:
        self.weights[name] = self.weights.get(name, 0.0) + weight

    @property
    def place(self) -> float:
        return max(self.of("search"), self.of("offer"))

    @property
    def is_story(self) -> bool:
        return len(self.sentence) > LONG and self.place >= STRONG


def decide(sentence: Sentence, heard: Heard, role: Role, has_slots: bool) -> tuple[Intent, list[Found]]:
    """The intent, and the cues that spoke for it."""
    case = _Case(sentence, heard.cues, {}, role, has_slots)
    for cue in _strongest(heard.cues):
        case.add(cue.says, cue.weight)
    _hear_what_is_sought(case)
    intent = _chosen(case)
    says = {intent, *(_UNDO if intent in _UNDO else ()), *(_LISTS if intent in _LISTS else ())}
    return intent, [cue for cue in heard.cues if cue.says in says]


def _strongest(cues: Sequence[Found]) -> list[Found]:
    """Of the cues that begin at the same word and say the same, the strongest."""
    best: dict[tuple[int, str], Found] = {}
    for cue in cues:
        if (cue.first, cue.says) not in best or best[cue.first, cue.says].weight < cue.weight:
            best[cue.first, cue.says] = cue
    return list(best.values())


def _hear_what_is_sought(case: _Case) -> None:
    """Who looks for pupils offers; who looks for a place, or for a place for pupils, searches."""
    sentence = case.sentence
    for at in range(len(sentence)):
        if sentence.is_in(at, "seeking"):
            _hear_object(case, at)


def _hear_object(case: _Case, at: int) -> None:
    """What the "söker" at token `at` is about: the first pupil, form or place behind it."""
    sentence = case.sentence
    for here in range(at + 1, min(at + 8, len(sentence))):
        if sentence.kind(here) == "stop" or sentence.key(here) in {"åt", "till", "för", "for", "som"}:
            return
        if sentence.is_in(here, "pupil"):
            if case.role != "teacher" and not sentence.is_in(here + 1, "seat"):
                case.add("offer", 4)
            return
        if sentence.lexicon.forms.word(sentence.key(here)) is not None:
            case.add(*(("offer", 4) if case.role == "employer" else ("search", 2)))
            return
        if sentence.is_in(here, "seat", "employer"):
            case.add("search", 2)
            return


def _chosen(case: _Case) -> Intent:
    """The first of these that the cues allow; the order settles what is said beside what."""
    undo, listing = case.of(*_UNDO), case.of(*_LISTS)
    if _is_something_else(case):
        return "other"
    if case.of("human") >= COMMAND and case.of("human") >= max(undo, listing):
        return "human"
    if case.of("help") > COMMAND and undo and _comes_first(("help",), case.cues):
        return "help"
    if (
        undo >= STRONG
        and undo + 1 >= case.of("help")
        and (undo + 1 >= listing or _comes_first(_UNDO, case.cues, _LISTS))
    ):
        return _undone(case)
    if _is_about_the_language(case):
        return "language"
    if _is_for_help(case):
        return "help"
    if listing >= STRONG and listing > case.place - 2:
        return _listed(case)
    if case.of("other") >= STRONG and not case.has_slots and case.of("other") >= case.place:
        return "other"
    if case.has_slots or (case.place >= 2 and _has_topic(case.sentence)):
        return _placed(case)
    return _small_talk(case)


def _is_something_else(case: _Case) -> bool:
    other = max(0.0, case.of("other"))
    if other < (7 if case.is_story else COMMAND) or (case.place >= 8 and other < 5):
        return False
    return other > max(case.of(*_UNDO), case.of(*_LISTS), case.of("human")) - 1


def _is_about_the_language(case: _Case) -> bool:
    language = case.of("language")
    asks_for_a_place = case.has_slots and (case.place >= STRONG or len(case.sentence) > LONG)
    return language >= COMMAND and language > case.place and not asks_for_a_place


def _is_for_help(case: _Case) -> bool:
    surely = any(cue.says == "help" and cue.weight >= COMMAND for cue in case.cues) and not case.is_story
    asks_for_a_place = case.has_slots and (not surely or case.place >= case.of("help"))
    return case.of("help") >= COMMAND and not asks_for_a_place


def _has_topic(sentence: Sentence) -> bool:
    """Whether it can be about a placement at all: "har ni något?", but not "har ni öppet?"."""
    return any(sentence.is_in(at, "topic", "pupil", "seat", "employer") for at in range(len(sentence)))


def _comes_first(first: Sequence[str], cues: Sequence[Found], others: Sequence[str] = ()) -> bool:
    """Whether the first strong cue of some names stands before that of others (of all, if none are given)."""
    strong = [cue for cue in cues if cue.weight >= STRONG and (not others or cue.says in {*first, *others})]
    return bool(strong) and min(strong).says in first


def _undone(case: _Case) -> Intent:
    cancel, withdraw = case.of("cancel"), case.of("withdraw")
    for at in range(len(case.sentence)):
        if case.sentence.is_in(at, "booking"):
            cancel += 3
        elif case.sentence.is_in(at, "ad"):
            withdraw += 3
    if case.role == "teacher":
        cancel += 2.5
    elif case.role == "employer":
        withdraw += 2.5
    elif case.of("offer") > case.of("search"):
        withdraw += 1
    return "withdraw" if withdraw > cancel else "cancel"


def _listed(case: _Case) -> Intent:
    reservations = case.of("reservations") + 4 * (case.role == "teacher")
    placements = case.of("placements") + 4 * (case.role == "employer")
    return "placements" if placements > reservations else "reservations"


def _placed(case: _Case) -> Intent:
    search = case.of("search") + 3 * (case.role == "teacher")
    offer = case.of("offer") + 3 * (case.role == "employer")
    return "offer" if offer > search else "search"


def _small_talk(case: _Case) -> Intent:
    """What is neither about a placement nor a clear request."""
    if case.of("other") >= STRONG:
        return "other"
    if case.of("thanks") and case.of("help") <= 2:
        return "thanks"
    asked: tuple[Intent, ...] = ("human", "language", "help")
    for name in asked:
        if case.of(name) >= 2:
            return name
    if case.of(*_LISTS):
        return _listed(case)
    if case.of("thanks"):
        return "thanks"
    if case.of("bare") and len(case.sentence) <= 6:
        return _placed(case)
    return "greeting" if case.of("greeting") else "other"
