"""How a place in a list fits what is looked for: what is free, and what doesn't fit and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from handlers.finding import Listing
from handlers.screens import words
from handlers.texts import N_, Html, Texts
from models.forms import AUDIENCES, PRAO, Audience
from models.search_page import Hit
from models.weeks import WEEK, mondays_between, ranges

# What a place takes is told where it is no more than so many forms; else it takes nearly anybody.
FEW_FORMS = 2
MOST_REASONS = 2
SPANS_SHOWN = 3

_SHORT_NAMES: dict[int, str] = {
    PRAO: N_("prao åk 8–9"),
    Audience.PRAO_8: N_("prao åk 8"),
    Audience.PRAO_9: N_("prao åk 9"),
    Audience.APL: N_("APL"),
    Audience.VUX: N_("vuxna"),
    Audience.LIA: N_("LIA"),
    Audience.VFU: N_("VFU"),
    Audience.ARBETSPRAKTIK: N_("vuxna i arbetspraktik"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a wish decides how a place fits; `wanted` as in `Found`."""

    wanted: int
    last: date | None
    seats: int
    audience: Audience | None


def asked_in(listing: Listing) -> Asked:
    wish = listing.wish
    return Asked(listing.found.wanted, wish.last, wish.seats, wish.audience)


def free(t: Texts, hit: Hit, asked: Asked) -> Html:
    """What is free of the weeks: "2 lediga båda veckorna", "passar 2 av 3 veckor"."""
    wanted, left = asked.wanted, hit.placement.left
    if not wanted:
        return t("ledigt {weeks}", weeks=_shortened(t, left))
    if hit.fits < wanted and wanted > 2:
        return t("<i>passar {fits} av {wanted} veckor</i>", fits=hit.fits, wanted=wanted)
    if hit.fits < wanted:
        week = words.week(t, hit.start)
        return t.n("{n} ledig {week}", "{n} lediga {week}", left[hit.start], week=week)
    fewest = min(left.values(), default=0)
    if wanted == 1:
        return t.n("{n} ledig", "{n} lediga", fewest)
    if wanted == 2:
        return t.n("{n} ledig båda veckorna", "{n} lediga båda veckorna", fewest)
    return t.n("{n} ledig alla veckor", "{n} lediga alla veckor", fewest)


def limits(t: Texts, hit: Hit, asked: Asked) -> Html | None:
    """What doesn't fit, in a few words: "v 13 är full · bara åk 9"; None where all does."""
    told = words.joined([_weeks_that_lack(t, hit, asked), _only(t, hit, asked.audience)])
    return t("<i>{told}</i>", told=told) if told else None


def _weeks_that_lack(t: Texts, hit: Hit, asked: Asked) -> str | None:
    if asked.last is None or hit.fits >= asked.wanted:
        return None
    # What has begun of the wish is no longer wanted.
    wanted = mondays_between(asked.last - (asked.wanted - 1) * WEEK, asked.last)
    by_left: dict[int | None, list[date]] = {}
    for monday in wanted:
        left = hit.placement.left.get(monday)
        if left is None or left < asked.seats:
            by_left.setdefault(left, []).append(monday)
    if len(by_left) > MOST_REASONS:
        lacking = {monday for mondays in by_left.values() for monday in mondays}
        return t.plain("ledigt {weeks}", weeks=_shortened(t, [one for one in wanted if one not in lacking]))
    return ", ".join(_reason(t, left, mondays) for left, mondays in by_left.items())


def _reason(t: Texts, left: int | None, mondays: Sequence[date]) -> str:
    weeks = _shortened(t, mondays)
    if left is None:
        return t.plain("{weeks} erbjuds inte", weeks=weeks)
    if left <= 0:
        return t.plain_n("{weeks} är full", "{weeks} är fulla", len(mondays), weeks=weeks)
    return t.plain_n("{weeks}: {n} plats kvar", "{weeks}: {n} platser kvar", left, weeks=weeks)


def _shortened(t: Texts, mondays: Iterable[date]) -> str:
    """ "v 5, 7–9, 12 …" """
    return _spans(t, tuple(mondays))


@lru_cache(maxsize=1_000)
def _spans(t: Texts, mondays: tuple[date, ...]) -> str:
    """Many places are offered in the same weeks."""
    spans = ranges(mondays)
    shown = words.spans(t, spans[:SPANS_SHOWN])
    return shown if len(spans) <= SPANS_SHOWN else f"{shown} …"


def _only(t: Texts, hit: Hit, audience: Audience | None) -> str | None:
    """Whom the place takes, where that is less than was asked for."""
    takes = hit.placement.takes
    if audience is None:
        return _of_all_forms(t, takes)
    if takes & audience == audience:
        return None
    return t.plain("bara åk {grade}", grade=8 if takes & Audience.PRAO_8 else 9)


@cache
def _of_all_forms(t: Texts, takes: int) -> str | None:
    together = [PRAO] if takes & PRAO == PRAO else []
    rest = takes & ~PRAO if together else takes
    forms = [*together, *(one for one in AUDIENCES if rest & one)]
    if not 0 < len(forms) <= FEW_FORMS:
        return None
    first, *second = (t.plain(_SHORT_NAMES[one]) for one in forms)
    if not second:
        return t.plain("bara {form}", form=first)
    return t.plain("bara {form} och {other}", form=first, other=second[0])
