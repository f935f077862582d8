"""No list runs more than three queries beside the greeting, however long it is.

A search asks for its kept wish, for the page, and for what lies near where that is empty. How rare its words
are, as long as that isn't known, the page tells by the way.
"""

from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy.orm import Session

from handlers.callbacks import (
    Bookings,
    Duty,
    Find,
    FindPage,
    FindSet,
    Invite,
    Join,
    Mine,
    SeenPage,
    Slow,
    Watching,
)
from models import (
    coordinating,
    employers,
    notices,
    people,
    placements,
    rarities,
    reservations,
    schools,
    search,
)
from models.forms import Audience
from models.search import Wish
from models.store import Store
from models.weeks import WEEK, mondays_between
from tests.cast import V5, V20
from tests.conversations.conftest import COORDINATOR, EMPLOYER, NOW, STRANGER, TEACHER, Town, running_town
from tests.statements import counting, questions

NINTH = Audience.PRAO_9
MOST = 3


def settle(session: Session, many: int) -> None:
    """An employer with `many` places, each reserved; `many` others with schools, who wait."""
    sara = people.arrive(session, COORDINATOR, "Sara", "sv", NOW, coordinator=True).id
    owner = people.arrive(session, EMPLOYER, "Maja", "sv", NOW).id
    teacher = people.arrive(session, TEACHER, "Karin", "sv", NOW).id
    people.arrive(session, STRANGER, "Otto", "sv", NOW)
    schools.welcome(session, teacher, schools.school(session, "Viskaskolan", "1490", NOW), NOW, by=sara)
    employer = employ(session, owner, "Café Solsidan")
    offer(session, owner, employer, many)
    coordinating.decide_employer(session, sara, employer, approved=True, now=NOW)
    for number in range(many):
        place = offer(session, owner, employer, number)
        first = V5 + (number % 8) * WEEK
        asked = reservations.reserve(session, teacher, place, first, first, 1, NINTH, str(number), NOW)
        if number % 2:
            reservations.decline(session, owner, asked.reservation_id, None, NOW)
        other = people.arrive(session, 5000 + number, f"Person {number}", "sv", NOW).id
        offer(session, other, employ(session, other, f"Firma {number}"), number)
        schools.ask_to_join(session, other, schools.school(session, f"Skola {number}", "1490", NOW), NOW)
    # Nobody's phone rings: all that counts is what the lists ask for.
    session.flush()
    notices.drop_due(session, NOW)


def employ(session: Session, owner: int, name: str) -> int:
    employer = employers.register(session, owner, NOW)
    employers.without_number(session, owner, employer, sole_trader=False)
    employers.name(session, owner, employer, name)
    employers.settle(session, owner, employer, "1490")
    employers.contact(session, owner, employer, "Maja Lind", "033-12 34 56")
    session.flush()
    return employer


def offer(session: Session, owner: int, employer: int, number: int) -> int:
    place = placements.draft(session, owner, employer, NOW)
    placements.write(session, owner, place, "what", f"Stå i kassan och baka bulle {number}", NOW)
    placements.choose(session, owner, place, NOW, field="ScKy_FHB_7wT", municipality="1490", direct=False)
    placements.take_audience(session, owner, place, NINTH, NOW)
    placements.offer_weeks(session, owner, place, mondays_between(V5, V20), NOW)
    placements.set_seats(session, owner, place, 2, None, NOW)
    placements.publish(session, owner, place, NOW)
    session.flush()
    return place


def look_for(session: Session, wish: Wish) -> int:
    who = people.meet(session, TEACHER)
    assert who is not None
    return search.begin(session, who.id, wish, NOW)


async def queries(town: Town, person: int, data: str) -> int:
    """How many a tap runs beside the greeting."""
    phone = town.phone(person)
    message = await phone.screen()
    with counting() as asked:
        callback = await phone.press({"message_id": message["message_id"], "data": data})
        await phone.answered(callback)
    greeting, *others = questions(asked)
    assert "FROM person" in greeting
    return len(others)


async def lists(town: Town, pages: tuple[int, ...]) -> list[tuple[int, str]]:
    """Every list there is, with who sees it."""
    wishes = (
        Wish(NINTH, V5, V5, 1),
        Wish(NINTH, V5, V5 + 3 * WEEK, 1),
        Wish(NINTH, V5, V5 + 3 * WEEK, 1, words="kassan bulle"),
        Wish(words="kassan"),
        Wish(),
        Wish(NINTH, V5, V5, 1, ("1463",), ("RPTn_bxG_ExZ",)),
        # Finds nothing, and shows what lies near.
        Wish(NINTH, V5, V5 + 3 * WEEK, 1, ("1463",), ("RPTn_bxG_ExZ",), words="kassan bulle"),
    )
    searches = [await town.store.write(look_for, wish) for wish in wishes]
    found = [FindPage(search=id_, page=page) for id_ in searches for page in pages]
    return [
        *((EMPLOYER, data.pack()) for data in (Mine(page=0), Mine(page=2))),
        *((EMPLOYER, Bookings(side="e", state=state, page=0).pack()) for state in ("live", "past", "p1")),
        *(
            (TEACHER, Bookings(side="t", state=state, page=page).pack())
            for state in ("live", "past")
            for page in pages
        ),
        *((TEACHER, data.pack()) for data in found),
        (TEACHER, Find(what="latest", search=0).pack()),
        (TEACHER, Watching(what="list", id=0).pack()),
        *((person, SeenPage(reservation=1, page=0).pack()) for person in (EMPLOYER, TEACHER, COORDINATOR)),
        (STRANGER, Join(what="town", id=1490).pack()),
        *((COORDINATOR, Duty(what=what).pack()) for what in ("home", "employers", "teachers")),
        *((COORDINATOR, Slow(page=page).pack()) for page in pages),
        (COORDINATOR, Invite(whom="p", id=1490).pack()),
        *(
            (COORDINATOR, Bookings(side="c", state=state, page=page).pack())
            for state in ("live", "past", "e1", "s1")
            for page in pages
        ),
    ]


async def counted(store: Store, many: int) -> dict[str, int]:
    await store.write(settle, many)
    async with running_town(store, now=NOW + timedelta(days=2)) as town:
        for person in (EMPLOYER, TEACHER, STRANGER, COORDINATOR):
            await town.phone(person).send("/start")
        return {
            data: await queries(town, person, data)
            for person, data in await lists(town, (0, 1, 3) if many > 1 else (0,))
        }


@pytest.mark.parametrize("many", [1, 40])
async def test_no_list_runs_more_than_three_queries_whatever_its_length(
    store: Store, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each view is the first with its words.
    monkeypatch.setattr(rarities, "REMEMBERED", timedelta(0))
    found = await counted(store, many)
    assert {data: number for data, number in found.items() if number > MOST} == {}


async def test_who_is_only_asked_something_costs_no_search(store: Store) -> None:
    await store.write(settle, 1)
    nothing = Wish(NINTH, V5, V5 + 3 * WEEK, 1, ("1463",), ("RPTn_bxG_ExZ",), words="kassan")
    async with running_town(store, now=NOW + timedelta(days=2)) as town:
        for person in (EMPLOYER, TEACHER, STRANGER, COORDINATOR):
            await town.phone(person).send("/start")
        id_ = await town.store.write(look_for, nothing)

        async def asks(data: CallbackData) -> int:
            return await queries(town, TEACHER, data.pack())

        # The kept search.
        for what in ("seats", "form", "weeks", "words", "more"):
            assert await asks(Find(what=what, search=id_)) == 1, what
        assert await asks(FindSet(search=id_, what="weeks", value="ndone")) == 1
        # And how many places there are, but not what lies near.
        assert [await asks(Find(what="open", search=id_)) for _ in range(2)] == [MOST, MOST]
        for what in ("places", "fields"):
            assert await asks(Find(what=what, search=id_)) == 2, what
        assert await asks(FindSet(search=id_, what="place", value="1490")) == 2
