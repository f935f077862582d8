"""Two wishes in one message: "visa mina bokningar, och finns det något v 12 i Borås?"."""

import re
from datetime import date

from models.understanding import Utterance, understand
from models.understanding.utterance import Intent, Role

# Intents that lead to a step of their own.
STEPS: frozenset[Intent] = frozenset({"search", "offer", "reservations", "placements", "cancel", "withdraw"})
_PARTS = re.compile(
    r"[.!?;\n]+|\b(?:och sen|och sedan|sedan|dessutom|and then|also)\b|,?\s\b(?:och|and)\b", re.IGNORECASE
)
_MOST_PARTS = 4


def several(text: str, today: date, role: Role) -> list[tuple[str, Utterance]]:
    """The wishes in `text` with the words of each; empty where it holds one wish or is a longer tale."""
    parts = [part.strip(" ,") for part in _PARTS.split(text) if part.strip(" ,")]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return []
    found = [(part, understand(part, today, role)) for part in parts]
    steps = [(part, said) for part, said in found if said.intent in STEPS and _stands_alone(said)]
    if len(steps) < 2:
        return []
    intents = {said.intent for _, said in steps}
    return steps if len(intents) == len(steps) or intents == {"search"} else []


def _stands_alone(said: Utterance) -> bool:
    """A search or an offer must say when, and for how many or whom; else it is a part of its neighbour."""
    if said.intent not in ("search", "offer"):
        return True
    return said.weeks is not None and bool(said.seats or said.grade or said.form)
