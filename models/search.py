"""Finding placements: by form, weeks, seats, municipalities, fields and words, best fit first.

A search walks an index of open weeks and stops after `CAP` hits, or starts from the placements behind a
rare word, or does something of both, whichever has less to look at. So it costs little more with a million
weeks on offer than with ten thousand; what grows is only how many weeks must be passed over until enough of
them fit.
It is one statement, which also counts how rare the words are where that isn't known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import prod
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import search_page, search_shape
from models.forms import Audience
from models.hot import Hot
from models.rarities import Rarities
from models.refusals import Reason, Refused
from models.search_page import Hit
from models.search_shape import Shape, Way
from models.vocabulary import nearest_first, stems
from models.weeks import WEEK, this_monday
from models.wish_tables import Search

CAP, COMMON, FEW = search_shape.CAP, search_shape.COMMON, search_shape.FEW
MOST_WORDS = 6
# What it takes to look up the weeks of a placement behind a word, to gather such a placement, and to tell
# whether a week's is among those gathered; against looking up whether a week's placement has a word.
LOOKS_BEHIND_A_WORD = 2.5
LOOK_TO_GATHER = 0.25
LOOK_AMONG_GATHERED = 0.2
# Words of one wish stand together more often than by chance: each further one leaves as much as one whose
# share is its own to this power.
TOGETHER = 0.3
TALKED_OF = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. Empty means anything; `first` and `last` are Mondays."""

    audience: Audience | None = None
    first: date | None = None
    last: date | None = None
    seats: int = 1
    municipalities: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and where in the list it begins, from 0.

    `total` counts up to `CAP`; `wanted` is how many weeks were wished for, 0 for any.
    """

    hits: tuple[Hit, ...]
    total: int
    wanted: int
    begin: int = 0


def look(
    session: Session,
    wish: Wish,
    now: datetime,
    limit: int,
    offset: int = 0,
    rarities: Rarities | None = None,
    home: str | None = None,
) -> Found:
    """The placements that fit, those with all weeks first, then by start: `limit` from `offset`, or the
    last page where the list ends before. `rarities` remembers how rare the words are.

    Those near `home`, a municipality, come before those that are further away, unless only one municipality
    is wished for. That sorts what is found, up to `CAP`; it never changes what is.
    """
    rarities = rarities or Rarities(session, now)
    asked = ask(wish, now, rarities)
    if asked is None:
        return Found((), 0, 0)
    nearest = nearest_first(home) if home is not None and sorts_by_distance(wish) else ()
    page = search_page.read(session, asked.shape, asked.values, limit, offset, nearest)
    if page.rarity:
        rarities.learn(asked.words, page.rarity)
    return Found(page.hits, page.total, asked.wanted, page.begin)


def sorts_by_distance(wish: Wish) -> bool:
    """Whether what it finds may lie in several municipalities."""
    return len(wish.municipalities) != 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish as statements take it, and its words in their order; `wanted` as in `Found`."""

    shape: Shape
    values: dict[str, Any]
    wanted: int
    words: Sequence[str]


def ask(wish: Wish, now: datetime, rarities: Rarities) -> Asked | None:
    """The wish made ready; None if nothing can fit."""
    monday = this_monday(now)
    first = max(wish.first, monday) if wish.first else monday
    if wish.last is not None and wish.last < first:
        return None
    wanted = (wish.last - first).days // 7 + 1 if wish.last is not None else 0
    values = _values(wish, first, wanted)
    words = stems(wish.words)[:MOST_WORDS]
    way: Way = "walk"
    rarity = rarities.of(words) if words else None
    if rarity is not None:
        known, *counts = rarity
        if not all(counts):
            return None
        # The rarest first: whoever lacks it needn't be asked for the others.
        words = sorted(words, key=dict(zip(words, counts, strict=True)).__getitem__)
        way = _way(wish, wanted, known, sorted(counts))
    if words:
        values |= _values_of(words)
    counted = bool(words) and rarity is None
    if counted:
        values["few"] = FEW
    shape = Shape(
        wish.audience is not None,
        len(wish.municipalities),
        len(wish.fields),
        len(words),
        min(wanted, 2),
        way,
        counted,
    )
    return Asked(shape, values, wanted, words)


def _way(wish: Wish, wanted: int, known: int, counts: Sequence[int]) -> Way:
    """By which way there is least to look at; `counts` is how many placements have each word, rarest first.

    A rough reckoning in looks at a week that is walked. A placement is taken to have fifteen open weeks
    ahead, a third of a chance to be open in a certain week, a place or a field to leave a tenth, an audience
    two fifths.
    """
    rarest = counts[0]
    if rarest >= COMMON:
        return "walk"
    narrow = 0.1 ** (bool(wish.municipalities) + bool(wish.fields))
    walked = known * narrow * (0.3 * wanted if wanted else 15)
    if wanted <= 1:
        # The walk ends when the list is full. For any week those that were found are met again and again.
        shares = [min(1.0, count / known) for count in counts]
        likely = shares[0] * prod(share**TOGETHER for share in shares[1:])
        likely *= 1 if wish.audience is None else 0.4
        walked = min(walked, CAP / likely) if wanted else walked * min(1.0, CAP / (known * likely)) ** 2
    way: Way = "walk"
    gathered = rarest * LOOK_TO_GATHER + walked * LOOK_AMONG_GATHERED
    if narrow == 1 and gathered < walked:
        way, walked = "gather", gathered
    return "drive" if rarest < FEW and rarest * LOOKS_BEHIND_A_WORD < walked else way


def _values(wish: Wish, first: date, wanted: int) -> dict[str, Any]:
    """The values by the names that the statements use."""
    values: dict[str, Any] = {"seats": wish.seats, "first": first}
    if wish.last is not None:
        values |= {"last": wish.last, "wanted": wanted, "second": first + WEEK}
    if wish.audience is not None:
        values["audience"] = int(wish.audience)
    values |= {f"place{index}": code for index, code in enumerate(wish.municipalities)}
    values |= {f"field{index}": field for index, field in enumerate(wish.fields)}
    return values


def _values_of(words: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, word in enumerate(words):
        values[f"from_word{index}"], values[f"to_word{index}"] = _span(word)
    return values


def _span(stem: str) -> tuple[str, str]:
    """From which stem to before which a word is found.

    Words of four letters and more also find longer ones: "snicker" finds "snickeriet".
    """
    if len(stem) < 4:
        return stem, stem + "\x01"
    return stem, stem[:-1] + chr(ord(stem[-1]) + 1)


def finds(word: str, stem: str) -> bool:
    """Whether a word of a wish (as a stem) finds a place by one of its stems."""
    lowest, beyond = _span(word)
    return lowest <= stem < beyond


def begin(session: Session, person_id: int, wish: Wish, now: datetime) -> int:
    """Keeps a wish, so that its buttons still mean the same tomorrow; gives its id."""
    row = Search(person_id=person_id, created_at=now, **columns_of(wish))
    session.add(row)
    session.flush()
    return row.id


_KEPT: tuple[Any, ...] = (
    col(Search.audience),
    col(Search.first),
    col(Search.last),
    col(Search.seats),
    col(Search.municipalities),
    col(Search.fields),
    col(Search.words),
)
_MINE = Hot(
    select(*_KEPT).where(
        col(Search.id) == bindparam("search_id"), col(Search.person_id) == bindparam("person")
    )
)


@lru_cache(maxsize=200)
def _refining(names: tuple[str, ...]) -> Hot:
    """Sets these columns of a person's search and gives it as it is then."""
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    mine = (col(Search.id) == bindparam("search_id"), col(Search.person_id) == bindparam("person"))
    return Hot(update(Search).where(*mine).values(new).returning(*_KEPT))


def refine(session: Session, person_id: int, search_id: int, **changes: Any) -> Wish:
    """Changes some of a kept wish (fields of `Wish`) and gives it as it is now, its first page in view.

    `Refused` GONE if it isn't this person's, WEEKS_BACKWARDS.
    """
    columns = columns_of(Wish(**changes))
    return _refine(session, person_id, search_id, {"page": 0} | {name: columns[name] for name in changes})


def keep(session: Session, search_id: int, wish: Wish) -> None:
    """Puts another wish in the place of one that was just read by `kept`."""
    columns = {"page": 0, **columns_of(wish)}
    _keeping(tuple(columns)).rows(
        session, {"search_id": search_id} | {f"new_{name}": value for name, value in columns.items()}
    )


@lru_cache(maxsize=2)
def _keeping(names: tuple[str, ...]) -> Hot:
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Hot(update(Search).where(col(Search.id) == bindparam("search_id")).values(new))


def turn(session: Session, person_id: int, search_id: int, page: int) -> Wish:
    """Remembers which page of the list was shown last, from 0, and gives the wish; `Refused` GONE."""
    return _refine(session, person_id, search_id, {"page": page})


def _refine(session: Session, person_id: int, search_id: int, columns: dict[str, Any]) -> Wish:
    asked = {"search_id": search_id, "person": person_id}
    asked |= {f"new_{name}": value for name, value in columns.items()}
    rows = _refining(tuple(columns)).rows(session, asked)
    if not rows:
        raise Refused(Reason.GONE)
    wish = wish_from(*rows[0])
    if wish.first is not None and wish.last is not None and wish.last < wish.first:
        raise Refused(Reason.WEEKS_BACKWARDS, first=wish.first, last=wish.last)
    return wish


def kept(session: Session, person_id: int, search_id: int) -> Wish:
    """The wish behind a list's buttons; `Refused` GONE if it isn't this person's."""
    rows = _MINE.rows(session, {"search_id": search_id, "person": person_id})
    if not rows:
        raise Refused(Reason.GONE)
    return wish_from(*rows[0])


def latest(session: Session, person_id: int) -> tuple[int, Wish] | None:
    """The person's newest wish."""
    newest = select(col(Search.id), *_KEPT).where(col(Search.person_id) == person_id)
    row = session.connection().execute(newest.order_by(col(Search.id).desc()).limit(1)).first()
    if row is None:
        return None
    id_, *values = tuple(row)
    return id_, wish_from(*values)


def fresh(session: Session, person_id: int, now: datetime) -> tuple[int, int, Wish] | None:
    """The person's newest wish with the page that was shown last, while it is still what they talk about."""
    newest = select(col(Search.id), col(Search.page), *_KEPT).where(
        col(Search.person_id) == person_id, col(Search.created_at) > now - TALKED_OF
    )
    row = session.connection().execute(newest.order_by(col(Search.id).desc()).limit(1)).first()
    if row is None:
        return None
    id_, page, *values = tuple(row)
    return id_, page, wish_from(*values)


def columns_of(wish: Wish) -> dict[str, Any]:
    """The wish as the columns of `Search` and of `Watch` keep it."""
    return {
        "audience": int(wish.audience) if wish.audience is not None else None,
        "first": wish.first,
        "last": wish.last,
        "seats": wish.seats,
        "municipalities": ",".join(wish.municipalities),
        "fields": ",".join(wish.fields),
        "words": wish.words[:200],
    }


def wish_from(
    audience: int | None,
    first: date | None,
    last: date | None,
    seats: int,
    municipalities: str,
    fields: str,
    words: str,
) -> Wish:
    return Wish(
        Audience(audience) if audience is not None else None,
        first,
        last,
        seats,
        tuple(filter(None, municipalities.split(","))),
        tuple(filter(None, fields.split(","))),
        words,
    )
