"""What is said when it is over: thanks, how did it go, and again?"""

from handlers.callbacks import Booking, Duty, Own, Reply
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.notices.phrases import contact, label, later_buttons, open_button, opening, who
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.coordinating import BookingCase
from models.following import Following
from models.notices import Kind


def _how(t: Texts, found: Following) -> list[Button]:
    texts = {"good": t.plain("Bra"), "fair": t.plain("Helt okej"), "bad": t.plain("Mindre bra")}
    return [
        button(text, Reply(question="how", reservation=found.view.id, value=value))
        for value, text in texts.items()
    ]


def to_employer(t: Texts, found: Following, _detail: str | None) -> Screen:
    return screen(
        lines(
            t("<b>Tack för att ni tog emot {who}.</b>", who=who(t, found.view)),
            t("Hur gick det? Två tryck, sedan är det klart."),
        ),
        _how(t, found),
        later_buttons(t, found, Kind.AFTER_EMPLOYER, ""),
    )


def to_teacher(t: Texts, found: Following, _detail: str | None) -> Screen:
    view = found.view
    return screen(
        lines(
            t("<b>Hur gick det hos {employer}?</b>", employer=view.employer or ""),
            t("{label}{when} är slut. Tacka dem gärna.", label=label(view), when=opening(t, view)),
        ),
        _how(t, found),
        later_buttons(t, found, Kind.AFTER_TEACHER, ""),
    )


def _thanks(t: Texts, answer: str) -> Html:
    return {
        "good": t("<b>Roligt att höra.</b>"),
        "fair": t("<b>Tack, bra att veta.</b>"),
        "bad": t("<b>Tack för att du säger det.</b> Samordnaren får veta och kan höra av sig."),
    }[answer]


def how_was_it(t: Texts, found: Following, answer: str) -> Screen:
    """After the first answer: the teacher is done, the employer is asked once more."""
    view = found.view
    if view.mine:
        return screen(_thanks(t, answer), [open_button(t, view), home_button(t)])
    texts = {
        "yes": t.plain("Ja, gärna"),
        "ask": t.plain("Fråga nästa gång"),
        "no": t.plain("Nej, inte framöver"),
    }
    choices = [
        button(
            text,
            Reply(question="again", reservation=view.id, value=value),
            "success" if value == "yes" else None,
        )
        for value, text in texts.items()
    ]
    return screen(lines(_thanks(t, answer), t("Vill ni ta emot igen?")), choices[:2], choices[2:])


def again(t: Texts, found: Following, answer: str) -> Screen:
    """The employer's last answer."""
    if answer == "yes":
        return screen(
            t(
                "<b>Vad bra!</b> Jag frågar i god tid nästa gång. Vill ni lägga ut samma veckor för nästa år redan nu?"
            ),
            [
                button(
                    t.plain("Lägg ut för nästa år"),
                    Own(what="copy", placement=found.view.placement_id),
                    "primary",
                )
            ],
            [home_button(t)],
        )
    said = (
        t("<b>Då hör jag av mig i god tid nästa gång.</b> Tack för den här gången.")
        if answer == "ask"
        else t("<b>Då frågar jag inte.</b> Tack för att ni var med, och välkomna tillbaka när ni vill.")
    )
    return screen(said, [home_button(t)])


def went_badly(t: Texts, case: BookingCase, detail: str | None) -> Screen:
    """To the coordinator: who said so, and whom to call."""
    side = t("skolan") if detail == "teacher" else t("arbetsplatsen")
    return screen(
        lines(
            t(
                "<b>Det gick mindre bra hos {employer}, säger {side}.</b>",
                employer=case.employer or "",
                side=side,
            ),
            t(
                "{school}, {weeks}. Ett samtal kan hjälpa inför nästa gång.",
                school=case.school,
                weeks=words.week_range(t, case.first, case.last),
            ),
            contact(t, case.employers_contact),
            contact(t, case.teachers_contact),
        ),
        [
            button(t.plain("Visa bokningen"), Booking(what="case", reservation=case.id)),
            button(t.plain("Det här väntar"), Duty(what="home")),
        ],
    )


def expired(t: Texts, case: BookingCase, _detail: str | None) -> Screen:
    """To the coordinator: nobody answered in time."""
    return screen(
        lines(
            t(
                "<b>{employer} svarade inte {school} i tid.</b>",
                employer=case.employer or "",
                school=case.school,
            ),
            t(
                "{n}, {weeks}. Förfrågan har gått ut och skolan vet det. Ett samtal till arbetsplatsen kan hjälpa.",
                n=t.n("{n} elev", "{n} elever", case.seats),
                weeks=words.week_range(t, case.first, case.last),
            ),
            contact(t, case.employers_contact),
        ),
        [
            button(t.plain("Visa bokningen"), Booking(what="case", reservation=case.id)),
            button(t.plain("Det här väntar"), Duty(what="home")),
        ],
    )
