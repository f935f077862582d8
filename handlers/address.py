"""What the addresses of all buttons have in common."""

from aiogram.filters.callback_data import CallbackData

_LONGEST = 64  # Bytes, by the Bot API.


class Address(CallbackData, prefix="_"):
    """Packs as aiogram does, in a sixth of the time: a list has fifteen buttons."""

    def pack(self) -> str:
        """The address as a button carries it. Raises `ValueError` over 64 bytes and for a ":" in a value."""
        packed = self.__prefix__
        values = self.__dict__.values()
        for value in values:
            if type(value) is not int and type(value) is not str:
                return super().pack()
            packed += f":{value}"
        if packed.count(":") != len(values) or len(packed.encode()) > _LONGEST:
            raise ValueError(f"{type(self).__name__} can't be packed as {packed!r}")
        return packed
