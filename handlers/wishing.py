"""From what somebody wrote to a wish for places, and how one sentence changes the wish before."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from models.forms import PRAO, Audience
from models.search import Wish
from models.seats import MAX_SEATS
from models.understanding import Utterance
from models.vocabulary import guess_fields
from models.weeks import NoSuchWeek, next_week_with_number

LONGEST_WORDS = 200
_WEEK_NUMBER = re.compile(r"\b(?:v|vecka|veckan|week)\.?\s?(\d{1,3})\b", re.IGNORECASE)
_FORMS = {
    "prao": PRAO,
    "apl": Audience.APL,
    "vux": Audience.VUX,
    "lia": Audience.LIA,
    "vfu": Audience.VFU,
    "arbetspraktik": Audience.ARBETSPRAKTIK,
}
_GRADES = {8: Audience.PRAO_8, 9: Audience.PRAO_9}


def audience_of(said: Utterance) -> Audience | None:
    """The form that was named, or the grade, which is always one of prao; both grades for "prao" alone."""
    if said.grade is not None and said.form in (None, "prao"):
        return _GRADES[said.grade]
    return _FORMS[said.form] if said.form is not None else None


def missing_week(text: str, said: Utterance, today: date) -> int | None:
    """The number of a week that was asked for and doesn't exist, such as 99, or 53 in most years."""
    if said.weeks is not None:
        return None
    for number in _WEEK_NUMBER.findall(text[:1000]):
        try:
            next_week_with_number(int(number), today)
        except NoSuchWeek:
            return int(number)
    return None


def wish_from(text: str, said: Utterance) -> Wish:
    """What to look for by a text that is no whole sentence yet; the rest is looked for as words."""
    wish = wish_of(said)
    return Wish(words=text[:LONGEST_WORDS]) if wish == Wish() else wish


def wish_of(said: Utterance) -> Wish:
    """What to look for."""
    return Wish(**_said(said))


def wider(wish: Wish) -> Wish | None:
    """The wish for the field of work that its words belong to, in place of the words; None where none is."""
    guesses = guess_fields(wish.words, 1) if wish.words and not wish.fields else []
    return replace(wish, words="", fields=(guesses[0].field_id,)) if guesses else None


def changes_of(said: Utterance, before: Wish) -> dict[str, Any]:
    """The parts of the wish before that the sentence says anew. Fields and words are one part: what work."""
    changes = _said(said)
    if ("fields" in changes) != ("words" in changes):
        changes = {"fields": (), "words": ""} | changes
    audience = changes.get("audience")
    # "åttan i stället" changes the grade; "prao" says nothing new of a grade.
    if audience == PRAO and before.audience is not None and before.audience & PRAO:
        del changes["audience"]
    return changes


def _said(said: Utterance) -> dict[str, Any]:
    words = " ".join(part for part in (said.employer, *said.words) if part)
    found: dict[str, Any] = {
        "audience": audience_of(said),
        "seats": min(said.seats, MAX_SEATS) if said.seats else None,
        "municipalities": said.municipalities,
        "fields": said.fields,
        "words": words[:LONGEST_WORDS],
    }
    if said.weeks is not None:
        found |= {"first": said.weeks[0], "last": said.weeks[1]}
    return {name: value for name, value in found.items() if value}
