"""Organisation numbers that people type, and personal numbers that must never be kept."""

import re
import unicodedata
from datetime import date
from typing import Literal

from stdnum import luhn
from stdnum.se import orgnr

Reason = Literal["length", "digits", "checksum", "personal"]

_SPACES_AND_DASHES = re.compile(r"[\s+\-\u00ad\u2010-\u2015\u2212]")
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?P<mark>\s?[-+]\s?|\s|)(?P<last>\d{4})(?!\d)"
)
_DASHES = re.compile(r"[\u00ad\u2010-\u2015\u2212]")
_DATE_WITH_DASHES = re.compile(r"(?<!\d)((?:18|19|20)?\d\d)-(\d\d)-(\d\d)(?=\s?[-+]\s?\d{4}(?!\d))")


class WrongOrganisationNumber(ValueError):
    """Carries why, and never the number: it may be somebody's personal number, and errors are logged."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def check_organisation_number(text: str) -> str:
    """Returns the organisation number in `text` as "NNNNNN-NNNN".

    Takes spaces and any dash, twelve digits that begin with 16, and VAT numbers (SE…01). Raises
    WrongOrganisationNumber: "digits" for other characters, "length", "personal" for what is built like a
    personal number (the third digit is below 2, never so for an organisation; act 1974:174), "checksum".
    """
    number = _ten_digits(_SPACES_AND_DASHES.sub("", unicodedata.normalize("NFKC", text)).upper())
    if int(number[2]) < 2:
        raise WrongOrganisationNumber("personal")
    if not orgnr.is_valid(number):
        raise WrongOrganisationNumber("checksum")
    return str(orgnr.format(number))


def looks_like_personal_number(text: str, *, phones: bool = True) -> bool:
    """Whether a free text seems to hold a Swedish personal or coordination number.

    Looks for YYMMDD-NNNN and YYYYMMDDNNNN, with or without the mark, where the date is possible and the check
    digit (Luhn) right. Where `phones` may stand too, ten bare digits that begin with 0 pass, since mobile
    numbers look the same.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    joined = _DATE_WITH_DASHES.sub(r"\1\2\3", plain)
    return any(_is_personal(found, phones) for found in _PERSONAL_NUMBER.finditer(joined))


def _ten_digits(number: str) -> str:
    vat = number.startswith("SE")
    digits = number.removeprefix("SE")
    if not (digits.isascii() and digits.isdigit()):
        raise WrongOrganisationNumber("digits" if digits else "length")
    if len(digits) == 10:
        return digits
    if len(digits) == 12 and vat and digits.endswith("01"):
        return digits[:10]
    if len(digits) == 12 and not vat and digits.startswith(("19", "20")):
        raise WrongOrganisationNumber("personal")
    if len(digits) == 12 and not vat and digits.startswith("16"):
        return digits[2:]
    raise WrongOrganisationNumber("length")


def _is_personal(found: re.Match[str], phones: bool) -> bool:
    part = found.groupdict(default="")
    if phones and not (part["century"] or part["mark"]) and part["year"].startswith("0"):
        return False
    # 2000 was a leap year: without the century 29 February must stay possible. Coordination numbers add 60.
    year, day = int((part["century"] or "20") + part["year"]), int(part["day"])
    try:
        date(year if part["century"] else 2000, int(part["month"]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return bool(luhn.is_valid(part["year"] + part["month"] + part["day"] + part["last"]))
