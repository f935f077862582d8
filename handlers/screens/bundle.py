"""Several screens for one person as few messages, so that a morning begins with one buzz and not with five."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.callbacks import Apart, Menu
from handlers.screens.screen import Button, Row, Screen, button, cut
from handlers.texts import Html, Texts

# https://core.telegram.org/bots/api#sendmessage counts after the entities are parsed; UTF-16 is its unit.
LONGEST_TEXT = 4096
# https://core.telegram.org/bots/api#inlinekeyboardmarkup names none; the servers refuse the 101st.
MOST_BUTTONS = 100
_TAG = re.compile(r"<[^<>]*>")
_APART = "\n\n"
# Each message of several has a way home of its own.
_HOME = Menu(to="home").pack()


@dataclass(frozen=True, slots=True)
class Part:
    """One notice to say: its number and its screen."""

    notice: int
    screen: Screen


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send, and the notices that it says."""

    notices: tuple[int, ...]
    screen: Screen


def length(text: str) -> int:
    """How long Telegram finds a text with markup."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def sendable(screen: Screen) -> bool:
    """Whether Telegram takes the screen at all."""
    # No character is longer than two units, and markup only takes away.
    fits = 2 * len(screen.text) <= LONGEST_TEXT or length(screen.text) <= LONGEST_TEXT
    return bool(screen.text) and fits and _buttons(screen) <= MOST_BUTTONS


def bundled(t: Texts, parts: Sequence[Part]) -> list[Message]:
    """The parts, each of them `sendable`, in order and in as few messages as they fit in.

    A part alone looks as always. Several are numbered, and so are their buttons; a button that more than
    one of them has stands once below. The last button marks such a message: see `handlers.callbacks.Apart`.
    """
    return [_together(t, group) for group in _groups(t, parts)]


def _groups(t: Texts, parts: Sequence[Part]) -> Iterator[list[Part]]:
    # Taking each message as full as can be, in order, gives the fewest.
    group: list[Part] = []
    for part in parts:
        if group and not sendable(_together(t, [*group, part]).screen):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _together(t: Texts, group: Sequence[Part]) -> Message:
    notices = tuple(part.notice for part in group)
    if len(group) == 1:
        return Message(notices, group[0].screen)
    text = Html(_APART.join(f"<b>{i}.</b> {part.screen.text}" for i, part in enumerate(group, 1)))
    shared = _shared(group)
    rows = [row for i, part in enumerate(group, 1) for row in _numbered(i, part.screen, shared)]
    menu = button(t.plain("Till menyn"), Apart(to="home"))
    return Message(notices, Screen(text, (*rows, *((one,) for one in shared.values()), (menu,))))


def _shared(group: Sequence[Part]) -> dict[str, Button]:
    """The buttons that more than one part has, by where they lead."""
    found = Counter(address for part in group for address in {_address(b) for b in _all(part.screen)})
    shared = {_address(one): one for part in group for one in _all(part.screen) if found[_address(one)] > 1}
    shared.pop(_HOME, None)
    return shared


def _numbered(number: int, screen: Screen, shared: dict[str, Button]) -> Iterator[Row]:
    for row in screen.rows:
        kept = [one for one in row if _address(one) not in shared and one.data != _HOME]
        if kept:
            yield tuple(one._replace(text=cut(f"{number}. {one.text}")) for one in kept)


def _all(screen: Screen) -> Iterator[Button]:
    return (one for row in screen.rows for one in row)


def _address(one: Button) -> str:
    return one.data or one.url or one.text


def _buttons(screen: Screen) -> int:
    return sum(len(row) for row in screen.rows)
