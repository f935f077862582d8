"""Municipalities of Sjuhärad and of the counties around it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.vocabulary.tables import rows

SAFE_LIKENESS = 84  # Of 100: one wrong letter in six is forgiven, one in five is not.
SAFE_LEAD = 6  # How far the best name must be ahead of the second best.


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` is that of Statistics Sweden, such as "1490"."""

    code: str
    name: str


_SJUHARAD = ("1490", "1463", "1491", "1452", "1465", "1443", "1466", "1442")
_ALL = {row["code"]: Municipality(row["code"], row["name"]) for row in rows("municipalities.tsv")}

MUNICIPALITIES: tuple[Municipality, ...] = tuple(_ALL[code] for code in _SJUHARAD)
"""The eight of Sjuhärad, in the order in which they are shown."""


def municipality_name(code: str) -> str:
    """The name of a municipality in Sjuhärad or a county around it; KeyError for any other code."""
    return _ALL[code].name


_NEAR = {row["code"]: tuple(row["near"].split()) for row in rows("near_municipalities.tsv")}


def neighbours(code: str) -> tuple[str, ...]:
    """The municipalities of Sjuhärad that adjoin one of them, the one that is easiest to travel to first."""
    return _NEAR.get(code, ())


@lru_cache(maxsize=100)
def nearest_first(code: str) -> tuple[str, ...]:
    """A municipality, its neighbours, theirs, and so on; alone where no neighbours are known."""
    reached = [code]
    for one in reached:
        reached += [other for other in neighbours(one) if other not in reached]
    return tuple(reached)


def find_municipality(text: str) -> Municipality | None:
    """The municipality that someone means by `text` ("borås", "Marks kommun", "Ulricehmn"), or None.

    Names come first, then names without dots and rings, then mistakes in names of five letters or more.
    """
    wanted = re.sub(r"\s+kommun$", "", " ".join(text.split()).casefold())[:40]
    wanted = unicodedata.normalize("NFC", wanted)
    names = _names()
    for spelled in (wanted, wanted.removesuffix("s"), _plain(wanted), _plain(wanted.removesuffix("s"))):
        if spelled in names:
            return _ALL[names[spelled]]
    return _nearest(_plain(wanted)) if len(wanted) >= 5 else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {_plain(one.name.casefold()): one.code for one in _ALL.values()}
    return names | {one.name.casefold(): one.code for one in _ALL.values()}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _nearest(wanted: str) -> Municipality | None:
    # Here, since few people misspell where they are.
    from rapidfuzz import fuzz, process

    plain = {_plain(one.name.casefold()): one for one in _ALL.values() if len(one.name) >= 5}
    best = process.extract(wanted, plain.keys(), scorer=fuzz.ratio, score_cutoff=SAFE_LIKENESS, limit=2)
    if not best or (len(best) == 2 and best[0][1] - best[1][1] < SAFE_LEAD):
        return None
    return plain[best[0][0]]
