"""Whatever people do in whatever order: `taken` is what live reservations hold, and fits in `seats`."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import closing, placements, reservations, seats
from models.refusals import Refused
from models.reservations import HOLDING
from models.tables import Reservation, Week
from tests.beginning import Beginning
from tests.cast import NINTH, NOW, V10, Cast, gather

weeks = st.integers(0, 4).map(lambda number: V10 + timedelta(weeks=number))
numbers = st.integers(0, 5)
Act = Callable[[Session, Cast, int], object]


def act(kind: str, which: int, first: date, last: date, wanted: int) -> Act:
    """One thing that somebody does; `which` chooses among the reservations there are."""

    def one(session: Session, cast: Cast, step: int) -> object:
        now = NOW + timedelta(hours=step)
        known = session.scalars(select(col(Reservation.id)).order_by(col(Reservation.id))).all()
        target = known[which % len(known)] if known else 0
        teacher = cast.teacher if which % 2 else cast.other_teacher
        rules: dict[str, Callable[[], Any]] = {
            "reserve": lambda: reservations.reserve(
                session, teacher, cast.placement, first, last, wanted, NINTH, str(step), now
            ),
            "yes": lambda: reservations.confirm(session, cast.owner, target, now),
            "fewer": lambda: reservations.confirm(session, cast.owner, target, now, wanted),
            "no": lambda: reservations.decline(session, cast.owner, target, None, now),
            "cancel": lambda: reservations.cancel(session, teacher, target, now),
            "withdraw": lambda: reservations.withdraw(session, cast.owner, target, None, now),
            "change": lambda: reservations.change(session, teacher, target, wanted, first, last, now),
            "expire": lambda: closing.expire_due(session, now + timedelta(days=6)),
            "complete": lambda: closing.complete_due(session, now + timedelta(days=200)),
            "seats": lambda: placements.set_seats(session, cast.owner, cast.placement, wanted, None, NOW),
            "week": lambda: placements.offer_week(session, cast.owner, cast.placement, first, NOW),
            "direct": lambda: placements.choose(
                session, cast.owner, cast.placement, NOW, direct=bool(which % 2)
            ),
        }
        return rules[kind]()

    return one


KINDS = (
    "reserve",
    "yes",
    "fewer",
    "no",
    "cancel",
    "withdraw",
    "change",
    "expire",
    "complete",
    "seats",
    "week",
    "direct",
)
acts = st.builds(
    act, st.sampled_from(("reserve", "reserve", "change", *KINDS)), numbers, weeks, weeks, numbers
)


town = Beginning(gather)


@settings(max_examples=120, deadline=None)
@given(st.lists(acts, max_size=25))
def test_any_sequence_of_rules_keeps_the_books(happening: list[Act]) -> None:
    with town.anew() as (session, cast):
        for step, one in enumerate(happening):
            with suppress(Refused):
                one(session, cast, step)
                session.commit()
            session.rollback()
            keeps_the_books(session)


def keeps_the_books(session: Session) -> None:
    """Compares every week with the reservations, by the definition and not by the rules' own sums."""
    promised: dict[date, int] = defaultdict(int)
    for row in session.scalars(select(Reservation).where(col(Reservation.status).in_(HOLDING))):
        now_wanted = seats.held(row.seats, row.first, row.last)
        agreed = (
            seats.held(row.agreed_seats, row.agreed_first, row.agreed_last)
            if row.agreed_seats and row.agreed_first and row.agreed_last
            else {}
        )
        for monday in {*now_wanted, *agreed}:
            promised[monday] += max(now_wanted.get(monday, 0), agreed.get(monday, 0))
    for week in session.scalars(select(Week).execution_options(populate_existing=True)):
        assert week.taken == promised.pop(week.monday, 0)
        assert week.taken <= week.seats
    assert not promised
