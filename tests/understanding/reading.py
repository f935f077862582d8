"""Reads a text as on a Monday in November 2026, and compares readings with annotated phrases."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.understand_command import as_json
from models.understanding import Utterance, understand
from models.understanding.utterance import Role
from models.weeks import iso_year, week_number

TODAY = date(2026, 11, 23)
HERE = Path(__file__).parent
SLOTS = (
    "intent",
    "form",
    "weeks",
    "seats",
    "municipalities",
    "fields",
    "grade",
    "employer",
    "words",
    "language",
)
WHOLE = SLOTS[:6]
SETS = {"municipalities", "fields", "words"}  # The order of these does not matter.


def read(text: str, role: Role = "teacher", today: date = TODAY) -> Utterance:
    return understand(text, today, role)


def weeks(text: str, role: Role = "teacher", today: date = TODAY) -> str:
    """ "2027W12–14", "2026W50–2027W2", or "" without weeks."""
    found = read(text, role, today).weeks
    if found is None:
        return ""
    first, last = found
    if first == last:
        return f"{iso_year(first)}W{week_number(first)}"
    year = "" if iso_year(first) == iso_year(last) else f"{iso_year(last)}W"
    return f"{iso_year(first)}W{week_number(first)}–{year}{week_number(last)}"


def phrases(name: str) -> list[dict[str, Any]]:
    """The annotated phrases of a file beside this one."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def wrong_slots(phrase: Mapping[str, Any]) -> list[str]:
    """The slots in which a phrase is read otherwise than it is meant."""
    got = as_json(phrase["text"], date.fromisoformat(phrase["today"]), phrase["role"])
    return [slot for slot in SLOTS if _value(phrase, slot) != _value(got, slot)]


def _value(row: Mapping[str, Any], slot: str) -> object:
    found = row.get(slot)
    if slot in SETS:
        return sorted({str(item).casefold() for item in found or []})
    if slot == "employer":
        return " ".join(str(found).casefold().split()) if found else None
    return found or None


def shares(name: str) -> dict[str, float]:
    """Per cent of the phrases of a file that are right, by slot, and "whole" for all of the first six."""
    wrong = [wrong_slots(phrase) for phrase in phrases(name)]
    right = {slot: sum(slot not in one for one in wrong) for slot in SLOTS}
    right["whole"] = sum(not set(one) & set(WHOLE) for one in wrong)
    return {slot: 100 * count / len(wrong) for slot, count in right.items()}


def misread(name: str) -> Iterator[str]:
    for phrase in phrases(name):
        if wrong := wrong_slots(phrase):
            yield f"{phrase['text'][:80]}: {', '.join(wrong)}"
