"""Which kinds of placement there are, and whom a place takes."""

from enum import IntFlag


class Audience(IntFlag):
    """Whom a placement takes: the form of placement and, for prao, the grade. One bit each, as stored."""

    PRAO_8 = 1
    PRAO_9 = 2
    APL = 4
    VUX = 8
    LIA = 16
    VFU = 32
    ARBETSPRAKTIK = 64


AUDIENCES: tuple[Audience, ...] = tuple(Audience)
PRAO = Audience.PRAO_8 | Audience.PRAO_9


def audiences(bits: int) -> list[Audience]:
    """The single audiences in a stored number; unknown bits are left out."""
    return [audience for audience in AUDIENCES if bits & audience]
