"""Which words were read as others, so that whoever wrote them can see it."""

from models.understanding.sentence import Sentence
from models.understanding.spelling import fold
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
