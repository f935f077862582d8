"""What a sentence was understood to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Intent = Literal[
    "search",
    "offer",
    "reservations",
    "placements",
    "cancel",
    "withdraw",
    "help",
    "language",
    "greeting",
    "thanks",
    "human",
    "other",
]
Role = Literal["teacher", "employer", "unknown"]
Span = tuple[int, int]
Repair = tuple[str, str]

SLOTLESS: frozenset[Intent] = frozenset({"help", "language", "greeting", "thanks", "other"})
"""Intents that carry no slots, whatever the sentence mentions."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence, read.

    `weeks` are the first and the last Monday; `municipalities` are codes of Statistics Sweden and `fields`
    ids of JobTech, both sorted; `words` say what work in the writer's language, in their basic form; `form`
    is one of prao, apl, vux, lia, vfu, arbetspraktik. `spans` tells for each filled slot which characters of
    the text it came from, as (start, end); "intent" has those of the words that decided it. `repairs` are the
    words behind the slots whose spelling was mended: as written, as read.
    """

    intent: Intent
    language: Literal["sv", "en"]
    form: str | None = None
    grade: int | None = None
    weeks: tuple[date, date] | None = None
    seats: int | None = None
    municipalities: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    employer: str | None = None
    words: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict, hash=False)
