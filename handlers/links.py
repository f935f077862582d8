"""What stands behind `?start=` in a link to the bot: a placement, an invitation, or a ready search.

A link is an address as a button is: it means the same for ever, names nobody and grants nothing (but an
invitation). Telegram allows 64 characters of A-Z, a-z, 0-9, _ and -; four are left for the button that
carries a link across the introduction.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta

from handlers.base36 import base36
from handlers.callbacks import week_code, week_from_code
from models.forms import PRAO, Audience
from models.refusals import Refused
from models.search import Wish
from models.seats import MAX_SEATS
from models.texts import clean
from models.vocabulary import FIELD_BY_CODE, FIELD_BY_ID, municipality_name

LIMIT = 60
PLACEMENT, INVITATION, SEARCH = "p_", "i_", "s_"
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,60}")
# A part is left out where nothing is asked for: audience, weeks, number, municipalities, fields, words.
_PARTS = re.compile(
    r"(?:A(?P<audience>[0-9a-z]{1,2}))?"
    r"(?:W(?P<week>[0-9a-z]{3})(?P<weeks>[0-9a-z]{1,2}))?"
    r"(?:N(?P<seats>[0-9a-z]{1,2}))?"
    r"(?:M(?P<places>(?:[0-9a-z]{3})+))?"
    r"(?:F(?P<fields>[0-9a-z]{1,5}))?"
    r"(?:Q(?P<words>[A-Za-z0-9_-]+))?"
)
# Two years: nobody wishes for more, and a forged link gets no further.
_MOST_WEEKS = 104
_LONGEST = 200


def is_link(payload: str) -> bool:
    """Whether it looks like one of ours; where it leads is another question."""
    return _PAYLOAD.fullmatch(payload) is not None and payload[:2] in (PLACEMENT, INVITATION, SEARCH)


def to_placement(placement_id: int) -> str:
    return f"{PLACEMENT}{placement_id}"


def placement_in(payload: str) -> int:
    """The placement's id; `LookupError` for what no link of ours says."""
    digits = payload.removeprefix(PLACEMENT)
    if not re.fullmatch(r"[0-9]{1,18}", digits):
        raise LookupError("link")
    return int(digits)


def to_search(wish: Wish) -> str:
    """The wish, packed. Words that find no room are left out, the last ones first, and so are the many
    municipalities that nobody chooses by tapping. What may not be kept travels no further either.
    """
    packed = SEARCH + _packed(wish)
    if len(packed) > LIMIT:
        packed = SEARCH + _packed(replace(wish, municipalities=()))
    words = ""
    for word in _decent(wish.words).split():
        longer = f"{words} {word}".strip()
        if len(packed) + 1 + len(_letters(longer)) > LIMIT:
            break
        words = longer
    return f"{packed}Q{_letters(words)}" if words else packed


def _packed(wish: Wish) -> str:
    parts = ""
    if wish.audience is not None:
        parts += f"A{base36(int(wish.audience))}"
    if wish.first is not None and wish.last is not None:
        weeks = (wish.last - wish.first).days // 7 + 1
        parts += f"W{base36(week_code(wish.first)):0>3}{base36(min(weeks, _MOST_WEEKS))}"
    if wish.seats > 1:
        parts += f"N{base36(wish.seats)}"
    if wish.municipalities:
        parts += "M" + "".join(f"{base36(int(code)):0>3}" for code in wish.municipalities)
    if wish.fields:
        parts += f"F{base36(sum(1 << FIELD_BY_ID[field].code for field in set(wish.fields)))}"
    return parts


def search_in(payload: str) -> Wish:
    """The wish that was packed; `LookupError` or `ValueError` for what no link of ours says."""
    found = _PARTS.fullmatch(payload.removeprefix(SEARCH))
    if found is None:
        raise LookupError("link")
    part = {name: value or "" for name, value in found.groupdict().items()}
    wish = Wish(
        audience=_audience(_number(part["audience"])),
        seats=_number(part["seats"]) or 1,
        municipalities=_municipalities(part["places"]),
        fields=_fields(_number(part["fields"])),
        words=_words(part["words"]),
    )
    if wish.seats > MAX_SEATS:
        raise LookupError("seats")
    if not part["week"]:
        return wish
    first, weeks = week_from_code(_number(part["week"])), _number(part["weeks"])
    if not 1 <= weeks <= _MOST_WEEKS:
        raise LookupError("weeks")
    return replace(wish, first=first, last=first + timedelta(weeks=weeks - 1))


def _number(digits: str) -> int:
    return int(digits or "0", 36)


def _audience(bits: int) -> Audience | None:
    audience = Audience(bits)
    if len(audience) > 1 and audience != PRAO:
        raise LookupError("audience")
    return audience or None


def _municipalities(codes: str) -> tuple[str, ...]:
    found = tuple(f"{_number(codes[at : at + 3]):04}" for at in range(0, len(codes), 3))
    for code in found:
        municipality_name(code)
    return found


def _fields(bits: int) -> tuple[str, ...]:
    """Each field of work has the bit of its number, which never changes."""
    return tuple(FIELD_BY_CODE[code].id for code in range(bits.bit_length()) if bits >> code & 1)


def _letters(words: str) -> str:
    return urlsafe_b64encode(words.encode()).decode().rstrip("=")


def _words(letters: str) -> str:
    """Raises `ValueError` or `LookupError` for letters that hold no text that may be kept."""
    text = urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode()
    words = _decent(text)
    if text and not words:
        raise LookupError("words")
    return words


def _decent(words: str) -> str:
    """The words on one line; nothing where they may not be kept, such as a personal number."""
    try:
        return clean(words, _LONGEST)
    except Refused:
        return ""
