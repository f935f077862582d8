"""The addresses of buttons mean the same for ever, whoever packed them."""

from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from handlers import callbacks
from handlers.address import Address

KINDS = [kind for kind in vars(callbacks).values() if isinstance(kind, type) and issubclass(kind, Address)]
KINDS.remove(Address)


def filled(kind: type[Address], text: str, number: int) -> dict[str, Any]:
    """Values for all fields of an address."""
    return {
        name: text if field.annotation is str else number % 2 if field.annotation is bool else number
        for name, field in kind.model_fields.items()
    }


@given(
    kind=st.sampled_from(KINDS),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=70),
    number=st.integers(0, 2**40),
)
def test_an_address_is_packed_as_aiogram_packs_it(kind: type[Address], text: str, number: int) -> None:
    address = kind(**filled(kind, text, number))
    try:
        packed = CallbackData.pack(address)
    except ValueError:
        with pytest.raises(ValueError, match=kind.__name__):
            address.pack()
        return
    assert address.pack() == packed
