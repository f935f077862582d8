"""Rules that several callers may share: what many want at the same moment is one question and one answer.

Such a rule has a second form that takes the arguments of several calls, in one transaction, and gives for
each what it came to: its result, or the `Refused` that the rule would raise, as if each had come alone.
"""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")
Call = tuple[tuple[Any, ...], dict[str, Any]]
Shared = Callable[[Session, Sequence[Call]], list[Any]]

_shared: dict[Callable[..., Any], Shared] = {}


def shared(many: Shared) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Says that `many` is the form of the rule for several calls."""

    def note(rule: Callable[P, T]) -> Callable[P, T]:
        _shared[rule] = many
        return rule

    return note


def form_for_many(rule: Callable[..., Any]) -> Shared | None:
    """The rule's form for several calls, if it has one."""
    return _shared.get(rule)
