"""Fields of work that are named as such: by a label, an everyday name, a school programme."""

from models.understanding.asked import ASKS, is_asked
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_GENERIC = word_list("says_only_company")


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
        if at not in excluded and not sentence.has_beside("last_time", at):
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


def _is_meant(sentence: Sentence, at: int) -> bool:
    """Whether a field that is often something else ("safety shoes") is asked for, or is all that is said."""
    if sentence.lexicon.not_work.get(sentence.key(at)) != "field":
        return True
    return sentence.key(at + 1) in _GENERIC or is_asked(sentence, at, ASKS)
