"""Fields of work that are named as such, and the words that say what work or what workplace."""

import re

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_ASKS = word_list("asks_for_work")
_AT = word_list("at_a_workplace")
_SKIPPED = word_list("between_at_and_workplace")
_ADJECTIVES = word_list("no_trade")
_GENERIC = word_list("says_only_company")
_INVITES = word_list("before_any_work")
_INVITES_BY_TWO = frozenset(
    {
        "jobba med", "arbeta med", "jobbar med", "arbetar med", "nåt med", "något med", "nåt inom", "plats på",
        "intresserad av", "tycker om", "work with", "working with", "something with", "anything with",
        "interested in", "something in", "anything in", "work as", "arbeta som", "jobba som", "nåt som",
        "place in", "internship in", "intresserade av", "håller på med", "prova på", "plats som",
    }
)  # fmt: skip
_AT_IT = frozenset({"på", "hos", "vid", "at"})
_BEHIND_IT = frozenset({"i", "in", "för", "for", "och", "eller", "and", "or", "till"})
_WORKS = frozenset({"jobbar", "arbetar", "anställd", "verksam"})
TERSE = 12  # Tokens; a line of that length names what it wants without many words.
_PLACE = re.compile(r"(.{3,})(?:plats|platser|platsen|praktik|praktiken|elev|elever|praktikant|praktikanter)$")
_ENGLISH_HEADS = word_list("english_heads")


def read_fields(sentence: Sentence, excluded: set[int]) -> tuple[str, ...]:
    """Ids of the fields that are named: by a label, a word of one, an everyday name, a school programme."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    while at < len(sentence):
        match = _field(sentence, at)
        trade = (
            sentence.lexicon.work.longer_at(sentence.keys, at) if match or at + 1 < len(sentence) else None
        )
        if match and trade and trade[0] == 2 and sentence.key(at + 1) in _GENERIC:
            match = at + 2, match[1]
        if match is None or (trade and trade[0] > match[0] - at):
            at += trade[0] if trade else 1  # "Web design" is a word for work, though design is a field.
            continue
        end, field = match
        sentence.take("fields", at, end)
        if at not in excluded:
            found.setdefault(field, (at, end))
        at = end
    for first, end in found.values():
        sentence.mark("fields", first, end)
    return tuple(sorted(found))


def _field(sentence: Sentence, at: int) -> tuple[int, str] | None:
    if at in sentence.taken or sentence.kind(at) != "word":
        return None
    longest = _listed_field(sentence, at)
    if longest and longest[0] == at + 1 and not _is_meant(sentence, at):
        return None
    if longest and not (
        sentence.key(at) == "it" and sentence.language == "en" and not sentence.tokens[at].text.isupper()
    ):
        return longest
    key = sentence.key(at)
    if key == "it" and sentence.language == "en" and not sentence.tokens[at].text.isupper():
        return None
    compound = sentence.lexicon.field_compound(key)
    if compound:
        return at + 1, compound
    root = key.split("-")[0]
    if root != key and (field := sentence.lexicon.fields.word(root)):
        tail = key[len(root) + 1 :]
        if tail in sentence.lexicon.heads or not tail or sentence.lexicon.classes["pupil"].word(tail):
            return at + 1, field
    if (field := sentence.lexicon.roots.get(key)) and sentence.kind(at + 1) == "dash":
        return at + 1, field
    return None


def _is_meant(sentence: Sentence, at: int) -> bool:
    """Whether a field that is often something else ("safety shoes") is asked for, or is all that is said."""
    if sentence.lexicon.not_work.get(sentence.key(at)) != "field":
        return True
    return sentence.key(at + 1) in _GENERIC or _is_asked(sentence, at, _ASKS)


def _listed_field(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """The longest name of a field from `at`, over commas and strokes: "Data/IT", "kultur, media, design"."""
    fields = sentence.lexicon.fields
    keys: list[str] = []
    ends: list[int] = []
    here = at
    while here < len(sentence) and len(keys) < 5:
        kind = sentence.kind(here)
        if kind == "word" and here not in sentence.taken:
            keys.append(sentence.key(here).rstrip("-"))
            ends.append(here + 1)
        elif kind not in {"comma", "slash", "dash"} and sentence.tokens[here].text != "&":
            break
        here += 1
    keys = ["och" if key in {"o", "&"} else key for key in keys]
    found = fields.at(keys, 0) if keys else None
    if found and sentence.key(at) == "data" and sentence.key(at + 1) == "it":
        return ends[1], found[1]
    return (ends[found[0] - 1], found[1]) if found else None


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
        if at not in excluded and not _is_counted(sentence, at) and not _is_told(sentence, at):
            found.setdefault(word, (at, end))
        at = end
    for first, end in found.values():
        sentence.mark("words", first, end)
    return tuple(found)


def _work(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    """Where the word for work at token `at` ends, and its basic form."""
    if at in sentence.taken or sentence.kind(at) != "word":
        return None
    return _trade_of_several_words(sentence, at, language) or _trade(sentence, at, language)


def _trade_of_several_words(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    lexicon = sentence.lexicon
    longer = lexicon.work.longer_at(sentence.keys, at)
    if longer:
        last = sentence.key(at + longer[0] - 1)
        if language == "sv" or lexicon.not_work.get(last) != "never":  # "Site manager" is who writes.
            return at + longer[0], longer[1]
    return _plural_phrase(sentence, at) or (_english_pair(sentence, at) if language == "en" else None)


def _trade(sentence: Sentence, at: int, language: str) -> tuple[int, str] | None:
    lexicon, key = sentence.lexicon, sentence.key(at)
    of_a_place = _before_place(sentence, at)
    if of_a_place:
        return at + 1, of_a_place
    when = lexicon.not_work.get(key)
    if when == "never" or sentence.is_in(at, "pupil", "seat", "booking"):
        return None
    if key in lexicon.common and when is None and lexicon.work.word(key) is None:
        return None
    lemma = lexicon.lemma(key)
    if lemma is None:
        if _stands_beside_work(sentence, at) or _is_unknown_work(sentence, at):
            return at + 1, sentence.tokens[at].norm
        return None
    if not _fits_the_language(sentence, at, lemma, language):
        return None
    when = when or lexicon.not_work.get(lemma)
    if when == "never" or (when and not _is_asked(sentence, at, _AT if when == "at" else _ASKS)):
        return None
    clause = sentence.clause(at)
    if when == "at" and sentence.has("school_work", clause) and not sentence.has("hosting", clause):
        return None
    return at + 1, lemma


def _before_place(sentence: Sentence, at: int) -> str | None:
    """ "lagerplats" → "lager", "kockpraktikant" → "kock"; None where it is no place at such work."""
    key, lexicon = sentence.key(at), sentence.lexicon
    match = _PLACE.match(key)
    if match is None or lexicon.forms.word(key) or match[1].rstrip("s-") in lexicon.not_work:
        return None
    for first in (match[1], match[1].removesuffix("s"), match[1].removesuffix("-")):
        if (lemma := lexicon.work.word(first)) and lexicon.fields.word(first) is None:
            return lemma
    return None


def _fits_the_language(sentence: Sentence, at: int, lemma: str, language: str) -> bool:
    """Whether a word is no ordinary word of the text's language that only looks like one for work."""
    lexicon, key = sentence.lexicon, sentence.key(at)
    is_common = key in lexicon.common
    if lemma in lexicon.common and lemma not in lexicon.not_work and key != lemma:
        return False
    if language == "en":
        return key == lemma or lexicon.is_english_work(lemma) or not is_common
    if is_common and lexicon.is_english_work(key):
        return False
    # A head of something is who writes, unless a pupil wants to become one.
    becomes = sentence.key(at - 1) in {"bli", "som"} and sentence.key(at - 2) not in _WORKS
    return becomes or not lemma.endswith(("chef", "ansvarig", "partner"))


def _stands_beside_work(sentence: Sentence, at: int) -> bool:
    """Whether a word that nobody knows is joined to a word for work: "lackering eller plåt"."""
    token = sentence.tokens[at]
    if sentence.words[at].known or token.key != token.norm or len(token.norm) < 5 or token.text[0].isupper():
        return False
    return any(
        sentence.is_calendar(at + step, "and", "or")
        and sentence.kind(at + 2 * step) == "word"
        and sentence.lexicon.lemma(sentence.key(at + 2 * step)) is not None
        and sentence.key(at + 2 * step) not in sentence.lexicon.not_work
        for step in (1, -1)
    )


def _is_unknown_work(sentence: Sentence, at: int) -> bool:
    """Whether a word that nobody knows stands where only work can: "inom sericulture", "vill bli krympare"."""
    token = sentence.tokens[at]
    if sentence.words[at].known or token.key != token.norm or len(token.norm) < 4 or token.text[0].isupper():
        return False
    before = at - 1
    while before > 0 and sentence.key(before) in _SKIPPED:
        before -= 1
    first, second = sentence.key(before - 1), sentence.key(before)
    if second in _INVITES or f"{first} {second}" in _INVITES_BY_TWO:
        return True
    if token.norm in sentence.lexicon.elsewhere:
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


def _plural_phrase(sentence: Sentence, at: int) -> tuple[int, str] | None:
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


def _english_pair(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """Any trade before "shop", "factory" …: "paint shop", "toy factories"."""
    head = sentence.key(at + 1)
    forms = (head, head.removesuffix("s"), head.removesuffix("ies") + "y")
    lemma = next((one for one in forms if one in _ENGLISH_HEADS), "")
    if not lemma or not sentence.same_sentence(at, at + 1):
        return None
    key = sentence.key(at)
    lexicon = sentence.lexicon
    if (
        key in lexicon.common
        or key in _ADJECTIVES
        or lexicon.numbers.word(key)
        or lexicon.places.word(key)
        or len(key) < 3
    ):
        return None
    if sentence.is_in(at, "pupil", "seat") or lexicon.forms.word(key):
        return None
    return at + 2, f"{key} {lemma}"


def _is_asked(sentence: Sentence, at: int, asks: frozenset[str]) -> bool:
    """Whether a word that often means something else is meant as work: "på en skola", "vill bli lärare"."""
    before = at - 1
    while before >= 0 and at - before <= 2 and sentence.key(before) in _SKIPPED:
        before -= 1
    return (
        before < 0
        or (before in sentence.taken and sentence.key(at) != "el")
        or sentence.key(before) in asks
        or sentence.kind(before) in {"comma", "slash", "colon"}
    )


def _is_counted(sentence: Sentence, at: int) -> bool:
    """Whether it only says how large a workplace is: "två fabriker", "14 frisörer"."""
    lemma = sentence.lexicon.lemma(sentence.key(at))
    if not at or lemma not in sentence.lexicon.sites or sentence.tokens[at].norm == lemma:
        return False
    if sentence.kind(at - 1) == "number":
        return sentence.tokens[at - 1].value > 1 and sentence.taken.get(at - 1) not in {"weeks", "grade"}
    count = sentence.lexicon.numbers.word(sentence.key(at - 1))
    return count is not None and count.kind == "number" and count.value > 1


def _is_told(sentence: Sentence, at: int) -> bool:
    """Whether it is told of and not asked for: "annars sitter hon i biblioteket"."""
    return sentence.has("told", sentence.clause(at)) or sentence.has_beside("past", at)
