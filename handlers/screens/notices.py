"""What a notice says, rendered from the facts of the minute in which it is sent."""

from collections.abc import Callable

from handlers.callbacks import Booking, Find, Mine, Offer
from handlers.screens import words
from handlers.screens.coordinating import employer as employer_case
from handlers.screens.coordinating import teacher as teacher_case
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.coordinating import EmployerCase, TeacherCase
from models.employers import EmployerView
from models.notices import Kind
from models.views import Contact, ReservationView

Facts = ReservationView | EmployerCase | EmployerView | TeacherCase


def render(t: Texts, kind: Kind, facts: Facts, detail: str | None) -> Screen:
    """The screen of a due notice, for its reader."""
    if isinstance(facts, ReservationView):
        return _RESERVATIONS[kind](t, facts, detail)
    if isinstance(facts, EmployerCase):
        return employer_case(t, facts)
    if isinstance(facts, EmployerView):
        return _employer(t, kind, facts)
    return _teacher(t, kind, facts)


def _open(t: Texts, view: ReservationView, style: str | None = None) -> Button:
    return button(t.plain("Visa bokningen"), Booking(what="open", reservation=view.id), style)


def _who(t: Texts, view: ReservationView) -> Html:
    """ "2 elever från Viskaskolan (prao åk 9)" """
    pupils = t.n("{n} elev", "{n} elever", view.seats)
    if view.audience is None:
        return t("{pupils} från {school}", pupils=pupils, school=view.school)
    audience = words.audience_name(t, view.audience)
    return t("{pupils} från {school} ({audience})", pupils=pupils, school=view.school, audience=audience)


def _when(t: Texts, view: ReservationView) -> Html:
    """ "v 10–11 (8–19 mars 2027)" """
    weeks, days = words.week_range(view.first, view.last), words.days(t, view.first, view.last)
    return t("{weeks} ({days})", weeks=weeks, days=days)


def _label(view: ReservationView) -> str:
    """The teacher's own mark, to begin a line with."""
    return f"{view.label}, " if view.label else ""


def _contact(t: Texts, contact: Contact | None) -> Html | None:
    if contact is None or not (contact.name or contact.phone):
        return None
    shown = ", ".join(part for part in (contact.name, contact.phone) if part)
    return t("Kontakt: {contact}", contact=shown)


def _requested(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    answer_by = words.moment(t, view.answer_by) if view.answer_by else ""
    if view.agreed is None:
        title = t("<b>{who}: får de komma {when}?</b>", who=_who(t, view), when=_when(t, view))
        rest = t("Svara senast {answer_by}, annars släpps platserna till andra.", answer_by=answer_by)
    else:
        before, first, last = view.agreed
        title = t(
            "<b>{school} vill ändra sin bokning till {who}, {when}.</b>",
            school=view.school,
            who=_who(t, view),
            when=_when(t, view),
        )
        rest = t(
            "Förut gällde {weeks}, {n} platser. Det står kvar om ni säger nej eller inte hinner svara före {answer_by}.",
            weeks=words.week_range(first, last),
            n=before,
            answer_by=answer_by,
        )
    yes = [button(t.plain("Ja, välkomna"), Booking(what="yes", reservation=view.id), "success")]
    if view.seats > 1 and view.agreed is None:
        yes.append(button(t.plain("Ja, men färre"), Booking(what="fewer", reservation=view.id)))
    no = button(t.plain("Nej tyvärr"), Booking(what="no", reservation=view.id), "danger")
    return screen(lines(title, words.joined([view.what]), rest), yes, [no, _open(t, view)])


def _booked(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Bokat: {who}, {when}.</b>", who=_who(t, view), when=_when(t, view)),
            t("Ni har sagt ja i förväg, så det är klart. Jag påminner två veckor innan."),
            _contact(t, view.contact),
        ),
        [_open(t, view)],
    )


def _confirmed(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{employer} säger ja.</b>", employer=view.employer or ""),
            t(
                "{label}{n}, {when}.",
                label=_label(view),
                n=t.n("{n} elev", "{n} elever", view.seats),
                when=_when(t, view),
            ),
            _contact(t, view.contact),
            t("Jag påminner två veckor innan."),
        ),
        [_open(t, view, "primary")],
    )


def _no(
    title: Callable[[Texts, ReservationView], Html],
) -> Callable[[Texts, ReservationView, str | None], Screen]:
    def show(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
        reason = t("De skriver: <i>{reason}</i>", reason=view.reason) if view.reason else None
        again = button(t.plain("Sök nya platser"), Find(what="new", search=0), "primary")
        text = lines(title(t, view), t("{label}{when}.", label=_label(view), when=_when(t, view)), reason)
        return screen(text, [again, _open(t, view)])

    return show


def _change_declined(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    reason = t("De skriver: <i>{reason}</i>", reason=view.reason) if view.reason else None
    return screen(
        lines(
            t("<b>Ändringen hos {employer} gick inte.</b>", employer=view.employer or ""),
            t("Den gamla bokningen står kvar: {when}.", when=_when(t, view)),
            reason,
        ),
        [_open(t, view)],
    )


def _expired_employer(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Förfrågan från {school} har gått ut.</b>", school=view.school),
            t("Platserna {weeks} är lediga för andra igen.", weeks=words.week_range(view.first, view.last)),
        ),
        [button(t.plain("Mina platser"), Mine(page=0))],
    )


def _cancelled(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{school} har avbokat {when}.</b>", school=view.school, when=_when(t, view)),
            t("Platserna är lediga för andra igen. Ni behöver inte göra något."),
        ),
        [button(t.plain("Mina platser"), Mine(page=0))],
    )


def _changed(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>{school} har ändrat sin bokning.</b>", school=view.school),
            t("Nu gäller: {who}, {when}.", who=_who(t, view), when=_when(t, view)),
        ),
        [_open(t, view)],
    )


_AHEAD = {
    "14": lambda t: t("Om två veckor"),
    "7": lambda t: t("Om en vecka"),
    "1": lambda t: t("I morgon"),
}


def _remind_teacher(t: Texts, view: ReservationView, detail: str | None) -> Screen:
    to_do = {
        "14": t("Be eleverna höra av sig dit i veckan som kommer."),
        "7": t("Har eleverna hört av sig dit? Påminn dem om tider och kläder."),
        "1": t("Kolla att eleverna vet när och vart de ska, och vem de ringer om de blir sjuka."),
    }[detail or "1"]
    known = [view.address, view.hours, view.clothes, view.lunch, view.other]
    return screen(
        lines(
            t(
                "<b>{ahead}: {label}{n} hos {employer}</b>, {when}.",
                ahead=_AHEAD[detail or "1"](t),
                label=_label(view),
                n=t.n("{n} elev", "{n} elever", view.seats),
                employer=view.employer or "",
                when=_when(t, view),
            ),
            to_do,
            words.joined(known) or None,
            _contact(t, view.contact),
        ),
        [_open(t, view, "primary")],
    )


def _remind_employer(t: Texts, view: ReservationView, detail: str | None) -> Screen:
    to_do = {
        "14": t("Bra att göra nu: utse en handledare, säg till skyddsombudet och tänk igenom första dagen."),
        "7": t("Har eleverna hört av sig? Annars kan ni ringa skolan."),
        "1": t("Bestäm vem som tar emot på morgonen."),
    }[detail or "1"]
    return screen(
        lines(
            t(
                "<b>{ahead} kommer {who}</b>, {when}.",
                ahead=_AHEAD[detail or "1"](t),
                who=_who(t, view),
                when=_when(t, view),
            ),
            to_do,
            _contact(t, view.contact),
        ),
        [_open(t, view, "primary")],
        [button(t.plain("Vi kan inte"), Booking(what="out", reservation=view.id), "danger")],
    )


def _after_teacher(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Hur gick det hos {employer}?</b>", employer=view.employer or ""),
            t(
                "{label}{when} är slut. Tacka dem gärna, och sök nästa plats när det passar.",
                label=_label(view),
                when=_when(t, view),
            ),
        ),
        [button(t.plain("Sök platser"), Find(what="new", search=0), "primary"), _open(t, view)],
    )


def _after_employer(t: Texts, view: ReservationView, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Tack för att ni tog emot {who}.</b>", who=_who(t, view)),
            t("Vill ni ta emot fler? Det går att erbjuda samma plats igen med ett tryck."),
        ),
        [button(t.plain("Erbjud igen"), Mine(page=0), "primary"), _open(t, view)],
    )


_RESERVATIONS: dict[Kind, Callable[[Texts, ReservationView, str | None], Screen]] = {
    Kind.REQUESTED: _requested,
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
    Kind.REMIND_TEACHER: _remind_teacher,
    Kind.REMIND_EMPLOYER: _remind_employer,
    Kind.AFTER_TEACHER: _after_teacher,
    Kind.AFTER_EMPLOYER: _after_employer,
}


def _employer(t: Texts, kind: Kind, view: EmployerView) -> Screen:
    if kind is Kind.EMPLOYER_APPROVED:
        return screen(
            lines(
                t("<b>{name} är godkända.</b>", name=view.name or ""),
                t(
                    "Nu syns era platser för skolorna. Jag hör av mig när någon vill boka, annars är jag tyst."
                ),
            ),
            [
                button(t.plain("Mina platser"), Mine(page=0)),
                button(t.plain("Erbjud fler"), Offer(what="new", placement=0)),
            ],
        )
    return screen(
        lines(
            t("<b>Samordnaren kunde inte godkänna {name} än.</b>", name=view.name or ""),
            t(
                "Era platser syns inte för skolorna. Kolla att uppgifterna stämmer och publicera igen, så prövas det på nytt."
            ),
        ),
        [button(t.plain("Mina platser"), Mine(page=0)), home_button(t)],
    )


def _teacher(t: Texts, kind: Kind, case: TeacherCase) -> Screen:
    if kind is Kind.TEACHER_WAITS:
        return teacher_case(t, case)
    if kind is Kind.TEACHER_APPROVED:
        return screen(
            t("<b>Klart, du kan boka för {school}.</b>", school=case.school),
            [button(t.plain("Sök platser"), Find(what="new", search=0), "primary")],
        )
    return screen(
        lines(
            t("<b>Samordnaren kunde inte godkänna dig för {school}.</b>", school=case.school),
            t("Be skolan om en inbjudningslänk, så går det direkt."),
        ),
        [home_button(t)],
    )
