"""What someone wants, from the cues in the sentence and from who writes."""

from collections.abc import Set

from models.understanding.cue_patterns import Found
from models.understanding.hearing import COMMAND, STRONG, UNDOING, Heard, is_asked
from models.understanding.sentence import Sentence
from models.understanding.told import tells_how_it_went
from models.understanding.utterance import Intent, Role
from models.understanding.weighing import LONG, Case, weigh

_OF_SOMEBODY = frozenset({"seats", "grade", "form", "words"})
_LISTS = ("mine", "reservations", "placements")


def decide(sentence: Sentence, heard: Heard, role: Role, facts: Set[str]) -> tuple[Intent, list[Found]]:
    """The intent, and the cues that spoke for it; `facts` are the slots that were filled."""
    case = weigh(sentence, heard.cues, role, facts)
    intent = _chosen(case)
    says = {intent, *(UNDOING if intent in UNDOING else ()), *(_LISTS if intent in _LISTS else ())}
    return intent, [cue for cue in heard.cues if cue.says in says]


def _chosen(case: Case) -> Intent:
    """The first of these that the cues allow; the order settles what is said beside what."""
    undo, listing = case.of(*UNDOING), case.of(*_LISTS)
    if _is_something_else(case):
        return "other"
    if _is_for_a_person(case, max(undo, listing)):
        return "human"
    if case.of("help") > COMMAND and undo and case.comes_first(("help",)):
        return "help"
    if (
        undo >= STRONG
        and undo + 1 >= case.of("help")
        and (undo + 1 >= listing or case.comes_first(UNDOING, _LISTS))
    ):
        return _undone(case)
    if _is_about_the_language(case):
        return "language"
    if _is_for_help(case):
        return "help"
    if listing >= STRONG and listing > case.place - 2 and not _needs_places(case):
        return _listed(case)
    tells_little = case.facts <= {"words", "fields", "municipalities"}
    if case.of("other") >= STRONG and tells_little and case.of("other") >= case.place:
        return "other"
    if case.of("thanks") and case.facts <= {"words"} and not case.place:
        return "thanks"
    asked = _only_asked(case)
    if asked:
        return asked
    if case.place < STRONG and case.facts <= _OF_SOMEBODY and tells_how_it_went(case.sentence):
        return "other"
    shows_more = case.strongest("search") > COMMAND + 1
    if (
        case.facts
        or case.of("offer") > COMMAND
        or shows_more
        or (case.place >= 2 and _has_topic(case.sentence))
    ):
        return _placed(case)
    return _small_talk(case)


def _is_something_else(case: Case) -> bool:
    other = max(0.0, case.of("other"))
    told = 1.5 * len(case.facts & {"weeks", "form"}) + (
        "seats" in case.facts
    )  # So much is said of a placement.
    if other < max(7 if case.is_story else 0, COMMAND + told) or (case.place >= 8 and other < 5):
        return False
    return other >= case.of("help") and other > max(case.of(*UNDOING), case.of(*_LISTS), case.of("human")) - 1


def _is_for_a_person(case: Case, others: float) -> bool:
    human = case.of("human")
    only_says_how_to_reach_them = not case.facts.isdisjoint({"weeks", "seats"}) and case.place + 1 >= human
    asks_a_rule = any(cue.says == "help" and cue.weight > human for cue in case.cues)
    return human >= COMMAND and human >= others and not asks_a_rule and not only_says_how_to_reach_them


def _is_about_the_language(case: Case) -> bool:
    language = case.of("language")
    place = max(case.place, STRONG * bool(case.of("bare")))  # "Praktik på engelska v 12".
    asks_for_a_place = bool(case.facts) and (place >= STRONG or len(case.sentence) > LONG)
    return language >= COMMAND and language > case.place and not asks_for_a_place


def _is_for_help(case: Case) -> bool:
    enough = COMMAND + ({"weeks", "seats"} <= case.facts)  # Who names both hardly asks how it works.
    surely = any(cue.says == "help" and cue.weight >= enough for cue in case.cues) and not case.is_story
    asks_for_a_place = bool(case.facts) and (not surely or case.place >= case.of("help"))
    asks_for_a_list = case.strongest(*_LISTS) > case.strongest("help")  # "Får vi någon praktikant?"
    return case.of("help") >= COMMAND and not asks_for_a_place and not asks_for_a_list


def _only_asked(case: Case) -> Intent | None:
    """What a question is about that asks for no place and offers none: the rules, or what became of it."""
    sentence = case.sentence
    first = next((at for at in range(len(sentence)) if sentence.kind(at) == "word"), 0)
    while sentence.is_in(first, "courtesy"):
        first += 1
    if sentence.is_in(first, "asks_anyone") and case.role == "employer" and not case.facts:
        return "placements" if is_asked(sentence, first) else None  # "Nån som vill komma?"
    if case.place >= 2 or {"seats", "weeks"} <= case.facts:
        return None
    if sentence.is_in(first, "asks_who") and "weeks" in case.facts and case.role == "employer":
        return "placements"
    asks_how = sentence.is_in(first, "asks_how") and "weeks" not in case.facts
    return "help" if asks_how and case.role != "unknown" else None


def _needs_places(case: Case) -> bool:
    """Whether weeks and a number of seats are told and no booking: "hur ser läget ut v 12 för två elever"."""
    names = ("booking", "state", "mine", "ad")
    tells = {"weeks", "seats"} <= case.facts and not case.of("reservations", "placements")
    return tells and not any(case.sentence.is_in(at, *names) for at in range(len(case.sentence)))


def _has_topic(sentence: Sentence) -> bool:
    """Whether it can be about a placement at all: "har ni något?", but not "har ni öppet?"."""
    return any(sentence.is_in(at, "topic", "pupil", "seat", "employer") for at in range(len(sentence)))


def _undone(case: Case) -> Intent:
    cancel, withdraw = case.of("cancel", "dropped"), case.of("withdraw", "unable")
    if case.role == "teacher":
        cancel, withdraw = cancel + case.of("unable"), case.of("withdraw")
    elif case.role == "employer":
        cancel, withdraw = case.of("cancel"), withdraw + case.of("dropped")
    for at in range(len(case.sentence)):
        if case.sentence.is_in(at, "booking"):
            cancel += 3
        elif case.sentence.is_in(at, "ad"):
            withdraw += 3
    if case.role == "teacher":
        cancel += 8
    elif case.role == "employer":
        withdraw += 8
    elif case.of("offer") > case.of("search"):
        withdraw += 1
    return "withdraw" if withdraw > cancel else "cancel"


def _listed(case: Case) -> Intent:
    """Who books asks for bookings, and who offers for what is offered; only of others the words tell."""
    if case.role == "teacher":
        return "reservations"
    if case.role == "employer":
        return "placements"
    return "placements" if case.of("placements") > case.of("reservations") else "reservations"


def _placed(case: Case) -> Intent:
    search = case.of("search") + 3 * (case.role == "teacher")
    offer = case.of("offer") + 3 * (case.role == "employer")
    return "offer" if offer > search else "search"


def _small_talk(case: Case) -> Intent:
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
