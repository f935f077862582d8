"""What comes of a sentence about reminders, each with a way back or on."""

from handlers.callbacks import Remind
from handlers.screens import following, words
from handlers.screens import preferences as settings
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Texts, lines
from models.preferences import Preferences
from models.snoozing import Snoozed
from models.timetable_row import Group

# So many days ahead everybody is reminded: a day, one week and two.
_USUAL = (1, 7, 14)


def _settings(t: Texts) -> Button:
    return button(t.plain("Påminnelser"), Remind(what="home", value=""))


def one_more(t: Texts, weeks: int, before: int) -> Screen:
    """The reminder that was wished for comes; what held before is one tap away."""
    said = t.n(
        "<b>Klart, jag påminner dig också {n} vecka innan eleverna börjar.</b>",
        "<b>Klart, jag påminner dig också {n} veckor innan eleverna börjar.</b>",
        weeks,
    )
    back = (
        button(t.plain("Ta bort den"), Remind(what="weeks", value="0"))
        if before == weeks
        else button(t.plain("Ångra"), Remind(what="weeks", value=str(before)))
    )
    return screen(
        lines(said, t("Det gäller alla dina bokningar.")),
        [back, _settings(t)],
        [home_button(t)],
    )


def other_weeks(t: Texts, days: int, chosen: Preferences) -> Screen:
    """For what can't be wished for: it is said anyway, or has been muted, or there are others to choose."""
    if days in _USUAL and Group.PREPARE in chosen.muted and days > 1:
        return screen(
            t(
                "<b>Då påminner jag de flesta, men du har tystat förberedelserna.</b> Vill du ha dem tillbaka?"
            ),
            [
                button(
                    t.plain("Ja, påminn mig"), Remind(what="unmute", value=Group.PREPARE.value), "primary"
                ),
                _settings(t),
            ],
            [home_button(t)],
        )
    known = (
        t("<b>Då påminner jag redan.</b> Vill du ha en till, ännu tidigare?")
        if days in _USUAL
        else t("<b>Jag påminner alltid en och två veckor innan, och dagen före.</b> Välj en till här.")
    )
    shown = settings.ahead(t, chosen)
    return Screen(known, shown.rows)


def put_off(t: Texts, snoozed: Snoozed) -> Screen:
    """When it comes again."""
    if snoozed.day is None:
        return screen(
            t("<b>Så länge kan det inte vänta.</b> Ta det gärna i dag, så är det klart."),
            [_settings(t), home_button(t)],
        )
    if len(snoozed.reservations) == 1 and not snoozed.too_late and not snoozed.offer:
        return following.later(t, snoozed.day, snoozed.reservations[0])
    if snoozed.offer and not snoozed.reservations and not snoozed.too_late:
        return following.later_offer(t, snoozed.day)
    return screen(
        lines(
            t("<b>Jag påminner igen {day}.</b>", day=words.day(t, snoozed.day, weekday=True)),
            t("Det som inte kan vänta så länge tar vi nu.") if snoozed.too_late else None,
        ),
        [home_button(t)],
    )


def which_day(t: Texts) -> Screen:
    return screen(
        t("<b>Jag kan påminna i morgon eller på måndag.</b> Skriv <i>i morgon</i> eller <i>på måndag</i>."),
        [home_button(t)],
    )


def nothing_to_put_off(t: Texts) -> Screen:
    return screen(
        lines(
            t("<b>Just nu finns ingen påminnelse som kan vänta.</b>"),
            t("Skriv så när en kommer, eller välj själv när och om vad jag ska påminna."),
        ),
        [_settings(t), home_button(t)],
    )
