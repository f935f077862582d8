"""Takes a text apart into words, numbers and signs that know where they stand."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from models.understanding.tables import word_list

MOST_TOKENS = 600
LONGEST_WORD = 40

Kind = Literal["word", "number", "date", "dash", "slash", "comma", "colon", "plus", "stop", "noise"]

_SHAPES = re.compile(
    r"""
    (?P<date>(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d))
  | (?P<noise>
        \S{1,60}@\S{1,60} | https?://\S{1,200}                   # addresses
      | (?<!\d)(?:16)?\d{6}[ ]?-[ ]?\d{4}(?!\d)                  # organisation and personal numbers
      | (?:\+\d{1,3}|(?<![\d/.,:–-])0\d{1,3})[ /-]*\d(?:[ -]?\d){5,9}(?!\d)   # telephone numbers
      | (?<![\d.:/])\d{1,2}[:.][0-5]\d(?![\d:/]|\.\d)            # times of day
      | \d+[.,]\d+(?=\s?(?:h\b|tim|km|mil|%))
      | \d{5,}
    )
  | (?P<number>\d{1,4})
  | (?P<short>\b(?:fr|t)\.?[ ]?o\.?[ ]?m\b\.?|\b(?:t\.ex|bl\.a|f\.d|m\.fl|s\.k|d\.v\.s|e\.g|i\.e)\b\.?)
  | (?P<word>[^\W\d_]+(?:[-'’´:][^\W\d_]+)*)
  | (?P<dash>[-–—−‐‑]+) | (?P<slash>/) | (?P<comma>,) | (?P<colon>:) | (?P<plus>[+&])
  | (?P<stop>[.!?;\n…•|()]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "12.4-23.4"; a time of day has two digits behind the point.
_DOTTED_DATES = re.compile(r"(?<![\d.])([1-3]?\d)\.([1-9])(\s?[-–]\s?[1-3]?\d)\.([1-9])(?![\d.:])")
_MONTH = r"(?:jan|feb|mar|apr|maj|may|ju[nl]|aug|sep|o[kc]t|nov|de[cs])[a-z]{0,7}"
_MONTH_TO_MONTH = re.compile(rf"(\b{_MONTH})-(?={_MONTH}\b)", re.IGNORECASE)
_ABBREVIATED = word_list("abbreviated")
_SHORT = {"fr": "frånochmed", "to": "tillochmed"}


@dataclass(slots=True)
class Token:
    """A word, number or sign. `norm` is lower case; `key` is `norm` with its spelling mended by the lexicon.

    `value` is what digits say, -1 for words and signs; `sentence` counts sentences; `glued` tells that no
    space stands before it.
    """

    text: str
    start: int
    end: int
    kind: Kind
    norm: str
    key: str
    value: int
    sentence: int
    glued: bool


def tokenise(text: str) -> list[Token]:
    """The first 600 tokens of `text`; characters that mean nothing here (emojis, quotes) are left out."""
    plain, offsets = _composed(text)
    plain = _DOTTED_DATES.sub(r"\1/\2\3/\4", plain)
    plain = _MONTH_TO_MONTH.sub("\\1–", plain)
    tokens: list[Token] = []
    sentence, end = 0, -1
    for match in _SHAPES.finditer(plain):
        kind = match.lastgroup or "word"
        found = match.group()
        start = match.start()
        norm, value = found.lower().replace("’", "'").replace("´", "'"), -1
        if kind == "stop":
            if _only_abbreviates(found, start, end, tokens, plain):
                end = match.end()
                continue
            sentence += 1
        elif kind == "number":
            value = int(found)
        elif kind == "short":
            kind = "word"
            norm = norm if norm.isalpha() else _SHORT.get(norm.replace(".", "").replace(" ", "")[:2], norm)
        elif kind == "word":
            norm = norm[:LONGEST_WORD]
        first, last = (offsets[start], offsets[match.end() - 1] + 1) if offsets else (start, match.end())
        tokens.append(
            Token(
                found,
                first,
                last,
                kind,  # type: ignore[arg-type]
                norm,
                norm,
                value,
                sentence,
                start == end,
            )
        )
        end = match.end()
        if len(tokens) >= MOST_TOKENS:
            break
    return tokens


def _only_abbreviates(found: str, start: int, end: int, tokens: list[Token], text: str) -> bool:
    """Whether a full stop belongs to the word before it ("v. 12", "åk. 8") or to a number ("12. mars")."""
    if found != "." or start != end or not tokens:
        return False
    last = tokens[-1]
    if last.kind == "word":
        return last.norm in _ABBREVIATED
    return last.kind == "number" and text[start + 1 : start + 3].strip()[:1].islower()


def _composed(text: str) -> tuple[str, list[int]]:
    """`text` with letters and their marks as one character each, and where each stood if that moved any."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    plain: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for letter in unicodedata.normalize("NFC", text[at:end]):
            plain.append(letter)
            offsets.append(at)
        at = end
    return "".join(plain), offsets
