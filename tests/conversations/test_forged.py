"""Forged and mangled buttons and any text to any question: a no or a screen, never a fault."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import handlers
from handlers import routing
from handlers.callbacks import week_code
from handlers.screens.screen import Screen
from handlers.texts import texts
from handlers.visit import Visit
from models import people, reservations
from models.refusals import Refused
from models.store import Store
from models.tables import Coordinator, Employer, Invitation, Member, Placement, Reservation, Teacher, Week
from tests.cast import NINTH, NOW, V10, V11, Cast, gather
from tests.telegram_limits import faults_of_keyboard, faults_of_text

handlers.register()

OWNER, TEACHER, COORDINATOR, STRANGER, OTHER_TEACHER = 1, 2, 3, 4, 5
NUMBERS = (0, 1, 2, 3, 5, 99, -1, 1490, week_code(V10), 2**31 - 1, 2**31, 2**63, -(2**63), 10**40)
# What the buttons of the bot say, so that the forgeries get past the first look.
WORDS = (
    "open|yes|no|out|fewer|cancel|cancelled|seats|weeks|label|only|full|none|t|e|live|past|p1|new|resume"
    "|restart|summary|publish|later|discard|edit|fields|details|ages|ask_what|ask_weeks|detail_hours|takes"
    "|field|place|direct|extract|age|clear|hours|sole|contact|back|number|name|me|town|school|phone|latest"
    "|words|more|places|form|drop|move|week|term|like|n1415|e1415|nall|edone|2027s|2027a|f.x|p.1490|home"
    "|employers|teachers|invite|c|s|e|p|i|employer|teacher|coordinator|invitation|sv|en|show|pause|copy"
    "|withdraw|gone|card|0|1|-1|255|99999999999999|1490"
)
numbers = st.one_of(st.sampled_from(NUMBERS), st.integers()).map(str)
words = st.one_of(
    st.sampled_from(WORDS.split("|")), st.text(max_size=12).filter(lambda text: ":" not in text)
)


def forged(prefix: str) -> st.SearchStrategy[str]:
    shape, _ = routing.TAPS[prefix]
    parts = [numbers if field.annotation is int else words for field in shape.model_fields.values()]
    whole = st.tuples(st.just(prefix), *parts).map(":".join)
    return whole.filter(lambda data: len(data.encode(errors="surrogatepass")) <= 64)


buttons = st.one_of(
    st.sampled_from(sorted(routing.TAPS)).flatmap(forged),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=16),
)
said = st.one_of(
    st.sampled_from(
        ("", " ", "0", "-1", "9999", "v 53", "14-12", "812", "\x00", "\u202e", "🧁" * 300, "1" * 5000)
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
)
everybody = st.sampled_from((OWNER, TEACHER, COORDINATOR, STRANGER, OTHER_TEACHER))
on_one_store = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
async def cast(store: Store) -> Cast:
    """Everybody, with a reservation that waits for its answer."""

    def set_up(session: Session) -> Cast:
        everyone = gather(session)
        place = everyone.placement
        reservations.reserve(session, everyone.teacher, place, V10, V11, 2, NINTH, "held", NOW)
        return everyone

    return await store.write(set_up)


async def visit(store: Store, chat_id: int) -> Visit:
    who = await store.read(people.meet, chat_id)
    assert who is not None
    return Visit(store, who, texts("sv"), NOW, "praktikplatsen_bot")


def fits(shown: Screen | None) -> None:
    if shown is not None:
        assert faults_of_text(shown.text) + faults_of_keyboard(shown.keyboard()["inline_keyboard"]) == []


async def tap(store: Store, chat_id: int, data: str) -> None:
    """A tap may be refused or mean nothing; whatever else it raises would be a fault of ours."""
    with suppress(Refused, LookupError, ValueError):
        fits(await routing.tap(await visit(store, chat_id), data))


async def say(store: Store, chat_id: int, text: str) -> None:
    """A text to whatever is asked may be refused; whatever else it raises would be a fault of ours."""
    met = await visit(store, chat_id)
    if (waiting := routing.asked(met)) is not None:
        answer, about = waiting
        with suppress(Refused):
            fits(await answer(met, about, text))


@on_one_store
@given(everybody, buttons, said)
async def test_whatever_button_is_forged_and_whatever_is_said_then_there_is_a_no_or_a_screen(
    store: Store, cast: Cast, chat_id: int, data: str, text: str
) -> None:
    await tap(store, chat_id, data)
    await say(store, chat_id, text)


def kept(session: Session) -> list[list[dict[str, Any]]]:
    """All that belongs to the cast."""
    tables: tuple[Any, ...] = (
        Coordinator,
        Employer,
        Member,
        Placement,
        Reservation,
        Teacher,
        Week,
        Invitation,
    )
    return [sorted((row.model_dump() for row in session.scalars(select(table))), key=str) for table in tables]


def of_the_stranger(rows: list[dict[str, Any]], stranger: int) -> list[dict[str, Any]]:
    return [row for row in rows if stranger not in (row.get("person_id"), row.get("created_by"))]


@on_one_store
@given(st.lists(buttons, max_size=3))
async def test_a_stranger_changes_nothing_of_anybody_with_any_button(
    store: Store, cast: Cast, forgeries: list[str]
) -> None:
    before = [of_the_stranger(rows, cast.stranger) for rows in await store.read(kept)]
    for data in forgeries:
        await tap(store, STRANGER, data)
    assert [of_the_stranger(rows, cast.stranger) for rows in await store.read(kept)] == before


@on_one_store
@given(everybody, st.sampled_from(sorted(routing.ANSWERS)), st.sampled_from((1, 2, 10**9)), said)
async def test_whatever_is_said_to_any_question_about_anything_there_is_a_no_or_a_screen(
    store: Store, cast: Cast, chat_id: int, question: str, about: int, text: str
) -> None:
    who = await store.read(people.meet, chat_id)
    assert who is not None
    of_a_town = question in ("join.school", "invite.school")
    await store.write(people.ask, who.id, routing.asking(question, 1490 if of_a_town else about))
    await say(store, chat_id, text)
