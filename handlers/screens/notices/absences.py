"""Somebody is ill or didn't come: how many, and the news to the other side."""

from datetime import date

from handlers.callbacks import Away, Booking
from handlers.screens import words
from handlers.screens.notices.phrases import (
    contact,
    label,
    open_button,
    opening,
)
from handlers.screens.screen import Screen, button, in_rows, screen
from handlers.texts import Texts, lines
from models.following import Following


def how_many_away(t: Texts, found: Following) -> Screen:
    """Before the other side is told."""
    view = found.view
    numbers = [button(str(n), Away(reservation=view.id, number=n)) for n in range(1, min(view.seats, 12) + 1)]
    if view.seats == 1:
        tell = t.plain("Meddela arbetsplatsen") if view.mine else t.plain("Meddela skolan")
        numbers = [button(tell, Away(reservation=view.id, number=1), "primary")]
        ask = t("<b>Är eleven borta?</b>")
    elif view.mine:
        ask = t("<b>Hur många är borta?</b> Arbetsplatsen får veta det direkt.")
    else:
        ask = t("<b>Hur många saknas?</b> Skolan får veta det direkt.")
    return screen(
        ask, *in_rows(numbers, 4), [button(t.plain("‹ Tillbaka"), Booking(what="open", reservation=view.id))]
    )


def absent(t: Texts, found: Following, detail: str | None) -> Screen:
    """Somebody is ill or didn't come, to the other side; `detail` is side/day/number."""
    view = found.view
    side, day, number = (detail or "").split("/")
    on = t("i dag") if day == str(found.today) else words.day(t, date.fromisoformat(day), weekday=True)
    n = t.n("{n} elev", "{n} elever", int(number))
    if side == "teacher":
        said = t("<b>{n} från {school} kommer inte {day}.</b>", n=n, school=view.school, day=on)
        rest = t("Skolan har meddelat det, så ni behöver inte ringa.")
    else:
        said = t("<b>{employer} saknar {n} {day}.</b>", employer=view.employer or "", n=n, day=on)
        rest = t(
            "{label}{when}. Ring eleven först, sedan arbetsplatsen.", label=label(view), when=opening(t, view)
        )
    return screen(lines(said, rest, contact(t, view.contact)), [open_button(t, view)])
