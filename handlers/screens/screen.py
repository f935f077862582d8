"""A screen is plain data: what a message says and the buttons under it. Both Telegram libraries show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from aiogram.filters.callback_data import CallbackData

BUTTON_TEXT = 60


class Button(NamedTuple):
    """One button: an address (`data`), or a link (`url`). Style: None, "primary", "success" or "danger"."""

    text: str
    data: str | None = None
    url: str | None = None
    style: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """In the Bot API's own shape."""
        shape = {"text": self.text}
        if self.data is not None:
            shape["callback_data"] = self.data
        if self.url is not None:
            shape["url"] = self.url
        if self.style is not None:
            shape["style"] = self.style
        return shape


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message: markup of at most 4096 characters, and rows of buttons.

    With a `picture` (the bytes of a PNG) the text is its caption, of at most 1024 characters.
    """

    text: str
    rows: tuple[Row, ...] = ()
    picture: bytes | None = None

    def keyboard(self) -> dict[str, Any]:
        """The inline keyboard in the Bot API's own shape."""
        return {"inline_keyboard": [[button.as_dict() for button in row] for row in self.rows if row]}


def button(text: str, data: CallbackData, style: str | None = None) -> Button:
    """A button that does what `data` says. Long texts are cut, as Telegram would in the middle of a word."""
    return Button(cut(text), data.pack(), style=style)


def cut(text: str, length: int = BUTTON_TEXT) -> str:
    """As much of a text as there is room for; without a `length`, as a button shows."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def link(text: str, url: str) -> Button:
    """A button that opens an address."""
    return Button(text, url=url)


def screen(text: str, *rows: Iterable[Button]) -> Screen:
    """A screen of the rows that have buttons."""
    return Screen(text, tuple(filled for row in rows if (filled := tuple(row))))


def in_rows(buttons: Iterable[Button], width: int) -> tuple[Row, ...]:
    """The buttons in rows of at most `width`."""
    all_buttons = tuple(buttons)
    return tuple(all_buttons[start : start + width] for start in range(0, len(all_buttons), width))
