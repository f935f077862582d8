"""What Telegram shows of the bot around the chat: its commands by role, and what it is."""

from handlers.texts import N_, Texts

Listed = tuple[tuple[str, str], ...]

_COMMON: Listed = (
    (N_("meny"), N_("Visa menyn")),
    (N_("hjalp"), N_("Så funkar det, språk och inställningar")),
    (N_("avbryt"), N_("Lämna en fråga")),
)
_BOOKINGS = N_("bokningar")
_BY_ROLE: dict[str | None, Listed] = {
    "employer": (
        (N_("erbjud"), N_("Erbjud praktikplatser")),
        (N_("platser"), N_("Mina platser")),
        (_BOOKINGS, N_("Bokningar hos oss")),
    ),
    "teacher": (
        (N_("sok"), N_("Sök platser")),
        (N_("senaste"), N_("Senaste sökningen")),
        (_BOOKINGS, N_("Mina bokningar")),
    ),
    "coordinator": (
        (N_("vantar"), N_("Det här väntar")),
        (N_("bjudin"), N_("Bjud in en skola")),
        (_BOOKINGS, N_("Alla bokningar")),
    ),
}


def commands(t: Texts, role: str | None) -> list[tuple[str, str]]:
    """The commands of a role with what they do, in the reader's language."""
    listed = (*_BY_ROLE.get(role, ()), *_COMMON)
    return [(t.plain(name), t.plain(about)) for name, about in listed]


def description(t: Texts) -> str:
    """What an empty chat shows before anybody has written: at most 512 characters."""
    return t.plain(
        "Här möts arbetsgivare, skolor och samordnare om praktikplatser i Sjuhärad: prao, APL, vux, LIA och VFU.\n\n"
        "Erbjud platser på en minut, eller hitta lediga veckor och boka dem. Inga elevnamn sparas."
    )


def short_description(t: Texts) -> str:
    """What stands on the bot's page and beside a link to it: at most 120 characters."""
    return t.plain(
        "Praktikplatser i Sjuhärad: erbjud, hitta och boka. För arbetsgivare, skolor och samordnare."
    )
