"""Showing something to a person who perhaps was asked a question: the tap leaves the question."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from handlers.visit import Visit
from models import people

P = ParamSpec("P")
T = TypeVar("T")


async def quietly(
    visit: Visit, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Reads; where a question waits for this person's text it is forgotten in the same transaction."""
    if visit.who.asking is None:
        return await visit.read(rule, *args, **kwargs)

    def forgetting(session: Session) -> T:
        people.ask(session, visit.who.id, None)
        return rule(session, *args, **kwargs)

    return await visit.write(forgetting)
