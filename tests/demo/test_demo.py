"""The local chat begins as if Sjuhärad had used it for two months."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.demo import PEOPLE, START, furnish
from bot.demo_places import ALI, CAFE, GUN, KARIN, MAJA, NOOR, SARA, offers, organisation_number
from handlers.screens.hearing import did_you_mean
from handlers.texts import texts
from handlers.wishing import wish_of
from models import claiming, coordinating, people, search
from models.manners import decent
from models.organisation_numbers import check_organisation_number, looks_like_personal_number
from models.store import Store, open_store
from models.tables import Employer, Notice, Person, Placement, Reservation, School, Week
from models.understanding import understand
from models.vocabulary import MUNICIPALITIES
from models.weeks import local_day, school_break

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("demo")]
START_OF_DEMO = START(datetime(2026, 11, 24, 20, 0, tzinfo=UTC))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the demo, to copy: furnishing it takes two seconds."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    store = await open_store(f"sqlite:///{path}")
    await furnish(store, START_OF_DEMO)
    await store.close()
    return path


@pytest.fixture
async def sjuharad(furnished: Path, tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{copyfile(furnished, tmp_path / 'demo.db')}")
    yield store
    await store.close()


def counted(session: Session) -> list[int | None]:
    tables = (Person, Employer, Placement, School, Reservation, Notice, Week)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def column(session: Session, attribute: Any) -> list[Any]:
    return list(session.scalars(select(attribute)))


def person(session: Session, chat_id: int) -> int:
    who = people.meet(session, chat_id)
    assert who is not None
    return who.id


def claimed(session: Session, now: datetime) -> list[tuple[int, str]]:
    """All that goes out at `now`, as (chat, kind)."""
    out = []
    while group := claiming.claim(session, now, timedelta(minutes=2), 30):
        for notice in group:
            claiming.sent(session, [notice.id], 1, now)
            out.append((notice.chat_id, notice.kind.value))
    return out


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (datetime(2026, 11, 24, 20, tzinfo=UTC), datetime(2026, 11, 25, 7, tzinfo=UTC)),
        (datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(2026, 11, 30, 7, tzinfo=UTC)),
        # By Stockholm's clocks it is Friday already, and summer time.
        (datetime(2027, 5, 13, 22, 30, tzinfo=UTC), datetime(2027, 5, 17, 6, tzinfo=UTC)),
        (datetime(2026, 12, 23, 12, tzinfo=UTC), datetime(2026, 12, 28, 7, tzinfo=UTC)),
    ],
)
def test_the_demo_begins_at_eight_on_the_next_working_day(now: datetime, start: datetime) -> None:
    assert START(now) == start


def test_the_first_three_phones_are_an_employers_a_teachers_and_a_coordinators() -> None:
    assert [one.id for one in PEOPLE[:3]] == [MAJA, KARIN, SARA]
    assert len({one.id for one in PEOPLE}) == len(PEOPLE)


async def test_furnishing_a_second_time_changes_nothing(sjuharad: Store) -> None:
    first = await sjuharad.read(counted)
    await furnish(sjuharad, START_OF_DEMO + timedelta(days=3))
    assert await sjuharad.read(counted) == first


async def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/used.db")
    await store.write(people.arrive, 77, "Otto", "sv", START_OF_DEMO)
    await furnish(store, START_OF_DEMO)
    assert await store.read(counted) == [1, 0, 0, 0, 0, 0, 0]
    await store.close()


async def test_sjuharad_is_as_large_as_promised(sjuharad: Store) -> None:
    _, employers, placements, schools, reservations, _, weeks = await sjuharad.read(counted)
    assert (employers, placements, schools, reservations) == (45, 63, 12, 19)
    assert weeks is not None
    assert weeks > 500


@pytest.mark.parametrize(
    "now", [START_OF_DEMO, *(datetime(2027, month, 14, 7, tzinfo=UTC) for month in (2, 5, 6, 8, 10))]
)
async def test_the_sentence_that_the_bot_gives_as_an_example_finds_a_place(
    tmp_path: Path, now: datetime
) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/demo.db")
    await furnish(store, now)
    who = await store.glance(people.meet, KARIN)
    assert who is not None
    for language in ("sv", "en"):
        shown = did_you_mean(texts(language), who).text
        example = re.findall("<i>(.+?)</i>", shown)[-1]
        wish = wish_of(understand(example, local_day(now), "teacher"))
        assert wish.municipalities
        assert wish.fields
        found = await store.read(search.look, wish, now, 5)
        assert found.total >= 1, example
    await store.close()


async def test_every_municipality_has_places_outside_breaks_mostly(sjuharad: Store) -> None:
    towns = await sjuharad.read(column, col(Week.municipality))
    mondays = await sjuharad.read(column, col(Week.monday))
    assert set(towns) == {town.code for town in MUNICIPALITIES}
    breaks = sum(school_break(day, town) is not None for day, town in zip(mondays, towns, strict=True))
    assert breaks < len(mondays) / 20


async def test_no_week_holds_more_pupils_than_seats_and_some_are_nearly_full(sjuharad: Store) -> None:
    def taken(session: Session) -> list[tuple[int, int]]:
        return [(row[0], row[1]) for row in session.execute(select(col(Week.taken), col(Week.seats)))]

    weeks = await sjuharad.read(taken)
    assert all(0 <= used <= seats for used, seats in weeks)
    assert sum(used > 0 and seats - used <= 1 for used, seats in weeks) >= 10


async def test_each_employer_has_a_right_number_of_its_own(sjuharad: Store) -> None:
    numbers = await sjuharad.read(column, col(Employer.org_number))
    assert [check_organisation_number(number) for number in numbers] == numbers
    assert len(set(numbers)) == 45
    assert all(number.startswith("559") for number in numbers)
    assert check_organisation_number(organisation_number(0)) in numbers


def test_no_text_looks_like_a_personal_number_and_every_kind_of_text_occurs() -> None:
    seen: Counter[str] = Counter()
    for offer in offers():
        seen.update(list(offer.texts))
        assert not any(looks_like_personal_number(text) for text in offer.texts.values())
    assert seen["what"] == 45
    assert min(seen.values()) >= 5
    assert len(seen) == 7


async def test_the_phones_begin_with_a_few_messages_each(sjuharad: Store) -> None:
    assert await sjuharad.write(claimed, START_OF_DEMO) == [
        (NOOR, "booked"),
        *[(SARA, "employer_waits"), (SARA, "employer_waits"), (SARA, "teacher_waits")],
        (KARIN, "confirmed"),
        *[(MAJA, "cancelled"), (MAJA, "requested")],
    ]


@pytest.mark.parametrize(
    "date", ["2026-11-23", "2027-01-07", "2027-03-24", "2027-05-03", "2027-07-05", "2026-12-20"]
)
async def test_whenever_it_begins_a_reminder_comes_within_a_week_or_after_the_break(
    tmp_path: Path, date: str
) -> None:
    start = START(datetime.fromisoformat(f"{date}T12:00+00:00"))
    store = await open_store(f"sqlite:///{tmp_path}/{date}.db")
    await furnish(store, start)
    assert await store.read(states_at_the_cafe) == ["cancelled", "completed", "confirmed", "requested"]
    await store.write(claimed, start)
    assert await store.write(claimed, start + timedelta(hours=1)) == []
    ahead = await store.write(claimed, decent(start + timedelta(days=22)))
    assert {(KARIN, "remind_teacher"), (MAJA, "remind_employer")} <= set(ahead)
    assert {chat_id for chat_id, _ in ahead} <= {KARIN, MAJA, NOOR, ALI, SARA}
    await store.close()


def states_at_the_cafe(session: Session) -> list[str]:
    query = (
        select(col(Reservation.status))
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .join(Employer, col(Employer.id) == col(Placement.employer_id))
        .where(col(Employer.name) == CAFE)
    )
    return sorted(session.scalars(query))


async def test_two_employers_a_teacher_and_a_slow_answer_wait_for_the_coordinator(sjuharad: Store) -> None:
    def waits(session: Session) -> coordinating.Waiting:
        return coordinating.waiting(session, person(session, SARA), START_OF_DEMO)

    assert await sjuharad.read(waits) == coordinating.Waiting(employers=2, teachers=1, unanswered=1)


async def test_exactly_those_who_have_started_are_known_and_can_be_reached(sjuharad: Store) -> None:
    def reachable(session: Session) -> set[int]:
        query = select(col(Person.chat_id)).where(col(Person.unreachable_since).is_(None))
        return set(session.scalars(query))

    def role(session: Session, chat_id: int) -> tuple[str | None, str | None]:
        who = people.meet(session, chat_id)
        assert who is not None
        return who.role, who.teacher_status

    assert await sjuharad.read(reachable) == {one.id for one in PEOPLE if one.started}
    assert await sjuharad.read(role, MAJA) == ("employer", None)
    assert await sjuharad.read(role, KARIN) == ("teacher", "approved")
    assert await sjuharad.read(role, SARA) == ("coordinator", None)
    assert await sjuharad.read(role, GUN) == ("teacher", "waiting")
