"""What people may write into free-text fields."""

import unicodedata

from models.organisation_numbers import looks_like_personal_number
from models.refusals import Reason, Refused


def clean(text: str, limit: int) -> str:
    """The text on one line, without control and invisible direction characters.

    Raises `Refused`: TEXT_EMPTY, TEXT_TOO_LONG (`limit`, `length`), or PERSONAL_NUMBER, since nobody's
    personal number belongs here. Characters count as messages count them, an emoji as two or more, so
    that what is kept always fits in a message.
    """
    # Direction overrides could make a text look like another; marks and joiners stay, emojis need them.
    kept = "".join(
        " " if char in "\n\r\t\v\f\u2028\u2029" else char
        for char in unicodedata.normalize("NFC", text)
        if (
            unicodedata.category(char) not in {"Cs", "Cc", "Co"}
            and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
        or char in "\n\r\t\v\f"
    )
    line = " ".join(kept.split())
    if not line:
        raise Refused(Reason.TEXT_EMPTY)
    length = len(line.encode("utf-16-le")) // 2
    if length > limit:
        raise Refused(Reason.TEXT_TOO_LONG, limit=limit, length=length)
    if looks_like_personal_number(line):
        raise Refused(Reason.PERSONAL_NUMBER)
    return line
