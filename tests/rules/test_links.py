"""Links to the bot: what is packed is unpacked, and nothing that somebody makes up gets far."""

import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handlers import links
from handlers.callbacks import Follow, week_from_code
from handlers.links import is_link, placement_in, search_in, to_placement, to_search
from models.forms import AUDIENCES, PRAO
from models.search import Wish
from models.seats import MAX_SEATS, MAX_WEEKS
from models.vocabulary import FIELDS, MUNICIPALITIES

ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")
CODES = tuple(place.code for place in MUNICIPALITIES)
IDS = tuple(field.id for field in FIELDS)


@some.composite
def wishes(draw: some.DrawFn) -> Wish:
    """Whatever can be wished for by tapping, with words."""
    first = draw(some.none() | some.integers(1300, 2600).map(week_from_code))
    weeks = draw(some.integers(1, MAX_WEEKS))
    return Wish(
        audience=draw(some.none() | some.sampled_from((*AUDIENCES, PRAO))),
        first=first,
        last=first and first + timedelta(weeks=weeks - 1),
        seats=draw(some.integers(1, MAX_SEATS)),
        municipalities=tuple(draw(some.lists(some.sampled_from(CODES), unique=True))),
        fields=tuple(sorted(draw(some.sets(some.sampled_from(IDS))), key=IDS.index)),
        words=" ".join(draw(some.lists(some.text("abcåäöé7", min_size=1, max_size=12), max_size=6))),
    )


@given(wishes())
def test_a_search_comes_out_of_its_link_as_it_went_in_but_for_words_without_room(wish: Wish) -> None:
    packed = to_search(wish)
    assert ALLOWED.fullmatch(packed)
    assert is_link(packed)
    found = search_in(packed)
    assert wish.words.split()[: len(found.words.split())] == found.words.split()
    assert Wish(found.audience, found.first, found.last, found.seats, found.municipalities, found.fields) == (
        Wish(wish.audience, wish.first, wish.last, wish.seats, wish.municipalities, wish.fields)
    )


@given(wishes())
def test_every_link_fits_into_the_button_that_carries_it_across_the_introduction(wish: Wish) -> None:
    Follow(what="o", payload=to_search(wish)).pack()


def test_an_everyday_search_keeps_its_words() -> None:
    wish = Wish(AUDIENCES[1], week_from_code(1410), week_from_code(1411), 2, ("1490",), (), "café kök")
    assert search_in(to_search(wish)) == wish


@given(some.text("AWNMFQ0123456789abcxyz_-", max_size=60) | some.text(max_size=80))
def test_whatever_is_made_up_is_a_search_or_refused(made_up: str) -> None:
    payload = links.SEARCH + made_up
    try:
        wish = search_in(payload)
    except (LookupError, ValueError):
        return
    assert 1 <= wish.seats <= MAX_SEATS
    assert set(wish.fields) <= set(IDS)
    assert wish.first is None or (wish.last is not None and wish.last >= wish.first)


@pytest.mark.parametrize(
    "payload",
    ["p_", "p_x", "p_-1", "p_1 2", "p_١", "s_Azz", "s_Nzz", "s_Wzzz1", "s_W12a0", "s_M000", "s_Fzzzzz"],
)
def test_a_forged_link_is_refused(payload: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        (placement_in if payload.startswith("p_") else search_in)(payload)


def test_a_personal_number_travels_in_no_link() -> None:
    assert to_search(Wish(words="811218-9876")) == "s_"
    hidden = urlsafe_b64encode(b"811218-9876").decode().rstrip("=")
    with pytest.raises(LookupError):
        search_in(f"s_Q{hidden}")


def test_a_placements_link_names_the_placement_only() -> None:
    assert to_placement(4711) == "p_4711"
    assert placement_in("p_4711") == 4711
