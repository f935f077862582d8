"""What is claimed for whom and when, whatever the clock, the failures and the order of things."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import claiming, notices, people
from models.manners import is_quiet
from models.notices import Claimed, Kind, Planned
from models.store import Store
from models.tables import Notice
from models.weeks import add_working_days, working_days_before
from tests.beginning import Beginning
from tests.cast import arrive

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LEASE = timedelta(seconds=10)
DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def three_people(session: Session) -> list[int]:
    return [arrive(session, number, "P") for number in (1, 2, 3)]


nothing_told = Beginning(three_people)


def tell(session: Session, person: int, mark: object, due_at: datetime, **more: Any) -> None:
    planned = Planned(Kind.CONFIRMED, "reservation", 1, due_at, mark=str(mark), **more)
    notices.tell(session, [person], planned)


def take(session: Session, now: datetime, **more: Any) -> list[Claimed]:
    return claiming.claim(session, now, LEASE, 30, **more)


def marks(session: Session, claimed: list[Claimed]) -> list[str]:
    keys = {row[0]: row[1] for row in session.execute(select(col(Notice.id), col(Notice.key)))}
    return [keys[notice.id].split(":")[3] for notice in claimed]


@settings(deadline=None)
@given(moments, st.integers(1, 5))
def test_so_many_working_days_before_is_the_last_moment_from_which_they_are_over(
    moment: datetime, days: int
) -> None:
    found = working_days_before(moment, days)
    assert add_working_days(found, days) <= moment
    later = found + timedelta(minutes=1)
    assert add_working_days(later, days) > moment - timedelta(minutes=61)


async def test_all_that_is_due_to_one_person_is_claimed_together_and_only_once(store: Store) -> None:
    def scene(session: Session) -> list[list[str]]:
        anna, bo = arrive(session, 1, "Anna"), arrive(session, 2, "Bo")
        tell(session, anna, "a1", DAY - timedelta(hours=2))
        tell(session, bo, "b1", DAY - timedelta(hours=1))
        tell(session, anna, "a2", DAY)
        tell(session, anna, "later", DAY + timedelta(hours=1))
        return [marks(session, take(session, DAY)) for _ in range(2)]

    assert await store.write(scene) == [["a1", "a2", "b1"], []]


async def test_a_notice_of_a_kind_that_nobody_knows_is_set_aside_and_keeps_no_other(store: Store) -> None:
    def scene(session: Session) -> tuple[list[str], list[tuple[str, str | None]]]:
        anna, bo = arrive(session, 1, "Anna"), arrive(session, 2, "Bo")
        tell(session, anna, "strange", DAY - timedelta(hours=2))
        session.execute(update(Notice).values(kind="of_tomorrow"))
        tell(session, anna, "a", DAY)
        tell(session, bo, "b", DAY)
        said = marks(session, take(session, DAY))
        strange = select(col(Notice.status), col(Notice.failure)).where(col(Notice.kind) == "of_tomorrow")
        return said, [(row[0], row[1]) for row in session.execute(strange)]

    assert await store.write(scene) == (["a", "b"], [("failed", "unknown kind")])


async def test_whoever_is_served_gets_nothing_else_until_that_is_over(store: Store) -> None:
    def scene(session: Session) -> list[list[str]]:
        anna = arrive(session, 1, "Anna")
        tell(session, anna, 1, DAY)
        first = take(session, DAY)
        tell(session, anna, 2, DAY)
        during = take(session, DAY)
        claiming.sent(session, [first[0].id], 7, DAY)
        return [marks(session, found) for found in (first, during, take(session, DAY))]

    assert await store.write(scene) == [["1"], [], ["2"]]


async def test_in_the_evening_only_what_cannot_wait_goes_out_and_the_rest_in_the_morning(
    store: Store,
) -> None:
    def scene(session: Session) -> list[list[str]]:
        anna = arrive(session, 1, "Anna")
        tell(session, anna, "news", EVENING)
        tell(session, anna, "urgent", EVENING, urgent=True)
        late = take(session, EVENING)
        claiming.sent(session, [notice.id for notice in late], 7, EVENING)
        morning = EVENING + timedelta(hours=12)
        return [marks(session, late), marks(session, take(session, morning))]

    assert await store.write(scene) == [["urgent"], ["news"]]


async def test_a_question_waits_until_the_one_before_is_answered_or_three_working_days_old(
    store: Store,
) -> None:
    def scene(session: Session) -> list[list[str]]:
        anna, found = arrive(session, 1, "Anna"), []
        for mark in ("q1", "news", "q2", "q3"):
            tell(session, anna, mark, DAY, question=mark != "news")
        tell(session, anna, "q-urgent", DAY, question=True, urgent=True)
        for now in (DAY, DAY + timedelta(hours=1), DAY + timedelta(days=2), DAY + timedelta(days=3)):
            claimed = take(session, now)
            found.append(marks(session, claimed))
            claiming.sent(session, [notice.id for notice in claimed], 7, now)
        session.execute(update(Notice).where(col(Notice.question)).values(answered_at=DAY))
        found.append(marks(session, take(session, DAY + timedelta(days=3))))
        return found

    # Three working days from Tuesday are over on Friday.
    assert await store.write(scene) == [["q1", "news", "q-urgent"], [], [], ["q2"], ["q3"]]


async def test_what_is_due_to_somebody_out_of_reach_waits_until_they_write_again(store: Store) -> None:
    def scene(session: Session) -> list[list[str]]:
        anna = arrive(session, 1, "Anna")
        people.lose(session, anna, DAY)
        tell(session, anna, 1, DAY)
        gone = take(session, DAY)
        nothing_left = claiming.anything_to_claim(session, DAY)
        assert not nothing_left
        arrive(session, 1, "Anna")
        return [marks(session, gone), marks(session, take(session, DAY))]

    assert await store.write(scene) == [[], ["1"]]


async def test_a_lease_that_runs_out_frees_and_one_from_before_the_clock_went_back_too(store: Store) -> None:
    def scene(session: Session) -> list[int]:
        tell(session, arrive(session, 1, "Anna"), 1, DAY - timedelta(days=40))
        four_weeks_ahead = DAY + timedelta(days=28)
        times = (four_weeks_ahead, four_weeks_ahead + timedelta(seconds=9), four_weeks_ahead + LEASE, DAY)
        return [len(take(session, now)) for now in times]

    assert await store.write(scene) == [1, 0, 1, 1]


async def test_a_person_in_two_roles_hears_the_same_news_once(store: Store) -> None:
    def scene(session: Session) -> list[str]:
        anna, bo = arrive(session, 1, "Anna"), arrive(session, 2, "Bo")
        ahead = [
            Planned(kind, "reservation", 1, DAY, mark="14")
            for kind in (Kind.REMIND_TEACHER, Kind.REMIND_EMPLOYER)
        ]
        # In one go, and once more one after the other.
        notices.tell_all(session, [(person, planned) for planned in ahead for person in (anna, bo)])
        for planned in ahead:
            notices.tell(session, [anna, bo], planned)
        notices.tell(session, [anna], Planned(Kind.REMIND_TEACHER, "reservation", 1, DAY, mark="7"))
        notices.tell(session, [anna], Planned(Kind.REMIND_TEACHER, "reservation", 2, DAY, mark="14"))
        return [f"{notice.chat_id}:{notice.about_id}" for notice in take(session, DAY)]

    assert await store.write(scene) == ["1:1", "1:1", "1:2", "2:1"]


async def test_what_was_taken_back_and_is_told_again_says_the_newer_thing(store: Store) -> None:
    def scene(session: Session) -> list[tuple[str, str | None]]:
        anna = arrive(session, 1, "Anna")
        notices.tell(session, [anna], Planned(Kind.REMIND_TEACHER, "reservation", 1, DAY, detail="14"))
        notices.drop(session, "reservation", 1)
        notices.tell(session, [anna], Planned(Kind.REMIND_EMPLOYER, "reservation", 1, DAY, detail="7"))
        return [(notice.kind.value, notice.detail) for notice in take(session, DAY)]

    assert await store.write(scene) == [("remind_employer", "7")]


@dataclass
class Course:
    """A random course of things, with what Telegram was told kept apart from the tables."""

    session: Session
    people: list[int]
    now: datetime = DAY
    told: int = 0
    said: list[tuple[datetime, int, int]] = field(default_factory=list)
    questions: dict[int, datetime] = field(default_factory=dict)

    def tell(self, who: int, minutes: int, urgent: bool, question: bool) -> None:
        self.told += 1
        person = self.people[who % len(self.people)]
        due_at = self.now + timedelta(minutes=minutes)
        tell(self.session, person, self.told, due_at, urgent=urgent, question=question)

    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def answer(self, who: int) -> None:
        person = self.people[who % len(self.people)]
        self.questions.pop(person, None)
        self.session.execute(
            update(Notice)
            .where(col(Notice.person_id) == person, col(Notice.question), col(Notice.status) == "sent")
            .values(answered_at=self.now)
        )

    def tick(self, fate: int) -> None:
        """Claims and sends; by `fate` the process dies before, or Telegram refuses for a while."""
        for person, group in groupby(take(self.session, self.now), key=lambda notice: notice.person_id):
            theirs = [notice.id for notice in group]
            if fate % 4 == 1:
                continue
            if fate % 4 == 2:
                claiming.again(self.session, theirs, self.now + timedelta(minutes=fate), "down")
                continue
            self._send(person, theirs)
            fate += 1

    def _send(self, person: int, ids: list[int]) -> None:
        for id_ in ids:
            row = self.session.get(Notice, id_)
            assert row is not None
            assert row.due_at <= self.now
            assert row.urgent or not is_quiet(self.now)
            if row.question and not row.urgent:
                asked = self.questions.get(person)
                assert asked is None or asked > self.now or add_working_days(asked, 3) <= self.now
            if row.question:
                self.questions[person] = self.now
            self.said.append((self.now, person, id_))
        claiming.sent(self.session, ids, 1, self.now)
        self.session.expire_all()


steps = st.one_of(
    st.tuples(st.just("tell"), st.integers(0, 2), st.integers(-60, 3000), st.booleans(), st.booleans()),
    st.tuples(st.just("pass_time"), st.one_of(st.integers(0, 1500), st.integers(-2000, 50_000))),
    st.tuples(st.just("answer"), st.integers(0, 2)),
    st.tuples(st.just("tick"), st.integers(0, 7)),
)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(
    st.lists(steps, max_size=40),
    st.sampled_from(["2026-10-24T23:30", "2027-03-27T23:30", "2028-02-28T12:00", "2026-12-31T12:00"]),
)
def test_whatever_happens_each_notice_is_said_once_at_a_decent_hour_and_one_question_at_a_time(
    course: list[tuple[Any, ...]], start: str
) -> None:
    with nothing_told.anew() as (session, waiting):
        begun = datetime.fromisoformat(start).replace(tzinfo=STOCKHOLM).astimezone(UTC)
        played = Course(session, waiting, begun)
        for name, *arguments in course:
            getattr(played, name)(*arguments)
        # However it went, a month of working mornings later everything has been said.
        for _ in range(90):
            for person in (0, 1, 2):
                played.answer(person)
            played.pass_time(12 * 60)
            played.tick(0)
        counts: dict[int, int] = defaultdict(int)
        for _, _, id_ in played.said:
            counts[id_] += 1
        assert set(counts.values()) <= {1}
        assert len(counts) == len(session.scalars(select(Notice)).all()) or any(
            name == "pass_time" and arguments[0] < 0 for name, *arguments in course
        )
