"""What a search's statements depend on: the shape of a wish without its values, and when a word is common."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BindParameter, bindparam

CAP = 100
# Words with more placements than this are common, and it isn't worth while to count on.
COMMON = 8000
# Only from a word with fewer a search starts.
FEW = 2000

Way = Literal["walk", "gather", "drive"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a wish asks for, without the values: all that decides how its statements look.

    `weeks` is 0 for any week, 1 for one and 2 for several. `way` is how to go where there are words, of which
    the first is the rarest, unless that is to be `counted` first. `prefix` stands before the names of the
    values, so that several wishes can share a statement.
    """

    audience: bool
    places: int
    fields: int
    words: int
    weeks: int
    way: Way = "walk"
    counted: bool = False
    prefix: str = ""

    def value(self, name: str, type_: Any = None) -> BindParameter[Any]:
        return bindparam(self.prefix + name, type_=type_)

    def values(self, name: str, number: int) -> list[BindParameter[Any]]:
        return [self.value(f"{name}{index}") for index in range(number)]
