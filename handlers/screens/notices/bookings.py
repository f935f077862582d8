"""What is said while a booking is asked for, answered, changed and ended."""

from collections.abc import Callable

from handlers.callbacks import Booking, Find, Mine
from handlers.screens import words
from handlers.screens.notices.phrases import contact, label, open_button, opening, when, who
from handlers.screens.screen import Row, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.notices import Kind
from models.views import ReservationView

Show = Callable[[Texts, ReservationView, str | None], Screen]


def _requested(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    answer_by = words.moment(t, view.answer_by) if view.answer_by else ""
    if view.agreed is None:
        title = t("<b>{who}: får de komma {when}?</b>", who=who(t, view), when=when(t, view))
        rest = t("Svara senast {answer_by}, annars släpps platserna till andra.", answer_by=answer_by)
    else:
        before, first, last = view.agreed
        title = t(
            "<b>{school} vill ändra sin bokning till {who}, {when}.</b>",
            school=view.school,
            who=who(t, view),
            when=when(t, view),
        )
        rest = t(
            "Förut gällde {weeks}, {n} platser. Det står kvar om ni säger nej eller inte hinner svara före {answer_by}.",
            weeks=words.week_range(t, first, last),
            n=before,
            answer_by=answer_by,
        )
    return screen(lines(title, words.joined([view.what]), rest), *_answers(t, view))


def _answers(t: Texts, view: ReservationView) -> tuple[Row, Row]:
    yes = [button(t.plain("Ja, välkomna"), Booking(what="yes", reservation=view.id), "success")]
    if view.seats > 1 and view.agreed is None:
        yes.append(button(t.plain("Ja, men färre"), Booking(what="fewer", reservation=view.id)))
    no = button(t.plain("Nej tyvärr"), Booking(what="no", reservation=view.id), "danger")
    return tuple(yes), (no, open_button(t, view))


def _nudge(t: Texts, view: ReservationView, detail: str | None) -> Screen:
    """The same question once more, one or two working days later."""
    answer_by = words.moment(t, view.answer_by) if view.answer_by else ""
    rest = (
        t(
            "Svara senast {answer_by}. Ett nej är också ett bra svar, då kan de söka vidare.",
            answer_by=answer_by,
        )
        if detail == "1"
        else t("Förfrågan går ut {answer_by}, sedan släpps platserna till andra.", answer_by=answer_by)
    )
    return screen(
        lines(
            t("<b>{school} väntar på svar från er.</b>", school=view.school),
            t("{who}, {when}.", who=who(t, view), when=when(t, view)),
            words.joined([view.what]),
            rest,
        ),
        *_answers(t, view),
    )


def _booked(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Bokat: {who}, {when}.</b>", who=who(t, view), when=when(t, view)),
            t("Ni har sagt ja i förväg, så det är klart. Jag påminner när det närmar sig."),
            contact(t, view.contact),
        ),
        [open_button(t, view)],
    )


def _confirmed(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{employer} säger ja.</b>", employer=view.employer or ""),
            t(
                "{label}{n}, {when}.",
                label=label(view),
                n=t.n("{n} elev", "{n} elever", view.seats),
                when=when(t, view),
            ),
            contact(t, view.contact),
            t("Jag påminner när det närmar sig."),
        ),
        [open_button(t, view, "primary")],
    )


def _no(
    title: Callable[[Texts, ReservationView], Html],
) -> Callable[[Texts, ReservationView, str | None], Screen]:
    def show(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
        reason = t("De skriver: <i>{reason}</i>", reason=view.reason) if view.reason else None
        again = button(t.plain("Sök nya platser"), Find(what="new", search=0), "primary")
        text = lines(title(t, view), t("{label}{when}.", label=label(view), when=opening(t, view)), reason)
        return screen(text, [again, open_button(t, view)])

    return show


def _change_declined(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    reason = t("De skriver: <i>{reason}</i>", reason=view.reason) if view.reason else None
    return screen(
        lines(
            t("<b>Ändringen hos {employer} gick inte.</b>", employer=view.employer or ""),
            t("Den gamla bokningen står kvar: {when}.", when=when(t, view)),
            reason,
        ),
        [open_button(t, view)],
    )


def _expired_employer(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Förfrågan från {school} har gått ut.</b>", school=view.school),
            t(
                "Platserna {weeks} är lediga för andra igen.",
                weeks=words.week_range(t, view.first, view.last),
            ),
        ),
        [button(t.plain("Mina platser"), Mine(page=0))],
    )


def _cancelled(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{school} har avbokat {when}.</b>", school=view.school, when=when(t, view)),
            t("Platserna är lediga för andra igen. Ni behöver inte göra något."),
        ),
        [button(t.plain("Mina platser"), Mine(page=0))],
    )


def _changed(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{school} har ändrat sin bokning.</b>", school=view.school),
            t("Nu gäller: {who}, {when}.", who=who(t, view), when=when(t, view)),
        ),
        [open_button(t, view)],
    )


SCREENS: dict[Kind, Show] = {
    Kind.REQUESTED: _requested,
    Kind.NUDGE_EMPLOYER: _nudge,
    Kind.BOOKED: _booked,
    Kind.CONFIRMED: _confirmed,
    Kind.DECLINED: _no(
        lambda t, v: t("<b>{employer} kan tyvärr inte ta emot.</b>", employer=v.employer or "")
    ),
    Kind.CHANGE_DECLINED: _change_declined,
    Kind.EXPIRED_TEACHER: _no(
        lambda t, v: t("<b>{employer} hann inte svara.</b> Bokningen har gått ut.", employer=v.employer or "")
    ),
    Kind.EXPIRED_EMPLOYER: _expired_employer,
    Kind.CANCELLED: _cancelled,
    Kind.WITHDRAWN: _no(
        lambda t, v: t("<b>{employer} har fått dra tillbaka platsen.</b>", employer=v.employer or "")
    ),
    Kind.CHANGED: _changed,
}
