"""Watches on both databases: what is news for whom, once, and how they end."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import (
    closing,
    employers,
    openings,
    placements,
    preferences,
    reservations,
    schools,
    turning_up,
    watching,
)
from models.forms import Audience
from models.notices import Kind
from models.refusals import Refused
from models.search import Wish
from models.store import Store
from models.tables import Notice, Person, Teacher
from models.timetable_row import Group
from models.turning_up import MOST_AT_ONCE, TOGETHER
from models.watching import LONGEST, MOST, Watched
from models.weeks import WEEK, at_local
from models.wish_tables import Opening, Search, Watch, WatchKnown
from tests.cast import NINTH, NOW, V10, V11, V12, Cast, gather
from tests.timetable.postman import Said, deliver, waiting

FOOD, CARE = "ScKy_FHB_7wT", "NYW6_mP6_vwf"
WISH = Wish(NINTH, V10, V11, 2, ("1490",), words="frisör")


async def ready(store: Store, wish: Wish = WISH) -> tuple[Cast, Watched]:
    """The cast, all news read, and a teacher who watches."""
    cast = await store.write(gather)
    await store.write(deliver, NOW)
    return cast, await store.write(watching.begin, cast.teacher, wish, NOW)


def offer(
    session: Session, cast: Cast, what: str = "Frisör: tvätta hår", seats: int = 2, town: str = "1490"
) -> int:
    """One more place of the employer's, published."""
    place = placements.draft(session, cast.owner, cast.employer, NOW, another=True)
    placements.write(session, cast.owner, place, "what", what, NOW)
    placements.choose(session, cast.owner, place, NOW, field=FOOD, municipality=town, direct=False)
    placements.take_audience(session, cast.owner, place, NINTH, NOW)
    placements.offer_weeks(session, cast.owner, place, [V10, V11, V12], NOW)
    placements.set_seats(session, cast.owner, place, seats, None, NOW)
    placements.publish(session, cast.owner, place, NOW)
    return place


def tick(session: Session, now: datetime = NOW) -> list[Said]:
    """What the clockwork tells of watches at that moment."""
    while turning_up.tell(session, now):
        pass
    watching.end_over(session, now)
    return [one for one in deliver(session, now) if one.kind is Kind.TURNED_UP]


def rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_new_place_that_fits_is_told_once(store: Store) -> None:
    cast, watch = await ready(store)
    place = await store.write(offer, cast)
    said = await store.write(tick)
    assert [(one.person_id, one.about_id, one.detail) for one in said] == [
        (cast.teacher, watch.id, str(place))
    ]
    await store.write(placements.pause, cast.owner, place, NOW)
    await store.write(placements.publish, cast.owner, place, NOW)
    assert await store.write(tick, NOW + 2 * TOGETHER) == []


async def test_a_place_that_was_in_the_list_when_it_began_is_no_news(store: Store) -> None:
    cast, _ = await ready(store, Wish(NINTH, V10, V11))
    await store.write(placements.pause, cast.owner, cast.placement, NOW)
    await store.write(placements.publish, cast.owner, cast.placement, NOW)
    assert await store.write(tick) == []


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Audience.APL, V10, V11, 2, ("1490",), words="frisör"),
        Wish(NINTH, V12, V12 + WEEK, 2, words="frisör"),
        Wish(NINTH, V10, V11, 3, words="frisör"),
        Wish(NINTH, V10, V11, 2, ("1463",), words="frisör"),
        Wish(NINTH, V10, V11, 2, fields=(CARE,), words="frisör"),
        Wish(NINTH, V10, V11, 2, words="snickare"),
    ],
    ids=["form", "weeks", "seats", "town", "field", "words"],
)
async def test_what_does_not_fit_in_one_thing_is_not_told(store: Store, wish: Wish) -> None:
    cast, _ = await ready(store, wish)
    await store.write(offer, cast)
    assert await store.write(tick) == []


async def test_a_place_is_news_once_its_employer_is_vouched_for(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(employers.decide, cast.employer, approved=False, by=cast.coordinator, now=NOW)
    await store.write(offer, cast)
    assert await store.write(tick) == []
    await store.write(employers.decide, cast.employer, approved=True, by=cast.coordinator, now=NOW)
    assert len(await store.write(tick)) == 1


@pytest.mark.parametrize("how", ["seats", "week", "words", "audience", "town"])
async def test_a_place_that_is_changed_until_it_fits_is_told(store: Store, how: str) -> None:
    wishes = {"week": Wish(NINTH, V10, V12 + WEEK, words="frisör"), "audience": Wish(Audience.APL, V10, V11)}
    cast, _ = await ready(store, wishes.get(how, WISH))
    what = "Klippa hår" if how == "words" else "Frisör"
    place = await store.write(
        offer, cast, what, 1 if how == "seats" else 2, "1463" if how == "town" else "1490"
    )
    assert await store.write(tick) == []
    changes = {
        "seats": lambda session: placements.set_seats(session, cast.owner, place, 2, None, NOW),
        "week": lambda session: placements.offer_weeks(session, cast.owner, place, [V12 + WEEK], NOW),
        "words": lambda session: placements.write(session, cast.owner, place, "what", "Frisör", NOW),
        "audience": lambda session: placements.take_audience(session, cast.owner, place, Audience.APL, NOW),
        "town": lambda session: placements.choose(session, cast.owner, place, NOW, municipality="1490"),
    }
    await store.write(changes[how])
    assert [one.about_id for one in await store.write(tick)] != []


async def test_seats_that_become_free_are_told(store: Store) -> None:
    cast = await store.write(gather, seats=2)
    await store.write(deliver, NOW)
    booked = await store.write(
        reservations.reserve, cast.other_teacher, cast.placement, V10, V11, 1, NINTH, "a", NOW
    )
    await store.write(watching.begin, cast.teacher, Wish(NINTH, V10, V11, 2), NOW)
    assert await store.write(tick) == []
    await store.write(reservations.cancel, cast.other_teacher, booked.reservation_id, NOW)
    assert [one.person_id for one in await store.write(tick)] == [cast.teacher]


async def test_a_request_that_runs_out_is_told_to_who_watches(store: Store) -> None:
    cast = await store.write(gather, seats=1)
    await store.write(reservations.reserve, cast.other_teacher, cast.placement, V10, V11, 1, NINTH, "a", NOW)
    await store.write(watching.begin, cast.teacher, Wish(NINTH, V10, V11), NOW)
    later = NOW + timedelta(days=6)
    await store.write(closing.expire_due, later)
    assert [one.person_id for one in await store.write(tick, later)] == [cast.teacher]


async def test_what_was_taken_before_the_morning_is_not_said_but_said_when_free_again(store: Store) -> None:
    cast, _ = await ready(store)
    evening, morning = at_local(date(2026, 11, 24), time(21)), at_local(date(2026, 11, 25), time(7, 1))
    place = await store.write(offer, cast)
    assert await store.write(tick, evening) == []
    booked = await store.write(
        reservations.reserve, cast.other_teacher, place, V10, V11, 2, NINTH, "a", evening
    )
    assert await store.write(tick, morning) == []
    await store.write(reservations.cancel, cast.other_teacher, booked.reservation_id, morning)
    assert len(await store.write(tick, morning + 2 * TOGETHER)) == 1


async def test_after_one_message_the_next_ones_come_together_within_the_hour(store: Store) -> None:
    cast, _ = await ready(store)
    for minutes, told in ((0, 1), (10, 0), (20, 0), (60, 2), (70, 0), (120, 1)):
        now = NOW + timedelta(minutes=minutes)
        if minutes not in (60, 120):
            await store.write(offer, cast)
        assert len(await store.write(tick, now)) == told, minutes


async def test_a_muted_reader_hears_nothing_not_even_what_waited(store: Store) -> None:
    cast, _ = await ready(store)
    evening, morning = at_local(date(2026, 11, 24), time(21)), at_local(date(2026, 11, 25), time(9))
    await store.write(offer, cast)
    assert await store.write(tick, evening) == []
    await store.write(preferences.mute, cast.teacher, Group.WATCHING, True, evening)
    await store.write(offer, cast)
    assert await store.write(tick, morning) == []
    await store.write(preferences.mute, cast.teacher, Group.WATCHING, False, morning)
    await store.write(offer, cast)
    assert len(await store.write(tick, morning)) == 1


async def test_an_ended_watch_takes_back_what_waited_and_can_be_taken_up_again(store: Store) -> None:
    cast, watch = await ready(store)
    await store.write(offer, cast)
    await store.write(turning_up.tell, NOW)
    for _ in range(2):
        assert (await store.write(watching.end, cast.teacher, watch.id, NOW)).ended
    assert await store.read(waiting, Kind.TURNED_UP) == []
    assert await store.read(watching.mine, cast.teacher, NOW) == []
    await store.write(offer, cast)
    assert await store.write(tick) == []
    await store.write(watching.resume, cast.teacher, watch.id, NOW)
    await store.write(offer, cast)
    assert len(await store.write(tick, NOW + 2 * TOGETHER)) == 1


async def test_a_watch_ends_by_itself_when_its_weeks_are_over(store: Store) -> None:
    cast, watch = await ready(store, Wish(NINTH, V10, V11, words="frisör"))
    monday, tuesday = at_local(V11, time(9)), at_local(V11 + timedelta(days=1), time(9))
    assert [one.id for one in await store.read(watching.mine, cast.teacher, monday)] == [watch.id]
    assert not await store.read(turning_up.anything_due, monday)
    assert await store.read(watching.mine, cast.teacher, tuesday) == []
    assert await store.read(turning_up.anything_due, tuesday)
    await store.write(tick, tuesday)
    assert not await store.read(turning_up.anything_due, tuesday)
    assert await store.read(rows, WatchKnown) == 0
    with pytest.raises(Refused, match="week_over"):
        await store.write(watching.resume, cast.teacher, watch.id, tuesday)


async def test_a_wish_for_any_week_is_watched_for_half_a_year(store: Store) -> None:
    cast, watch = await ready(store, Wish(words="frisör"))
    assert watch.until == date(2026, 11, 30) + LONGEST
    place = await store.write(offer, cast)
    (said,) = await store.write(tick)
    assert said.detail == str(place)
    assert "10–12" in said.screen.text


async def test_weeks_that_have_begun_are_not_asked_for_any_more(store: Store) -> None:
    cast, _ = await ready(store, Wish(NINTH, V10, V11, words="frisör"))
    tuesday = at_local(V10 + timedelta(days=1), time(9))
    await store.write(offer, cast)
    (said,) = await store.write(tick, tuesday)
    assert "Ledigt v 11" in said.screen.text or "Free in week 11" in said.screen.text


async def test_the_same_wish_twice_is_one_watch_and_there_is_a_most(store: Store) -> None:
    cast, watch = await ready(store)
    assert (await store.write(watching.begin, cast.teacher, WISH, NOW)).id == watch.id
    for number in range(MOST - 1):
        await store.write(watching.begin, cast.teacher, Wish(seats=number + 2), NOW)
    with pytest.raises(Refused, match="too_many_watches"):
        await store.write(watching.begin, cast.teacher, Wish(words="café"), NOW)
    await store.write(watching.end, cast.teacher, watch.id, NOW)
    await store.write(watching.begin, cast.teacher, Wish(words="café"), NOW)
    with pytest.raises(Refused, match="too_many_watches"):
        await store.write(watching.resume, cast.teacher, watch.id, NOW)


async def test_only_who_looks_for_pupils_places_may_watch_and_only_their_own(store: Store) -> None:
    cast, watch = await ready(store)
    for person in (cast.owner, cast.stranger):
        with pytest.raises(Refused, match="not_searching"):
            await store.write(watching.begin, person, WISH, NOW)
        for rule in (watching.end, watching.resume):
            with pytest.raises(Refused, match="gone"):
                await store.write(rule, person, watch.id, NOW)
    assert (await store.write(watching.begin, cast.coordinator, WISH, NOW)).id != watch.id


async def test_who_is_no_teacher_any_more_hears_nothing(store: Store) -> None:
    cast, _ = await ready(store)

    def refuse(session: Session) -> None:
        teacher = session.scalars(select(Teacher).where(col(Teacher.person_id) == cast.teacher)).one()
        schools.decide(session, teacher.id, approved=False, by=cast.coordinator, now=NOW)

    await store.write(refuse)
    await store.write(offer, cast)
    assert await store.write(tick) == []


async def test_where_nobody_watches_nothing_is_noted(store: Store) -> None:
    cast = await store.write(gather)
    booked = await store.write(
        reservations.reserve, cast.teacher, cast.placement, V10, V11, 1, NINTH, "a", NOW
    )
    await store.write(reservations.cancel, cast.teacher, booked.reservation_id, NOW)
    assert await store.read(rows, Opening) == 0
    assert not await store.read(openings.any_waits)


async def test_more_openings_than_one_look_takes_are_all_looked_at(store: Store) -> None:
    cast, _ = await ready(store)

    def many(session: Session) -> None:
        for _ in range(MOST_AT_ONCE + 3):
            offer(session, cast)

    await store.write(many)
    await store.write(tick)
    assert await store.read(rows, Opening) == 0
    told = select(func.count()).where(col(Notice.kind) == "turned_up")
    assert await store.read(lambda session: session.scalar(told)) == MOST_AT_ONCE + 3


async def test_a_watch_goes_with_its_person(store: Store) -> None:
    cast, _ = await ready(store, Wish(NINTH, V10, V11))

    def forget(session: Session) -> None:
        for table in (Teacher, Search, Notice):
            session.execute(delete(table).where(col(table.person_id) == cast.teacher))
        session.execute(delete(Person).where(col(Person.id) == cast.teacher))

    assert await store.read(rows, WatchKnown) == 1
    await store.write(forget)
    assert await store.read(rows, Watch) == 0
    assert await store.read(rows, WatchKnown) == 0
