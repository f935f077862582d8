"""What was decided about an employer or a teacher."""

from handlers.callbacks import Find, Mine, Offer
from handlers.screens.coordinating import teacher as teacher_case
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, button, screen
from handlers.texts import Texts, lines
from models.coordinating import TeacherCase
from models.employers import EmployerView
from models.notices import Kind


def employer(t: Texts, kind: Kind, view: EmployerView) -> Screen:
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


def teacher(t: Texts, kind: Kind, case: TeacherCase) -> Screen:
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
