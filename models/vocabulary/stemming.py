"""Words of a Swedish text and their stems, for the index, for searching and for guessing a field."""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer.swedish_stemmer import SwedishStemmer

from models.vocabulary.tables import columns

MOST_STEMS = 200
LONGEST_WORD = 40

_NEUTER = re.compile(r".[^\Waeiouyåäö\d_]{2}et$|..[ié]et$")
_WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(word for (word,) in columns("stop_words.tsv"))


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, in lower case; a hyphen parts words."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


def stems(text: str) -> list[str]:
    """The stems of `text` without stop words, each once, in order, at most 200."""
    return list(_stems(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word in lower case: "bagerierna" and "bageriet" give "bageri"."""
    # A new stemmer each time: they keep state, and rules run in several threads.
    stemmer = SwedishStemmer()
    found = str(stemmer.stemWord(word))
    # Snowball leaves these definite forms, so that "kassan" would not be found by "kassa".
    if len(found) >= 5 and found.endswith("an"):
        return str(stemmer.stemWord(found[:-1]))
    if _NEUTER.search(found):
        return re.sub("mm$", "m", found[:-2])  # "gymmet" belongs to "gym".
    return found


@lru_cache(maxsize=2_000)
def _stems(text: str) -> tuple[str, ...]:
    wanted = dict.fromkeys(stem(word) for word in words(text) if word not in STOP_WORDS)
    return tuple(wanted)[:MOST_STEMS]
