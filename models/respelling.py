"""Words that no place has, read as the words on offer that are spelled nearly so: "Granlinds" as "Granlunds".

What is on offer is learned from the index of words itself: it is walked from one different stem to the next
within the stems that begin alike, so nothing more is kept and a place's words are known with the place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, literal_column, select, union_all
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models.hot import Hot
from models.search import finds
from models.tables import Employer, Placement, Word
from models.understanding.lexicon import lexicon
from models.understanding.tokens import Token, tokenise
from models.understanding.utterance import Repair
from models.vocabulary import stems

SHORTEST, TWO_MISTAKES_FROM = 4, 7  # Letters.
# So many words of a wish are mended, so many stems that begin alike are looked at, and so many of the nearest
# are looked up in that many places.
MOST_WORDS = 3
MOST_STEMS = 500
MOST_NEAR = 4
MOST_PLACES = 12
# Written out, so that PostgreSQL plans for it.
_ONE = literal_column("1", Integer)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A word that may be misspelled: as it was written, and its stem."""

    token: Token
    stem: str


def respelled(session: Session, words: str) -> tuple[str, tuple[Repair, ...]]:
    """The words of a wish as they are most likely meant, and what was read as what; as they were, if no word
    on offer is near. A word that the vocabulary knows, or that some place has, is never changed.

    Forgives one mistake in words from four letters on and two from seven, a swap of neighbours counting as
    one, the first letter being right. Two queries.
    """
    unknown = _unknown(words)
    near = _near(session, unknown) if unknown else []
    wanted = sorted({stem for found in near for stem in found})
    written = _written(session, wanted) if wanted else {}
    repairs, read = [], words
    for one, found in reversed(list(zip(unknown, near, strict=True))):
        meant = max(
            (stem for stem in found if stem in written), key=lambda stem: written[stem][0], default=None
        )
        if meant is not None:
            as_written = written[meant][1]
            read = read[: one.token.start] + as_written + read[one.token.end :]
            repairs.append((one.token.text, as_written))
    return read, tuple(reversed(repairs))


def _unknown(words: str) -> list[_Unknown]:
    known, found = lexicon(), []
    for token in tokenise(words):
        if token.kind != "word" or len(token.norm) < SHORTEST:
            continue
        word, stemmed = known.word(token.norm), stems(token.text)
        if word.known or word.key not in ("", token.norm):
            continue
        if len(stemmed) == 1 and len(stemmed[0]) >= SHORTEST:
            found.append(_Unknown(token, stemmed[0]))
    return found[:MOST_WORDS]


def _near(session: Session, unknown: Sequence[_Unknown]) -> list[list[str]]:
    """For each word the stems on offer with the fewest mistakes; none for a word that is on offer itself."""
    # Here, since most words are found as they are written.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spans = [span for one in unknown for span in _spans(one.stem)]
    values = {
        f"{name}{at}": end
        for at, span in enumerate(spans)
        for name, end in zip(("lo", "hi"), span, strict=True)
    }
    alike = [stem for (stem,) in _walk(len(spans)).rows(session, values)]
    near: list[list[str]] = []
    for one in unknown:
        most = 2 if len(one.stem) >= TWO_MISTAKES_FROM else 1
        offered = any(finds(one.stem, stem) for stem in alike)
        found = (
            []
            if offered
            else process.extract(one.stem, set(alike), scorer=OSA.distance, score_cutoff=most, limit=None)
        )
        fewest = min((mistakes for _, mistakes, _ in found), default=0)
        near.append(sorted(stem for stem, mistakes, _ in found if mistakes == fewest)[:MOST_NEAR])
    return near


def _spans(stem: str) -> list[tuple[str, str]]:
    """From which stems to before which those lie that may be meant: they begin with the same three letters,
    with the same two (of which there may be too many), or would if the second letter weren't one too many, or
    swapped with the third."""
    begins = (stem[:3], stem[:2], stem[0] + stem[2:4], stem[0] + stem[2] + stem[1])
    return [(begin, begin[:-1] + chr(ord(begin[-1]) + 1)) for begin in begins]


@lru_cache(maxsize=MOST_WORDS)
def _walk(spans: int) -> Hot:
    """The different stems within each span, up to `MOST_STEMS` of them: one step in the index for each."""
    steps = [_steps(at) for at in range(spans)]
    found = union_all(*(select(step.c.stem).where(step.c.stem.is_not(None)) for step in steps)).subquery()
    return Hot(select(found))


def _text(name: str) -> BindParameter[str]:
    return bindparam(name)


def _steps(at: int) -> Any:
    word = aliased(Word, name="next")
    stem, lowest, beyond = col(word.stem), _text(f"lo{at}"), _text(f"hi{at}")
    first = select(stem).where(stem >= lowest, stem < beyond).order_by(stem).limit(_ONE).scalar_subquery()
    step = select(first.label("stem"), _ONE.label("number")).cte(f"near{at}", recursive=True)
    later = select(stem).where(stem > step.c.stem, stem < beyond).order_by(stem).limit(_ONE).scalar_subquery()
    more = step.c.stem.is_not(None), step.c.number < literal_column(str(MOST_STEMS))
    return step.union_all(select(later, step.c.number + _ONE).where(*more))


def _written(session: Session, wanted: Sequence[str]) -> dict[str, tuple[int, str]]:
    """In how many published places each stem stands, up to `MOST_PLACES`, and a word with it as one of them
    has it; nothing for stems that no published place has."""
    values = {f"stem{at}": stem for at, stem in enumerate(wanted)}
    found: dict[str, tuple[int, str]] = {}
    for at, name, *texts in _places(len(wanted)).rows(session, values):
        stem = wanted[at]
        number, word = found.get(stem) or (0, _word_of(stem, name, texts))
        found[stem] = number + 1, word
    return found


def _word_of(stem: str, name: str | None, texts: Sequence[str | None]) -> str:
    """The word as a place has it: a name with its capitals, others in lower case."""
    among = [*_WORD.findall(name or ""), *_WORD.findall(" ".join(filter(None, texts)).lower())]
    return next((word for word in among if stems(word) == [stem]), stem)


@lru_cache(maxsize=MOST_WORDS * MOST_NEAR)
def _places(wanted: int) -> Hot:
    found = union_all(*(select(_some_places(at).subquery()) for at in range(wanted))).subquery()
    return Hot(select(found))


def _some_places(at: int) -> Any:
    having: Any = select(col(Word.placement_id).label("id")).where(col(Word.stem) == bindparam(f"stem{at}"))
    # Of what is withdrawn there may be a lot.
    some = having.limit(MOST_PLACES * 10).subquery()
    texts = (col(Placement.what), col(Placement.other), col(Placement.address))
    return (
        select(literal_column(str(at), Integer).label("at"), col(Employer.name), *texts)
        .select_from(some)
        .join(Placement, col(Placement.id) == some.c.id)
        .join(Employer, col(Employer.id) == col(Placement.employer_id))
        .where(col(Placement.status) == "published", col(Employer.status) == "approved")
        .limit(MOST_PLACES)
    )
