"""Reminders: when they come, which are muted, and one more ahead."""

from collections.abc import Iterable

from handlers.callbacks import Menu, Remind
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import N_, Texts, lines
from models.preferences import Preferences
from models.timetable import OWN_HOURS, WEEKS_AHEAD
from models.timetable_row import Group

NAMES = {
    Group.PREPARE: N_("Förberedelser"),
    Group.START: N_("Dagen före och första dagen"),
    Group.AFTER: N_("Frågor när det är slut"),
    Group.OFFER: N_("Nya terminer och tomma veckor"),
    Group.UNANSWERED: N_("Förfrågningar som gått ut"),
    Group.WATCHING: N_("Platser du bevakar"),
}
_OF_ROLE = {
    "employer": (Group.PREPARE, Group.START, Group.AFTER, Group.OFFER),
    "teacher": (Group.PREPARE, Group.START, Group.AFTER, Group.WATCHING),
    "coordinator": (Group.UNANSWERED, Group.WATCHING),
}


def _groups(roles: Iterable[str]) -> list[Group]:
    """What somebody in these roles can mute."""
    meant = {group for role in roles for group in _OF_ROLE[role]}
    return [group for group in Group if group in meant]


def _hour(t: Texts, hour: int) -> str:
    return f"{hour}.00" if t.language == "sv" else f"{hour}:00"


def _weeks(t: Texts, weeks: int) -> str:
    return t.plain_n("{n} vecka innan", "{n} veckor innan", weeks) if weeks else t.plain("Ingen")


def home(t: Texts, chosen: Preferences, roles: Iterable[str]) -> Screen:
    """What holds now."""
    muted = [t.plain(NAMES[group]).lower() for group in _groups(roles) if group in chosen.muted]
    return screen(
        lines(
            t("<b>Påminnelser</b>"),
            t(
                "Jag påminner på vardagar kl {hour}.",
                hour=_hour(t, chosen.hour),
            ),
            t("Tyst om: {groups}.", groups=", ".join(muted)) if muted else t("Inga ämnen är tysta."),
            t("Extra påminnelse: {weeks}.", weeks=_weeks(t, chosen.weeks_ahead).lower()),
            t("Svar du väntar på och sådant du måste svara på kommer alltid."),
        ),
        [button(t.plain("Välj tid"), _open("hours")), button(t.plain("Tysta ämnen"), _open("groups"))],
        [button(t.plain("Extra påminnelse"), _open("ahead"))],
        [button(t.plain("‹ Tillbaka"), Menu(to="help")), home_button(t)],
    )


def _open(what: str) -> Remind:
    return Remind(what=what, value="")


def _choice(text: str, data: Remind, chosen: bool) -> Button:
    return button(f"☑ {text}" if chosen else text, data)


def hours(t: Texts, chosen: Preferences) -> Screen:
    choices = [
        _choice(_hour(t, hour), Remind(what="hour", value=str(hour)), hour == chosen.hour)
        for hour in OWN_HOURS
    ]
    return screen(t("<b>Vilken tid passar dig bäst?</b>"), *in_rows(choices, 4), _back(t))


def groups(t: Texts, chosen: Preferences, roles: Iterable[str]) -> Screen:
    """Ticked is what is said."""
    choices = [
        button(
            f"{'☐' if group in chosen.muted else '☑'} {t.plain(NAMES[group])}",
            Remind(what="unmute" if group in chosen.muted else "mute", value=group.value),
        )
        for group in _groups(roles)
    ]
    return screen(
        lines(
            t("<b>Vad vill du bli påmind om?</b> Tryck för att tysta, tryck igen för att få tillbaka."),
            t("Svar du väntar på och sådant du måste svara på kommer alltid."),
        ),
        *([choice] for choice in choices),
        _back(t),
    )


def ahead(t: Texts, chosen: Preferences) -> Screen:
    choices = [
        _choice(_weeks(t, weeks), Remind(what="weeks", value=str(weeks)), weeks == chosen.weeks_ahead)
        for weeks in (0, *WEEKS_AHEAD)
    ]
    return screen(
        t("<b>Vill du ha en extra påminnelse innan eleverna börjar?</b>"), *in_rows(choices, 2), _back(t)
    )


def _back(t: Texts) -> list[Button]:
    return [button(t.plain("‹ Tillbaka"), _open("home")), home_button(t)]
