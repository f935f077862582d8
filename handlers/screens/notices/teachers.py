"""What the school hears before its pupils go, and on their first day."""

from handlers.callbacks import Away, Booking, Reply
from handlers.screens.good_to_know import good_to_know
from handlers.screens.notices.phrases import (
    ahead,
    contact,
    label,
    later_buttons,
    one_more,
    open_button,
    opening,
    pupils,
    when,
)
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.following import Following
from models.notices import Kind


def _yours_go(t: Texts, found: Following) -> Html:
    """The teacher's first line."""
    view = found.view
    return t(
        "<b>{ahead}: {label}{n} hos {employer}</b>, {when}.",
        ahead=ahead(t, found.today, found.begins),
        label=label(view),
        n=pupils(t, view),
        employer=view.employer or "",
        when=when(t, view),
    )


def extract(t: Texts, found: Following, detail: str | None) -> Screen:
    """The extract from the register, while there is time for it to arrive."""
    view = found.view
    done = button(
        t.plain("Klart, allt är ansökt"),
        Reply(question="extract", reservation=view.id, value="done"),
        "success",
    )
    to_do = (
        t(
            "Ansök hos polisen redan nu. Det tar ungefär två veckor, och utdraget får vara högst ett år gammalt."
        )
        if detail == "42"
        else t("Har alla ansökt hos polisen? Det tar ungefär två veckor, så nu är det hög tid.")
    )
    return screen(
        lines(
            t(
                "<b>{employer} vill se utdrag ur belastningsregistret</b> från {label}{n}, {when}.",
                employer=view.employer or "",
                label=label(view),
                n=pupils(t, view),
                when=when(t, view),
            ),
            to_do,
        ),
        [done, open_button(t, view)],
        later_buttons(t, found, Kind.EXTRACT, detail or "28"),
    )


def to_teacher(t: Texts, found: Following, detail: str | None) -> Screen:
    """The teacher's reminders; `detail` is how many days ahead the timetable has them."""
    if detail == "14":
        return _two_weeks(t, found)
    if detail == "7":
        return _one_week(t, found)
    if detail == "1":
        return _tomorrow(t, found)
    return one_more(t, found, _yours_go(t, found), Kind.REMIND_TEACHER, detail or "21")


def _show(t: Texts, found: Following) -> Button:
    open_it = Booking(what="open", reservation=found.view.id)
    return button(t.plain("Visa kontakt och tider"), open_it, "primary")


def _two_weeks(t: Texts, found: Following) -> Screen:
    call = t.n(
        "Be eleven ringa dit i veckan som kommer.",
        "Be eleverna ringa dit i veckan som kommer.",
        found.view.seats,
    )
    later = later_buttons(t, found, Kind.REMIND_TEACHER, "14")
    return screen(lines(_yours_go(t, found), call), [_show(t, found)], later)


def _one_week(t: Texts, found: Following) -> Screen:
    heard_of = (
        t("De har hörts. Påminn gärna om tider och kläder.")
        if found.said.get("heard") == "yes"
        else t.n(
            "Har eleven hört av sig dit? Påminn också om tider och kläder.",
            "Har eleverna hört av sig dit? Påminn också om tider och kläder.",
            found.view.seats,
        )
    )
    later = later_buttons(t, found, Kind.REMIND_TEACHER, "7")[:1]
    return screen(lines(_yours_go(t, found), heard_of), [_show(t, found)], later)


def _tomorrow(t: Texts, found: Following) -> Screen:
    view = found.view
    return screen(
        lines(
            _yours_go(t, found),
            *good_to_know(t, view),
            contact(t, view.contact),
            t.n(
                "Kolla att eleven vet när och vart, och vem man ringer vid sjukdom.",
                "Kolla att eleverna vet när och vart, och vem man ringer vid sjukdom.",
                view.seats,
            ),
        ),
        [button(t.plain("Någon är sjuk"), Away(reservation=view.id, number=0)), open_button(t, view)],
    )


def heard(t: Texts, found: Following, detail: str | None) -> Screen:
    """The workplace's answer, to the teacher."""
    view = found.view
    if detail == "yes":
        said = t.n(
            "<b>Eleven har hört av sig till {employer}.</b>",
            "<b>Eleverna har hört av sig till {employer}.</b>",
            view.seats,
            employer=view.employer or "",
        )
        rest = t("{label}{when}. Du behöver inte göra något.", label=label(view), when=opening(t, view))
    else:
        said = t.n(
            "<b>{employer} har inte hört av eleven än.</b>",
            "<b>{employer} har inte hört av eleverna än.</b>",
            view.seats,
            employer=view.employer or "",
        )
        rest = t("{label}{when}. Ett samtal dit i dag löser det.", label=label(view), when=opening(t, view))
    return screen(lines(said, rest, contact(t, view.contact)), [open_button(t, view)])


def first_day(t: Texts, found: Following, _detail: str | None) -> Screen:
    view = found.view
    here = button(t.plain("Alla är där"), Reply(question="here", reservation=view.id, value="all"), "success")
    return screen(
        lines(
            t("<b>Första dagen hos {employer}. Kom alla som de skulle?</b>", employer=view.employer or ""),
            t("{label}{n}, {when}.", label=label(view), n=pupils(t, view), when=when(t, view)),
        ),
        [here, button(t.plain("Någon är borta"), Away(reservation=view.id, number=0))],
    )
