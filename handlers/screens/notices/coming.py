"""What is said before pupils come, and on their first day."""

from datetime import date

from handlers.callbacks import Away, Booking, Reply, Tick
from handlers.screens import words
from handlers.screens.notices.phrases import (
    ahead,
    contact,
    label,
    later_buttons,
    open_button,
    pupils,
    step_back_button,
    when,
    who,
)
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Html, Texts, lines
from models.following import TICKS, Following
from models.notices import Kind
from models.views import ReservationView


def _they_come(t: Texts, found: Following) -> Html:
    """The employer's first line."""
    view = found.view
    coming = ahead(t, found.today, found.begins)
    return t("<b>{ahead} kommer {who}</b>, {when}.", ahead=coming, who=who(t, view), when=when(t, view))


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


def who_comes(t: Texts, found: Following, _detail: str | None) -> Screen:
    return screen(
        lines(
            _they_come(t, found),
            words.joined([found.view.what]),
            contact(t, found.view.contact),
            t("Två veckor innan kommer en kort checklista."),
        ),
        [open_button(t, found.view, "primary")],
        [step_back_button(t, found.view)],
    )


def _tick_button(t: Texts, found: Following, what: str) -> Button:
    texts = {
        "supervisor": t.plain("Handledare utsedd"),
        "safety": t.plain("Skyddsombudet vet"),
        "first_day": t.plain("Plan för första dagen"),
    }
    mark = "☑" if found.said.get(what) == "yes" else "☐"
    return button(f"{mark} {texts[what]}", Tick(what=what, reservation=found.view.id))


def checklist(t: Texts, found: Following, _detail: str | None = None) -> Screen:
    """Two weeks before: what the workplace has to do, and what of it is done."""
    ready = all(found.said.get(what) == "yes" for what in TICKS)
    say = (
        t("Allt är ordnat. Då hörs vi när det närmar sig.")
        if ready
        else t("Bocka av det som är klart, så kommer jag ihåg det.")
    )
    return screen(
        lines(_they_come(t, found), say, contact(t, found.view.contact)),
        *([_tick_button(t, found, what)] for what in TICKS),
        [] if ready else later_buttons(t, found, Kind.REMIND_EMPLOYER, "14"),
        [open_button(t, found.view), step_back_button(t, found.view)],
    )


def heard_question(t: Texts, found: Following, _detail: str | None = None) -> Screen:
    """One week before, to the workplace."""
    view = found.view

    def answer(text: str, value: str, style: str | None = None) -> Button:
        return button(text, Reply(question="heard", reservation=view.id, value=value), style)

    return screen(
        lines(
            _they_come(t, found),
            t.n("Har eleven hört av sig till er?", "Har eleverna hört av sig till er?", view.seats),
        ),
        [answer(t.plain("Ja, vi har hörts"), "yes", "success"), answer(t.plain("Nej, inte än"), "no")],
        [open_button(t, view), step_back_button(t, view)],
    )


def _one_more(t: Texts, found: Following, first_line: Html) -> Screen:
    return screen(
        lines(first_line, t("Du bad om en extra påminnelse, och här är den.")),
        [open_button(t, found.view, "primary")],
    )


def to_employer(t: Texts, found: Following, detail: str | None) -> Screen:
    """The employer's reminders; `detail` is how many days ahead the timetable has them."""
    if detail == "14":
        return checklist(t, found)
    if detail == "7":
        return heard_question(t, found)
    if detail != "1":
        return _one_more(t, found, _they_come(t, found))
    return screen(
        lines(
            _they_come(t, found),
            t(
                "Bestäm vem som tar emot på morgonen. Dyker någon inte upp trycker du här, så får skolan veta."
            ),
            contact(t, found.view.contact),
        ),
        [
            button(t.plain("Någon är borta"), Away(reservation=found.view.id, number=0)),
            open_button(t, found.view),
        ],
        [step_back_button(t, found.view)],
    )


def to_teacher(t: Texts, found: Following, detail: str | None) -> Screen:
    """The teacher's reminders; `detail` is how many days ahead the timetable has them."""
    view = found.view
    show = button(t.plain("Visa kontakt och tider"), _open(view), "primary")
    if detail == "14":
        call = t.n(
            "Be eleven ringa dit i veckan som kommer.",
            "Be eleverna ringa dit i veckan som kommer.",
            view.seats,
        )
        later = later_buttons(t, found, Kind.REMIND_TEACHER, "14")
        return screen(lines(_yours_go(t, found), call), [show], later)
    if detail == "7":
        heard = (
            t("De har hörts. Påminn gärna om tider och kläder.")
            if found.said.get("heard") == "yes"
            else t.n(
                "Har eleven hört av sig dit? Påminn också om tider och kläder.",
                "Har eleverna hört av sig dit? Påminn också om tider och kläder.",
                view.seats,
            )
        )
        later = later_buttons(t, found, Kind.REMIND_TEACHER, "7")[:1]
        return screen(lines(_yours_go(t, found), heard), [show], later)
    if detail != "1":
        return _one_more(t, found, _yours_go(t, found))
    known = [view.address, view.hours, view.clothes, view.lunch, view.allergies, view.other]
    return screen(
        lines(
            _yours_go(t, found),
            words.joined(known) or None,
            contact(t, view.contact),
            t.n(
                "Kolla att eleven vet när och vart, och vem man ringer vid sjukdom.",
                "Kolla att eleverna vet när och vart, och vem man ringer vid sjukdom.",
                view.seats,
            ),
        ),
        [button(t.plain("Någon är sjuk"), Away(reservation=view.id, number=0)), open_button(t, view)],
    )


def _open(view: ReservationView) -> Booking:
    return Booking(what="open", reservation=view.id)


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
        rest = t("{label}{when}. Du behöver inte göra något.", label=label(view), when=when(t, view))
    else:
        said = t.n(
            "<b>{employer} har inte hört av eleven än.</b>",
            "<b>{employer} har inte hört av eleverna än.</b>",
            view.seats,
            employer=view.employer or "",
        )
        rest = t("{label}{when}. Ett samtal dit i dag löser det.", label=label(view), when=when(t, view))
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
    return screen(ask, *in_rows(numbers, 4), [button(t.plain("‹ Tillbaka"), _open(view))])


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
            "{label}{when}. Ring eleven först, sedan arbetsplatsen.", label=label(view), when=when(t, view)
        )
    return screen(lines(said, rest, contact(t, view.contact)), [open_button(t, view)])
