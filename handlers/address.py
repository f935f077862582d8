"""What the addresses of all buttons have in common."""

from aiogram.filters.callback_data import CallbackData

_LONGEST = 64  # Bytes, by the Bot API.
_PLAIN = {int, str}


class Address(CallbackData, prefix="_"):
    """Packs as aiogram does, in a quarter of the time: a list has fifteen buttons."""

    def pack(self) -> str:
        """The address as a button carries it. Raises `ValueError` over 64 bytes and for a ":" in a value."""
        values = self.__dict__.values()
        if not _PLAIN.issuperset(map(type, values)):
            return super().pack()
        packed = ":".join([self.__prefix__, *map(str, values)])
        if packed.count(":") != len(values) or len(packed.encode()) > _LONGEST:
            raise ValueError(f"{type(self).__name__} can't be packed as {packed!r}")
        return packed
