"""What a search found: short cards, a number for each, and ways to change what is looked for."""

from functools import lru_cache

from handlers.callbacks import Card, Find, FindPage, FindSet, Share, Watching
from handlers.finding import PAGE, TOGETHER, Listing, Looser, dropable
from handlers.screens import fit, words
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Row, Screen, button, cut, in_rows, screen
from handlers.texts import Html, Texts, lines
from models.search import CAP, Wish, sorts_by_distance
from models.search_page import Hit

WHAT_LENGTH = 80
CHIP_LENGTH = 24


def wish_words(t: Texts, wish: Wish) -> list[str]:
    """What is looked for, in words."""
    parts = [words.audience_name(t, wish.audience)] if wish.audience is not None else []
    if wish.first is not None and wish.last is not None:
        parts.append(words.week_range(t, wish.first, wish.last))
    parts.append(t.plain_n("{n} elev", "{n} elever", wish.seats))
    parts.append(", ".join(words.place_name(code) for code in wish.municipalities))
    parts.append(", ".join(words.field_name(t, field) for field in wish.fields))
    parts.append(wish.words)
    return [part for part in parts if part]


def results(t: Texts, listing: Listing) -> Screen:
    """A page of hits, or that there are none and what would help."""
    if not listing.found.hits:
        return _nothing(t, listing)
    count = counted(t, listing.found.total)
    start = listing.page * PAGE + 1
    several, asked = sorts_by_distance(listing.wish), fit.asked_in(listing)
    cards = [_card(t, number, hit, several, asked) for number, hit in enumerate(listing.found.hits, start)]
    numbers = [
        button(
            str(number),
            Card(search=listing.search_id, page=listing.page, placement=hit.placement.id),
            "primary",
        )
        for number, hit in enumerate(listing.found.hits, start)
    ]
    title = words.joined([count, *wish_words(t, listing.wish), _nearest_first(t, listing)])
    return screen(
        lines(title, "", *cards),
        numbers,
        _turns(t, listing),
        *_chips(t, listing),
        *_changes(t, listing),
        [_watch(t.plain("Säg till när fler dyker upp"), listing)],
    )


def _nearest_first(t: Texts, listing: Listing) -> str | None:
    """Why a place that is further away stands below another, where that decides."""
    if listing.home is None or listing.found.total < 2 or not sorts_by_distance(listing.wish):
        return None
    return t.plain("närmast {place} först", place=words.place_name(listing.home))


def counted(t: Texts, total: int) -> Html:
    """How many places fit."""
    if total >= CAP:
        return t("<b>Minst {n} platser passar</b>", n=total)
    return t.n("<b>{n} plats passar</b>", "<b>{n} platser passar</b>", total)


def _watch(text: str, listing: Listing) -> Button:
    return button(text, Watching(what="begin", id=listing.search_id))


@lru_cache(maxsize=2_000)
def _card(t: Texts, number: int, hit: Hit, several: bool, asked: fit.Asked) -> Html:
    """A hit in three lines; where `several` municipalities are looked at, its own is told."""
    place = hit.placement
    named = t(
        "{number} {emoji} <b>{employer}</b>",
        number=number,
        emoji=words.field_emoji(place.field),
        employer=place.employer or "",
    )
    first = words.joined(
        [
            Html(f"{named}, {words.place_name(place.municipality)}")
            if several and place.municipality
            else named,
            fit.free(t, hit, asked),
            t("<i>bekräftas direkt</i>") if place.direct else None,
        ]
    )
    return lines(first, t("{what}", what=cut(place.what or "", WHAT_LENGTH)), fit.limits(t, hit, asked))


def _turns(t: Texts, listing: Listing) -> list[Button]:
    if listing.pages == 1:
        return []
    here, turns = listing.page, []
    if here > 0:
        turns.append(button("‹", FindPage(search=listing.search_id, page=here - 1)))
    shown = t.plain("Sida {page} av {pages}", page=here + 1, pages=listing.pages)
    turns.append(button(shown, FindPage(search=listing.search_id, page=here)))
    if here + 1 < listing.pages:
        turns.append(button("›", FindPage(search=listing.search_id, page=here + 1)))
    return turns


def _chips(t: Texts, listing: Listing) -> tuple[Row, ...]:
    """A button for each thing that can be taken out of the wish."""
    wish = listing.wish
    chips = {f"p.{code}": words.place_name(code) for code in wish.municipalities}
    chips |= {f"f.{field}": words.field_name(t, field) for field in wish.fields}
    if len(chips) > 6:
        chips = {"places": t.plain("Kommuner"), "fields": t.plain("Områden")}
        chips = {name: text for name, text in chips.items() if name in dropable(wish)}
    if wish.words:
        chips["words"] = wish.words
    if wish.audience is not None:
        chips["form"] = words.audience_name(t, wish.audience)
    if wish.first is not None and wish.last is not None:
        chips["weeks"] = words.week_range(t, wish.first, wish.last)
    if wish.seats > 1:
        chips["seats"] = t.plain_n("{n} elev", "{n} elever", wish.seats)
    buttons = [
        button(f"✕ {cut(text, CHIP_LENGTH)}", FindSet(search=listing.search_id, what="drop", value=value))
        for value, text in chips.items()
    ]
    return in_rows(buttons, 3)


def _changes(t: Texts, listing: Listing) -> tuple[Row, ...]:
    def find(text: str, what: str) -> Button:
        return button(text, Find(what=what, search=listing.search_id))

    narrow = [
        find(t.plain("Kommun"), "places"),
        find(t.plain("Område"), "fields"),
        find(t.plain("Ord"), "words"),
    ]
    if listing.wish.audience is None:
        narrow.append(find(t.plain("För vem"), "form"))
    wish = [find(t.plain("Ändra veckor"), "weeks"), find(t.plain("Ändra antal"), "seats")]
    share = button(t.plain("Dela sökningen"), Share(what="s", about=str(listing.search_id)))
    return tuple(narrow), tuple(wish), (share, home_button(t))


def _nothing(t: Texts, listing: Listing) -> Screen:
    said = t("<b>Inget ledigt just nu</b> för {wish}.", wish=words.joined(wish_words(t, listing.wish)))
    tell = _watch(t.plain("Säg till när något dyker upp"), listing)
    if not listing.looser:
        rest = t("Prova att ändra något, eller låt mig säga till. Det kommer nya platser hela tiden.")
        return screen(lines(said, rest), [tell], *_chips(t, listing), *_changes(t, listing))
    near = [button(_loosened(t, one), _loosen(listing, one), "primary") for one in listing.looser]
    return screen(
        lines(said, t("Det här ligger närmast:")),
        *([one] for one in near),
        [tell],
        *_chips(t, listing),
        *_changes(t, listing),
    )


def _loosen(listing: Listing, one: Looser) -> FindSet:
    return FindSet(search=listing.search_id, what=one.what, value=one.value)


def _loosened(t: Texts, one: Looser) -> str:
    """ "Alla områden: 4 platser" """
    found = t.plain_n("{n} plats", "{n} platser", one.total)
    if one.what == "move" and one.wish.first is not None and one.wish.last is not None:
        name = words.week_range(t, one.wish.first, one.wish.last)
    elif one.what == "near":
        name = words.place_name(one.value)
    elif one.what == "kin":
        name = words.field_name(t, one.value)
    else:
        without = {
            "words": t.plain("Utan sökordet"),
            "fields": t.plain("Alla områden"),
            "places": t.plain("Alla kommuner"),
            "seats": t.plain("För 1 elev"),
            "weeks": t.plain("Alla veckor"),
            "form": t.plain("Alla praktikformer"),
        }
        first, *second = (without[name] for name in one.value.split(TOGETHER))
        name = ", ".join([first, *(name[:1].lower() + name[1:] for name in second)])
    return t.plain("{name}: {found}", name=name, found=found)
