"""For coordinators: how often something wasn't understood. Nobody's words are kept, so none are shown."""

from collections.abc import Sequence

from handlers.callbacks import Duty
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, button, screen
from handlers.texts import N_, Html, Texts, lines
from models.not_understood import Missed, WeekOf

NAMES = {
    Missed.SENTENCE: N_("Meningar"),
    Missed.ANSWER: N_("Svar på frågor"),
    Missed.NO_SUCH_WEEK: N_("Veckor som inte finns"),
    Missed.COMMAND: N_("Kommandon som inte finns"),
    Missed.NOT_TEXT: N_("Bilder och annat som inte är text"),
    Missed.PERSONAL_NUMBER: N_("Personnummer, som inte sparades"),
}


def missed(t: Texts, weeks: Sequence[WeekOf]) -> Screen:
    """Week by week, the newest first, and in each what came most."""
    counted = [_of_week(t, week) for week in weeks] or [t("Inget de senaste veckorna.")]
    text = [
        t("<b>Vad boten inte förstod</b>"),
        *counted,
        t("<i>Jag räknar bara. Vad folk skriver sparas inte.</i>"),
    ]
    return screen(
        Html("\n\n".join(text)),
        [button(t.plain("Det här väntar"), Duty(what="home")), home_button(t)],
    )


def _of_week(t: Texts, week: WeekOf) -> Html:
    counts = (t("{what}: {n}", what=t.plain(NAMES[kind]), n=times) for kind, times in week.times.items())
    return lines(words.bold(words.week(t, week.monday)), *counts)
