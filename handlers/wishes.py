"""A wish out of a line of text. One function, so that a better understanding can take its place."""

import re
from datetime import date

from models.refusals import Refused
from models.search import Wish
from models.typed_weeks import read_weeks
from models.weeks import NoSuchWeek

_NUMBERS = r"\d{1,2}(?:\s*(?:-|–|,|och|till|and|to)\s*\d{1,2})*(?:\s+20\d\d)?(?!\d)"
_WEEKS = re.compile(rf"\bv(?:eckorna|eckor|eckan|ecka|\.)?\s*{_NUMBERS}|\bweeks?\s*{_NUMBERS}", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\S){_NUMBERS}(?!\S)", re.IGNORECASE)
LONGEST = 200


def wish_from(text: str, today: date) -> Wish | None:
    """The weeks that the text names and the rest as words; None where it names weeks that can't be."""
    text = " ".join(text.split())[:LONGEST]
    found = _WEEKS.search(text) or _BARE.search(text)
    if found is None:
        return Wish(words=text)
    words = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    try:
        weeks = read_weeks(found[0], today)
    except (NoSuchWeek, Refused):
        return None
    return Wish(first=weeks[0], last=weeks[-1], words=words)
