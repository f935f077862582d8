"""Which function serves what: commands, taps by the button's address, and answers by the question asked.

Three tables in place of a chain of filters: looking up costs the same for one entry and for a hundred,
and whatever isn't found is an old or strange button.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram.filters.callback_data import CallbackData

from handlers.screens.screen import Screen
from handlers.visit import Visit

Served = Awaitable[Screen | None]
Function = TypeVar("Function", bound=Callable[..., Served])
Command = Callable[[Visit, str], Served]
Answer = Callable[[Visit, int, str], Served]
# Between a question and the mark of a text that it takes as its answer, whatever else that may say.
AS_IT_STANDS = "!"

COMMANDS: dict[str, Command] = {}
TAPS: dict[str, tuple[type[CallbackData], Callable[[Visit, Any], Served]]] = {}
ANSWERS: dict[str, Answer] = {}


def command(*names: str) -> Callable[[Function], Function]:
    """Serves /name; the function gets what stands behind it, perhaps nothing."""

    def register(function: Function) -> Function:
        for name in names:
            COMMANDS[name] = function
        return function

    return register


def tapped(data: type[CallbackData]) -> Callable[[Function], Function]:
    """Serves the buttons with this kind of address."""

    def register(function: Function) -> Function:
        TAPS[data.__prefix__] = (data, function)
        return function

    return register


def answers(question: str) -> Callable[[Function], Function]:
    """Serves the text that answers a question; the function gets the id that the question is about."""

    def register(function: Function) -> Function:
        ANSWERS[question] = function
        return function

    return register


def asking(question: str, about: int = 0) -> str:
    """How a question is remembered on the person, such as "offer.what:12"."""
    if question not in ANSWERS:
        raise ValueError(f"nobody answers {question!r}")
    return f"{question}:{about}"


async def tap(visit: Visit, packed: str | None) -> Screen | None:
    """Serves a tap. Raises `LookupError` for a button that means nothing (any more)."""
    prefix = (packed or "").partition(":")[0]
    if prefix not in TAPS or packed is None:
        raise LookupError(prefix[:8])
    shape, function = TAPS[prefix]
    try:
        data = shape.unpack(packed)
    except (TypeError, ValueError) as error:
        raise LookupError(prefix) from error
    return await function(visit, data)


def asked(visit: Visit) -> tuple[Answer, int] | None:
    """The function that waits for this person's text, and what the question is about."""
    question, _, about = (visit.who.asking or "").partition(AS_IT_STANDS)[0].rpartition(":")
    function = ANSWERS.get(question)
    return (function, int(about)) if function is not None and about.isdigit() else None
