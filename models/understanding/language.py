"""Whether a text is Swedish or English, by its small words."""

from typing import Literal

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_ENGLISH = word_list("english_hints")
_SWEDISH = word_list("swedish_hints")


def read_language(sentence: Sentence) -> Literal["sv", "en"]:
    """Swedish unless more speaks for English."""
    swedish = english = 0.0
    for at, token in enumerate(sentence.tokens):
        if token.kind != "word":
            continue
        language = sentence.words[at].language
        key = token.key
        if key in _ENGLISH or language == "en":
            english += 1
        elif key == "v":
            swedish += 0.5
        elif key in _SWEDISH or language == "sv":
            swedish += 1
        elif not token.norm.isascii() and sentence.lexicon.places.word(key) is None:
            swedish += 0.5
        else:
            work = sentence.lexicon.work.word(key)
            if work and sentence.lexicon.is_english_work(work):
                english += 0.5
            elif work:
                swedish += 0.5
    return "en" if english > swedish else "sv"
