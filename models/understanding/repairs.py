"""Which words were read as others, so that whoever wrote them can see it."""

from models.understanding.lexicon import lexicon
from models.understanding.sentence import Sentence
from models.understanding.spelling import fold
from models.understanding.tokens import tokenise
from models.understanding.utterance import Repair

# Where a wrong guess would change what is meant; a mended "vekca" or "elver" changes nothing.
_SHOWN = ("municipalities", "fields", "form", "words")


def read_repairs(sentence: Sentence) -> tuple[Repair, ...]:
    """Each word behind a filled slot as it was written and as it was read, but for missing dots and rings."""
    found: dict[str, Repair] = {}
    for slot in _SHOWN:
        for start, end in sentence.spans.get(slot, ()):
            for token in sentence.tokens:
                if start <= token.start and token.end <= end and fold(token.key) != fold(token.norm):
                    read = token.key.capitalize() if slot == "municipalities" else token.key
                    found.setdefault(token.norm, (token.text, read))
    return tuple(found.values())


def mended(words: str) -> tuple[str, tuple[Repair, ...]]:
    """Words for work as they were most likely meant. Missing dots are set silently, the rest is told."""
    known, repairs = lexicon(), []
    read = words
    for token in reversed(tokenise(words)):
        key = known.word(token.norm).key if token.kind == "word" else ""
        if key and key != token.norm:
            read = read[: token.start] + key + read[token.end :]
            if fold(key) != fold(token.norm):
                repairs.append((token.text, key))
    return read, tuple(reversed(repairs))
