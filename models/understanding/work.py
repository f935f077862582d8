"""The words that say what work or what workplace."""

import re

from models.understanding.asked import ASKS, AT, is_asked, is_liked, is_worked_with
from models.understanding.english_trades import english_pair, plural_phrase
from models.understanding.for_somebody_else import without_own_business
from models.understanding.own_schools import is_own_school, says_something
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list
from models.understanding.told import is_told
from models.understanding.unknown_work import stands_beside_work, stands_for_work

LONG_WORD = 8
_CLUSTER = re.compile(r"[^aeiouyåäö]{2}$")
LETTER = 40  # Tokens.
_ABOUT = ("pupil", "one_pupil", "seat", "placement", "need", "hosting", "seeking", "wish", "founded")
_BUSINESS = frozenset({"words", "fields", "municipalities", "name"})
_WORKS = frozenset({"jobbar", "arbetar", "anställd", "verksam", "över", "började"})
_SCHOOLS = ("skola", "school", "gymnasium")
_OURS = frozenset({"our", "vår", "vårt"})
_PLACE = re.compile(
    r"(.{3,})(?:plats|platser|platsen|apl|lia|prao|praktik|praktiken|elev|elever|praktikant|praktikanter)$"
)
_TO_BE = frozenset({"blivande", "framtida", "future", "aspiring"})
_TRAINED_FOR = word_list("trained_for")


def read_words(sentence: Sentence, excluded: set[int], language: str) -> tuple[str, ...]:
    """Basic forms of the words for work, in the order in which they come, each once."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    while at < len(sentence):
        match = _work(sentence, at, language)
        if match is None:
            at += 1
            continue
        end, word = match
        sentence.take("words", at, end)
        if at not in excluded and not _is_counted(sentence, at) and not is_told(sentence, at):
            found.setdefault(word, (at, end))
        at = end
    if len(sentence) > LETTER:
        about = {word: span for word, span in found.items() if _is_about_places(sentence, span[0])}
        found = about or found
    wanted = without_own_business(sentence, found)
    for first, end in wanted.values():
        sentence.mark("words", first, end)
    return tuple(wanted)


def _is_about_places(sentence: Sentence, at: int) -> bool:
    """Whether the sentence of a letter that token `at` is in is about pupils, places or what is wished."""
    around = sentence.around(at)
    is_ours = not _OURS.isdisjoint(sentence.keys[max(around.start, at - 2) : at])
    if (
        sentence.has("tasks", range(around.start, at))
        and sentence.lexicon.lemma(sentence.key(at)) not in sentence.lexicon.sites
    ):
        return False  # "De får baka och duka": what there is to do, and no wish.
    if is_ours and sentence.lexicon.lemma(sentence.key(at)) not in sentence.lexicon.trades:
        return True
    return any(sentence.has(name, around) for name in _ABOUT)


def _work(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    """Where the word for work at token `at` ends, and its basic form."""
    if at in sentence.taken or sentence.kind(at) != "word":
        return None
    return _trade_of_several_words(sentence, at, language) or _trade(sentence, at, language)


def _trade_of_several_words(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    lexicon = sentence.lexicon
    found = None
    if longer := lexicon.work.longer_at(sentence.keys, at):
        last = sentence.key(at + longer[0] - 1)
        never = lexicon.not_work.get(last) == "never" and not lexicon.is_english_work(longer[1])
        if language == "sv" or not never:  # "Site manager" is who writes.
            found = at + longer[0], longer[1]
    found = found or plural_phrase(sentence, at) or (english_pair(sentence, at) if language == "en" else None)
    if found and found[1].endswith(_SCHOOLS) and is_own_school(sentence, found[0] - 1):
        return None
    return found


def _trade(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    """What a single word says of work, unless it means something else here."""
    lexicon, key = sentence.lexicon, sentence.key(at)
    if of_a_place := _before_place(sentence, at):
        return at + 1, of_a_place
    to_be = sentence.key(at - 1) in _TO_BE
    if to_be and key in _TRAINED_FOR:
        return at + 1, key  # "Blivande projektledare".
    # "Chef" is a cook in English, and a manager in Swedish.
    is_foreign = language == "en" and lexicon.common.get(key) == "sv" and lexicon.is_english_work(key)
    never_else = to_be or is_foreign
    when = None if never_else else lexicon.not_work.get(key)
    if when == "never" or _is_somebody(sentence, at, when):
        return None
    if key in lexicon.common and when is None and lexicon.work.word(key) is None:
        return None
    lemma = lexicon.lemma(key)
    if lemma is None:
        stands = stands_beside_work(sentence, at) or stands_for_work(sentence, at)
        return (at + 1, _indefinite(sentence.tokens[at].norm)) if stands else None
    when = when or (None if never_else else lexicon.not_work.get(lemma))
    fits = _fits_the_language(sentence, at, lemma, language) and _is_meant(sentence, at, when)
    return (at + 1, lemma) if fits and not _is_where_the_writer_is(sentence, at, lemma, when) else None


def _is_somebody(sentence: Sentence, at: int, when: str | None) -> bool:
    """Whether the word is for a pupil or a place, and not for those whom somebody would work with."""
    if sentence.is_in(at, "seat", "booking"):
        return True
    return sentence.is_in(at, "pupil") and not (when == "asked" and is_worked_with(sentence, at))


def _is_where_the_writer_is(sentence: Sentence, at: int, lemma: str, when: str | None) -> bool:
    """Whether it is the school of the pupils, or where a teacher works."""
    if lemma.endswith(_SCHOOLS) and (is_own_school(sentence, at) or says_something(sentence, at)):
        return True
    clause = sentence.clause(at)
    works_there = sentence.has("school_work", clause) and not sentence.has("hosting", clause)
    return when == "at" and works_there and not _is_of_teachers(sentence)


def _is_meant(sentence: Sentence, at: int, when: str | None) -> bool:
    """Whether a word that is no work at other times is work here; `when` is what the table says of it."""
    if when is None or when == "never":
        return when is None
    if when == "liked":
        return is_liked(sentence, at)
    return is_asked(sentence, at, AT if when == "at" else ASKS) or is_worked_with(sentence, at)


def _indefinite(unknown: str) -> str:
    """ "julmarknaden" → "julmarknad", as far as endings can tell of a word that nobody knows."""
    if len(unknown) < LONG_WORD or not unknown.endswith(("en", "et")):
        return unknown
    keeps_e = unknown.endswith("et") and _CLUSTER.search(unknown[:-2]) is not None  # "Yrket" → "yrke".
    return unknown[:-1] if keeps_e else unknown[:-2]


def _is_of_teachers(sentence: Sentence) -> bool:
    """Whether it is about students who are to be teachers: then schools are what is looked for."""
    return any(sentence.lexicon.forms.word(key) == "vfu" for key in sentence.keys)


def _before_place(sentence: Sentence, at: int) -> str | None:
    """ "lagerplats" → "lager", "kockpraktikant" → "kock"; None where it is no place at such work."""
    key, lexicon = sentence.key(at), sentence.lexicon
    match = _PLACE.match(key)
    if (
        match is None
        or (lexicon.forms.word(key) and "-" not in key)
        or lexicon.lemma(key)
        or lexicon.not_work.get(match[1].rstrip("s-")) == "never"
    ):
        return None
    for first in (match[1], match[1].removesuffix("s"), match[1].removesuffix("-"), match[1] + "e"):
        if (lemma := lexicon.work.word(first)) and lexicon.fields.word(first) is None:
            return lemma
    return None


def _fits_the_language(sentence: Sentence, at: int, lemma: str, language: str) -> bool:
    """Whether a word is no ordinary word of the text's language that only looks like one for work."""
    lexicon, key = sentence.lexicon, sentence.key(at)
    is_common = key in lexicon.common
    if lexicon.common.get(lemma) == language and lemma not in lexicon.not_work and key != lemma:
        return False
    if language == "en":
        return key == lemma or lexicon.is_english_work(lemma) or not is_common
    if is_common and lexicon.is_english_work(key):
        return False
    # A head of something is who writes, unless a pupil wants to become one.
    becomes = sentence.key(at - 1) in {"bli", "som"} and sentence.key(at - 2) not in _WORKS
    return becomes or not lemma.endswith(("chef", "ansvarig", "partner"))


def _is_counted(sentence: Sentence, at: int) -> bool:
    """Whether it only says how large a workplace is: "två fabriker", "a data centre with 9 technicians"."""
    lemma = sentence.lexicon.lemma(sentence.key(at))
    if sentence.kind(at - 1) == "number" and sentence.tokens[at - 1].value > 1:
        first = at - 4 if sentence.is_calendar(at - 2, "and") else at - 1  # "14 bilar och 19 chaufförer".
        if sentence.key(first - 1) in {"med", "with"} and sentence.taken.get(first - 2) in _BUSINESS:
            return True
    if not at or lemma not in sentence.lexicon.sites or sentence.tokens[at].norm == lemma:
        return False
    if sentence.key(at - 2) in {"driver", "äger", "run", "own"}:
        return False  # "Vi driver tre butiker."
    if sentence.kind(at - 1) == "number":
        return sentence.tokens[at - 1].value > 1 and sentence.taken.get(at - 1) not in {"weeks", "grade"}
    count = sentence.lexicon.numbers.word(sentence.key(at - 1))
    return count is not None and count.kind == "number" and count.value > 1
