"""Reads one sentence: tokens, the lexicon, the grammar of each slot, and what is wanted."""

from datetime import date
from typing import Any

from models.understanding.cue_patterns import Found
from models.understanding.employers import read_employer
from models.understanding.fields import read_fields
from models.understanding.forms_and_grades import read_form, read_grade
from models.understanding.hearing import COMMAND, STRONG, UNDOING, Heard, is_past, listen
from models.understanding.intents import decide
from models.understanding.language import read_language
from models.understanding.negation import excluded
from models.understanding.places import read_places
from models.understanding.repairs import read_repairs
from models.understanding.seats import read_seats
from models.understanding.sentence import Sentence
from models.understanding.utterance import SLOTLESS, Role, Utterance
from models.understanding.when import read_weeks
from models.understanding.work import read_words

_BUT = frozenset({"men", "but"})
# "Any schools interested yet?", "vilka skolor har bokat hos oss?"
_WHO_BOOKS = frozenset({"skola", "school", "gymnasium", "gymnasieskola"})


def understand(text: str, today: date, role: Role) -> Utterance:
    """What `text` says, written on `today` (a date in Stockholm) by someone of that role; raises for no text.

    Of two requests the first counts, with its slots only. What is ruled out fills no slot.
    """
    sentence = Sentence(text)
    sentence.language = read_language(sentence)
    heard = listen(sentence)
    sentence.cut(heard.end)
    _take_requests(sentence, heard)
    slots = _read_slots(sentence, heard, today, role)
    facts = {slot for slot, value in slots.items() if value}
    if not any(sentence.lexicon.lemma(part) for word in slots["words"] for part in word.split()):
        facts.discard("words")  # What nobody knows need not be work.
    if "weeks" in sentence.taken.values():
        facts.add("weeks")
    intent, cues = decide(sentence, heard, role, facts)
    if cues:
        sentence.mark("intent", min(cue.first for cue in cues), max(cue.last for cue in cues) + 1)
    spans = {slot: tuple(found) for slot, found in sentence.spans.items()}
    if intent == "human":
        slots["words"] = ()  # "Someone at the office" is no work.
    if intent == "placements":
        slots["words"] = tuple(word for word in slots["words"] if word not in _WHO_BOOKS)
    if intent in SLOTLESS:
        return Utterance(intent, sentence.language, spans={"intent": spans.get("intent", ())})
    return Utterance(intent, sentence.language, **slots, repairs=read_repairs(sentence), spans=spans)


def spoken_of_in(text: str) -> frozenset[str]:
    """What its words speak for, in the names of cues ("help", "undo"): a fifth of the cost of all."""
    sentence = Sentence(text)
    sentence.language = read_language(sentence)
    return frozenset(cue.says for cue in listen(sentence).cues if cue.weight > 0)


def _take_requests(sentence: Sentence, heard: Heard) -> None:
    """The words of a request are no work and count nothing: "post 3 places", "a real person"."""
    for cue in heard.cues:
        names_something = sentence.is_in(cue.first, "pupil", "seat", "employer", "placement") or (
            sentence.lexicon.forms.word(sentence.key(cue.first)) is not None
        )
        if cue.weight >= COMMAND and cue.says in {"human", "offer", "search"} and not names_something:
            last = cue.last if cue.says == "human" else cue.first
            for at in range(cue.first, last + 1):
                key, lexicon = sentence.key(at), sentence.lexicon
                if lexicon.places.word(key) is None and lexicon.forms.word(key) is None:
                    sentence.take("intent", at, at + 1)


def _read_slots(sentence: Sentence, heard: Heard, today: date, role: Role) -> dict[str, Any]:
    """All slots, in the order in which they take their words: what is surest first."""
    undoing = any(
        cue.says in UNDOING and cue.weight >= STRONG and not _turns(sentence, cue) for cue in heard.cues
    )
    turned = [cue.last for cue in heard.cues if cue.says == "unable" and _turns(sentence, cue)]
    weeks = read_weeks(sentence, today, keep_excluded=undoing, denied=turned)
    employer = read_employer(sentence, role)
    ruled_out = set() if undoing else excluded(sentence)
    grade, form = read_grade(sentence, ruled_out), read_form(sentence, ruled_out)
    return {
        "weeks": weeks,
        "employer": employer,
        "grade": grade,
        "form": form,
        "fields": read_fields(sentence, ruled_out),
        "municipalities": read_places(sentence, ruled_out, hosts=role == "employer" or form == "vfu"),
        "words": read_words(sentence, ruled_out, sentence.language),
        "seats": read_seats(sentence, _undone(sentence, heard)),
    }


def _undone(sentence: Sentence, heard: Heard) -> list[int]:
    """Where something is taken back; what has gone wrong before only where no request follows."""
    undone = [cue.first for cue in heard.cues if cue.says in UNDOING]
    return [at for at in undone if not is_past(sentence.tokens[at].norm)] or undone


def _turns(sentence: Sentence, cue: Found) -> bool:
    """Whether what they can't only comes before what they can: "inte prao men gärna en LIA-student"."""
    rest = sentence.keys[cue.last : sentence.around(cue.first).stop]
    return cue.says == "unable" and not _BUT.isdisjoint(rest)
