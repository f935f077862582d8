"""Searches whose words nobody has, as they were meant: what was read as what is told, never kept silent."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import finding
from handlers.finding import Listing
from handlers.wishing import wider
from models import people, search
from models.people import Who
from models.rarities import Rarities
from models.respelling import respelled
from models.search import Found, Wish
from models.understanding.repairs import mended
from models.understanding.utterance import Repair


@dataclass(frozen=True, slots=True)
class Meant:
    """A list, and which words of the wish were read as others for it, or gave way to their field of work."""

    listing: Listing
    repairs: tuple[Repair, ...] = ()
    instead_of: str | None = None


def with_words(session: Session, who: Who, search_id: int, words: str, now: datetime) -> Meant:
    """Changes the words of a kept search; a question that waited is answered by that. See `as_meant`."""
    return as_meant(session, who, search_id, finding.altered(session, who.id, search_id, words=words), now)


def begun(session: Session, who: Who, wish: Wish, now: datetime) -> Meant:
    """Keeps a new wish and lists what it finds. See `as_meant`."""
    people.ask(session, who.id, None)
    return as_meant(session, who, search.begin(session, who.id, wish, now), wish, now)


def as_meant(session: Session, who: Who, search_id: int, wish: Wish, now: datetime) -> Meant:
    """Lists what a kept wish finds. Where that is nothing, its words are read as words for work or words of
    places that are spelled nearly so, and the search is kept with those."""
    rarities = Rarities(session, now)
    shown = finding.hits(session, who, search_id, wish, 0, now, rarities)
    other = None if shown.found.total else _otherwise(session, who, shown, now, rarities)
    if other is None:
        return Meant(finding.nearest_too(session, shown, now, rarities))
    search.keep(session, search_id, other.listing.wish)
    return replace(other, listing=finding.nearest_too(session, other.listing, now, rarities))


def widened(session: Session, who: Who, meant: Meant, now: datetime) -> Meant:
    """Words that no place has give way to the field of work they belong to, if that has some."""
    search_id, wish = meant.listing.search_id, meant.listing.wish
    other = None if meant.listing.found.total or meant.repairs else wider(wish)
    if other is None:
        return meant
    instead = finding.look(session, who, search_id, other, 0, now)
    if not instead.found.total:
        return meant
    search.keep(session, search_id, other)
    return Meant(instead, instead_of=wish.words)


def found_by_words(session: Session, who: Who, words: str, now: datetime) -> Meant | None:
    """A new search for words that may be a workplace's name; None where nothing is found."""
    rarities = Rarities(session, now)
    shown: Meant | None = Meant(finding.hits(session, who, 0, Wish(words=words), 0, now, rarities))
    if shown and not shown.listing.found.total:
        shown = _otherwise(session, who, shown.listing, now, rarities)
    if shown is None or not shown.listing.found.total:
        return None
    people.ask(session, who.id, None)
    kept = search.begin(session, who.id, shown.listing.wish, now)
    return replace(shown, listing=replace(shown.listing, search_id=kept))


def looked(
    session: Session, wish: Wish, now: datetime, limit: int, offset: int, home: str | None
) -> tuple[Wish, Found, tuple[Repair, ...]]:
    """Some of what a wish finds that isn't kept, as `search.look` has it, and the wish as it was read.

    Where nothing is found its words are read anew as for `as_meant`; which ones, is told.
    """
    rarities = Rarities(session, now)

    def look(one: Wish) -> Found:
        return search.look(session, finding.ahead(one, now), now, limit, offset, rarities, home)

    found = look(wish)
    meant = None if found.total else _read_again(session, wish.words)
    if meant is None:
        return wish, found, ()
    other = replace(wish, words=meant.words)
    instead = look(other)
    return (other, instead, meant.repairs) if instead.total or meant.on_offer else (wish, found, ())


def _otherwise(session: Session, who: Who, shown: Listing, now: datetime, rarities: Rarities) -> Meant | None:
    meant = _read_again(session, shown.wish.words)
    if meant is None:
        return None
    wish = replace(shown.wish, words=meant.words)
    other = finding.hits(session, who, shown.search_id, wish, 0, now, rarities)
    return Meant(other, meant.repairs) if other.found.total or meant.on_offer else None


@dataclass(frozen=True, slots=True)
class _Read:
    """Words as they may be meant. If some are those of places, `on_offer`, they surely are."""

    words: str
    repairs: tuple[Repair, ...]
    on_offer: bool


def _read_again(session: Session, words: str) -> _Read | None:
    meant, guessed = mended(words)
    meant, offered = respelled(session, meant)
    return None if meant == words else _Read(meant, (*guessed, *offered), bool(offered))
