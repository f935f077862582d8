"""Several notices in one message: all of them said, none over Telegram's limits, buttons with their own."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.callbacks import Booking, Menu
from handlers.screens.bundle import Part, bundled, length, sendable
from handlers.screens.screen import Screen, button
from handlers.texts import texts

T = texts("sv")
HOME = button("Till menyn", Menu(to="home"))


def part(number: int, text: str = "<b>Hej</b>", buttons: int = 1) -> Part:
    rows = tuple((button("Visa", Booking(what=f"w{i}", reservation=number)),) for i in range(buttons))
    return Part(number, Screen(text, (*rows, (HOME,))))


def test_a_single_notice_looks_as_always() -> None:
    only = part(1)
    [message] = bundled(T, [only])
    assert message.screen is only.screen
    assert message.notices == (1,)


def test_several_stand_apart_and_each_button_says_which_it_belongs_to() -> None:
    [message] = bundled(T, [part(7, "<b>Ett</b>"), part(8, "<b>Två</b>")])
    assert message.screen.text == "<b>1.</b> <b>Ett</b>\n\n<b>2.</b> <b>Två</b>"
    assert [[b.text for b in row] for row in message.screen.rows] == [
        ["1. Visa"],
        ["2. Visa"],
        ["Till menyn"],
    ]
    assert message.screen.rows[-1][0].data == "ap:home"
    assert message.notices == (7, 8)


def test_a_button_that_several_have_stands_once() -> None:
    shared = button("Mina platser", Booking(what="mine", reservation=0))
    parts = [Part(n, Screen("<b>Hej</b>", ((shared,),))) for n in (1, 2, 3)]
    [message] = bundled(T, parts)
    assert [b.text for row in message.screen.rows for b in row] == ["Mina platser", "Till menyn"]


def test_markup_and_entities_do_not_count_as_length_and_emojis_count_twice() -> None:
    assert length("<b>a &amp; b</b>") == 5
    assert length("🧁") == 2
    assert sendable(Screen("<b>" + "å" * 4096 + "</b>"))
    assert not sendable(Screen("å" * 4097))
    assert not sendable(Screen("🧁" * 2049))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 60)), max_size=12))
def test_every_notice_is_said_once_in_order_within_the_limits_and_in_as_few_messages_as_they_fit(
    sizes: list[tuple[int, int]],
) -> None:
    parts = [part(n, "x" * size, buttons) for n, (size, buttons) in enumerate(sizes)]
    messages = bundled(T, parts)
    assert [id_ for message in messages for id_ in message.notices] == list(range(len(parts)))
    for message in messages:
        assert sendable(message.screen)
        wanted = [b.data for n in message.notices for row in parts[n].screen.rows for b in row if b != HOME]
        got = [b.data for row in message.screen.rows for b in row if b != HOME and b.data != "ap:home"]
        assert got == wanted
    for one, following in pairwise(messages):
        together = [*one.notices, following.notices[0]]
        assert len(bundled(T, [parts[n] for n in together])) > 1
