"""The messages in the code and the English ones, read for comparison."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import handlers
from handlers.texts import LOCALES

HANDLERS = Path(handlers.__file__).parent

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "t": None,
    "plain": None,
    "N_": None,
    "n": (1, 2),
    "plain_n": (1, 2),
}

Message = str | tuple[str, ...]


def extracted(directory: Path = HANDLERS) -> set[Message]:
    """Every message in the code; one that counts is a pair of its forms."""
    found = extract_from_dir(directory, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def english() -> Catalog:
    with (LOCALES / "en" / "messages.po").open("rb") as lines:
        return read_po(lines, locale="en", abort_invalid=True)


def forms(message: object) -> tuple[str, ...]:
    """The forms of a message or a translation: one, or one and many."""
    assert isinstance(message, str | tuple | list)
    return (message,) if isinstance(message, str) else tuple(message)
