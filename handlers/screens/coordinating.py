"""A coordinator's morning: what waits, whom to vouch for, whom to invite."""

from collections.abc import Sequence

from handlers.callbacks import Booking, Decide, Duty, Invite, Share, Slow
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.placements import pages
from handlers.screens.screen import Button, Screen, button, in_rows, link, screen
from handlers.texts import Html, Texts, lines
from models.coordinating import EmployerCase, TeacherCase, Unanswered, Waiting
from models.vocabulary import MUNICIPALITIES

PAGE = 5


def waiting(t: Texts, counts: Waiting) -> Screen:
    """What waits, with a way into each."""
    if not (counts.employers or counts.teachers or counts.unanswered):
        return screen(
            t("<b>Allt är gjort.</b> Inget väntar på dig just nu, jag hör av mig när något gör det."),
            [_missed_button(t)],
            [home_button(t)],
        )
    rows = []
    if counts.employers:
        rows.append(
            [
                button(
                    t.plain("Arbetsgivare att godkänna ({n})", n=counts.employers),
                    Duty(what="employers"),
                    "primary",
                )
            ]
        )
    if counts.teachers:
        rows.append(
            [
                button(
                    t.plain("Lärare att godkänna ({n})", n=counts.teachers), Duty(what="teachers"), "primary"
                )
            ]
        )
    if counts.unanswered:
        rows.append([button(t.plain("Utan svar ({n})", n=counts.unanswered), Slow(page=0))])
    parts = (
        t.n("{n} arbetsgivare", "{n} arbetsgivare", counts.employers),
        t.n("{n} lärare", "{n} lärare", counts.teachers),
        t.n(
            "{n} förfrågan utan svar sedan ett dygn",
            "{n} förfrågningar utan svar sedan ett dygn",
            counts.unanswered,
        ),
    )
    shown = " · ".join(
        part
        for part, number in zip(parts, (counts.employers, counts.teachers, counts.unanswered), strict=True)
        if number
    )
    return screen(lines(t("<b>Det här väntar:</b>"), shown), *rows, [_missed_button(t)], [home_button(t)])


def _missed_button(t: Texts) -> Button:
    return button(t.plain("Vad boten inte förstod"), Duty(what="missed"))


def unanswered(t: Texts, listed: Sequence[Unanswered], total: int, page: int) -> Screen:
    """Requests that wait for an employer, and whom to call."""
    if not listed:
        return screen(t("<b>Alla har fått svar.</b>"), _home(t))
    shown = [
        lines(
            t(
                "{number}. <b>{employer}</b>, {weeks}: {n} från {school}",
                number=number,
                employer=one.employer or "?",
                weeks=words.week_range(t, one.first, one.last),
                n=t.n("{n} elev", "{n} elever", one.seats),
                school=one.school,
            ),
            t(
                "Sedan {since}, gäller till {until}",
                since=words.moment(t, one.created_at),
                until=words.moment(t, one.answer_by) if one.answer_by else "–",
            ),
            _contact(t, one.contact_name, one.contact_phone),
        )
        for number, one in enumerate(listed, page * PAGE + 1)
    ]
    numbers = [
        button(str(number), Booking(what="case", reservation=one.id))
        for number, one in enumerate(listed, page * PAGE + 1)
    ]
    return screen(
        Html("\n\n".join([t("<b>Väntar på svar från arbetsgivaren</b>"), *shown])),
        numbers,
        pages(t, page, total, PAGE, lambda to: Slow(page=to)),
        _home(t),
    )


def _contact(t: Texts, name: str | None, phone: str | None) -> Html | None:
    shown = ", ".join(part for part in (name, phone) if part)
    return t("Kontakt: {contact}", contact=shown) if shown else None


def employer(t: Texts, case: EmployerCase) -> Screen:
    """An employer to vouch for."""
    if case.org_number:
        number = t("Organisationsnummer {number}", number=case.org_number)
    elif case.sole_trader:
        number = t("Enskild firma, inget nummer sparas")
    else:
        number = t("Har inte angett organisationsnummer")
    text = lines(
        t(
            "<b>{name}</b>, {place} vill erbjuda platser.",
            name=case.name or "?",
            place=words.place_name(case.municipality),
        ),
        number,
        _contact(t, case.contact_name, case.contact_phone),
        *(t("• {offer}", offer=offer[:200]) for offer in case.offers),
        _decided(t, case.status),
    )
    return screen(text, *_decision(t, "e", case.id, case.status), _home(t))


def teacher(t: Texts, case: TeacherCase) -> Screen:
    """A teacher to let in."""
    text = lines(
        t(
            "<b>{person}</b> vill boka för <b>{school}</b>, {place}.",
            person=case.person,
            school=case.school,
            place=words.place_name(case.municipality),
        ),
        t("Godkänn bara den du vet hör till skolan."),
        _decided(t, case.status),
    )
    return screen(text, *_decision(t, "t", case.id, case.status), _home(t))


def nothing_left(t: Texts) -> Screen:
    """The last one of a kind is decided."""
    return screen(t("<b>Klart.</b> Inget mer att godkänna här."), _home(t))


def municipalities(t: Texts) -> Screen:
    """Where the school to invite is."""
    choices = (button(place.name, Invite(whom="p", id=int(place.code))) for place in MUNICIPALITIES)
    return screen(t("<b>I vilken kommun ligger skolan?</b>"), *in_rows(choices, 2), [home_button(t)])


def schools(t: Texts, municipality: str, listed: Sequence[tuple[int, str]]) -> Screen:
    """Which school to invite; a new one is written."""
    choices = (button(name, Invite(whom="s", id=id_)) for id_, name in listed)
    return screen(
        lines(
            t("<b>Vilken skola i {place}?</b>", place=words.place_name(municipality)),
            t("Finns den inte i listan skriver du namnet."),
        ),
        *in_rows(choices, 2),
        [home_button(t)],
    )


def invitation(t: Texts, to: str, token: str, address: str) -> Screen:
    """A link to pass on."""
    return screen(
        lines(
            t("<b>Här är länken till {to}.</b>", to=to),
            Html(f"<code>{address}</code>"),
            t("Skicka den till dem det gäller. Den fungerar i 90 dagar och för flera personer."),
        ),
        [
            button(t.plain("Visa som QR-kod"), Share(what="i", about=token)),
            link(t.plain("Prova länken"), address),
        ],
        [home_button(t)],
    )


def _decided(t: Texts, status: str) -> Html | None:
    return {"approved": t("✓ Godkänd."), "refused": t("✕ Nekad.")}.get(status)


def _decision(t: Texts, about: str, id_: int, status: str) -> list[list[Button]]:
    yes = button(t.plain("Godkänn"), Decide(about=about, id=id_, yes=1), "success")
    no = button(t.plain("Neka"), Decide(about=about, id=id_, yes=0), "danger")
    return [[choice for choice, over in ((yes, "approved"), (no, "refused")) if status != over]]


def _home(t: Texts) -> list[Button]:
    return [button(t.plain("Det här väntar"), Duty(what="home")), home_button(t)]
