"""Offering a place, one short question at a time, and the summary before it is published."""

from collections.abc import Sequence
from datetime import date

from handlers.callbacks import Mine, Offer, OfferSet, OfferTerm, OfferWeek, week_code
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Row, Screen, button, in_rows, screen
from handlers.screens.weeks_picker import legend, picker, term_name
from handlers.texts import N_, Html, Texts, lines
from models.forms import AUDIENCES
from models.views import OwnPlacement, PlacementView
from models.vocabulary import FIELD_BY_ID, FIELDS, MUNICIPALITIES
from models.weeks import Term

DETAILS = {
    "hours": N_("Tider"),
    "clothes": N_("Kläder"),
    "lunch": N_("Lunch"),
    "allergies": N_("Allergier på arbetsplatsen"),
    "address": N_("Adress"),
    "other": N_("Annat bra att veta"),
    "contact_name": N_("Kontaktperson"),
    "contact_phone": N_("Telefon"),
}
_ASK_DETAIL = {
    "hours": N_(
        "<b>Vilka tider gäller?</b> Till exempel mån–fre 8–15. Elever i åk 8–9 jobbar högst 7 timmar om dagen."
    ),
    "clothes": N_("<b>Vad ska man ha på sig?</b> Till exempel oömma kläder och inneskor."),
    "lunch": N_("<b>Hur blir det med lunchen?</b> Till exempel: ingår, eller ta med egen."),
    "allergies": N_(
        "<b>Finns det något på arbetsplatsen som kan ge allergi?</b> Till exempel pälsdjur eller nötter."
    ),
    "address": N_("<b>Vilken adress?</b>"),
    "other": N_("<b>Något mer som är bra att veta?</b>"),
    "contact_name": N_(
        "<b>Vem är kontaktperson på plats?</b> Visas bara för den som har en bekräftad bokning."
    ),
    "contact_phone": N_("<b>Vilket telefonnummer?</b> Visas bara för den som har en bekräftad bokning."),
}
AGES = (13, 14, 15, 16, 17, 18)


def _foot(t: Texts, view: PlacementView, back: str | None) -> Row:
    """Back one question, or leave it for later; nothing is lost."""
    later = button(t.plain("Spara till senare"), Offer(what="later", placement=view.id))
    if view.status != "draft":
        return (button(t.plain("‹ Klar med ändringen"), Offer(what="summary", placement=view.id)),)
    if back is None:
        return (later,)
    return (button(t.plain("‹ Tillbaka"), Offer(what=f"ask_{back}", placement=view.id)), later)


def what(t: Texts, view: PlacementView) -> Screen:
    return screen(
        lines(
            t("<b>Vad får praktikanten göra hos er?</b>"),
            t("En mening räcker, till exempel <i>stå i kassan, baka lite, duka av</i>."),
        ),
        _foot(t, view, None),
    )


def field(t: Texts, view: PlacementView, guesses: Sequence[str]) -> Screen:
    """Confirms the guessed field, or lets it be chosen."""
    if not guesses:
        return all_fields(t, view)
    first = guesses[0]
    others = [_field_button(t, view, id_) for id_ in guesses[1:]]
    return screen(
        t("Det låter som <i>{field}</i>.", field=words.field_name(t, first)),
        [button(t.plain("Stämmer"), _set(view, "field", FIELD_BY_ID[first].code), "primary")],
        *in_rows(others, 1),
        [button(t.plain("Välj annat"), Offer(what="fields", placement=view.id))],
        _foot(t, view, "what"),
    )


def all_fields(t: Texts, view: PlacementView) -> Screen:
    choices = [_field_button(t, view, known.id) for known in FIELDS if not known.hidden]
    return screen(t("<b>Vilket område passar bäst?</b>"), *in_rows(choices, 2), _foot(t, view, "what"))


def _field_button(t: Texts, view: PlacementView, field_id: str) -> Button:
    text = f"{words.field_emoji(field_id)} {words.field_name(t, field_id)}"
    return button(text, _set(view, "field", FIELD_BY_ID[field_id].code))


def _set(view: PlacementView, question: str, value: object) -> OfferSet:
    return OfferSet(placement=view.id, question=question, value=str(value))


def place(t: Texts, view: PlacementView, usual: str | None, hint: Html | None = None) -> Screen:
    """Where; the employer's own municipality first."""
    ordered = sorted(MUNICIPALITIES, key=lambda town: town.code != usual)
    choices = [
        button(town.name, _set(view, "place", town.code), "primary" if town.code == usual else None)
        for town in ordered
    ]
    ask = lines(hint, t("<b>Var blir praktiken?</b>"))
    return screen(ask, *in_rows(choices, 3), _foot(t, view, "field"))


def takes(t: Texts, view: PlacementView, hint: Html | None = None) -> Screen:
    choices = [
        button(
            ("☑ " if view.takes & audience else "☐ ") + words.audience_name(t, audience),
            _set(view, "takes", int(audience)),
        )
        for audience in AUDIENCES
    ]
    done = (
        [button(t.plain("Klar"), Offer(what="after_takes", placement=view.id), "primary")]
        if view.takes
        else []
    )
    return screen(
        lines(hint, t("<b>Vilka kan ni ta emot?</b> Flera val går bra.")),
        *in_rows(choices, 2),
        done,
        _foot(t, view, "place"),
    )


def weeks(t: Texts, view: PlacementView, term: Term, today: date, hint: Html | None = None) -> Screen:
    chosen = {week.monday for week in view.weeks}
    rows = picker(
        t,
        term,
        today,
        chosen,
        view.municipality,
        lambda monday: OfferWeek(placement=view.id, week=week_code(monday)),
        lambda other: OfferTerm(placement=view.id, term=other.code),
    )
    done = []
    if chosen:
        label = t.plain("Klar: {weeks}", weeks=words.week_ranges(t, chosen))
        done = [button(label, Offer(what="after_weeks", placement=view.id), "primary")]
    return screen(
        lines(
            hint,
            t("<b>Vilka veckor?</b> {term}", term=term_name(t, term)),
            t("Tryck på veckorna, eller skriv till exempel <i>10–12, 15</i>."),
            legend(t, term, today, view.municipality),
        ),
        *rows,
        done,
        _foot(t, view, "takes"),
    )


def seats(t: Texts, view: PlacementView, hint: Html | None = None) -> Screen:
    choices = [button(str(n), _set(view, "seats", n)) for n in (1, 2, 3, 4)]
    return screen(
        lines(hint, t("<b>Hur många åt gången?</b> Är det fler än fyra skriver du antalet.")),
        choices,
        _foot(t, view, "weeks"),
    )


def direct(t: Texts, view: PlacementView, hint: Html | None = None) -> Screen:
    return screen(
        lines(hint, t("<b>Ska jag fråga er vid varje bokning, eller får skolorna boka direkt?</b>")),
        [
            button(t.plain("Fråga mig"), _set(view, "direct", 0)),
            button(t.plain("Boka direkt"), _set(view, "direct", 1)),
        ],
        _foot(t, view, "seats"),
    )


def unfinished(t: Texts, placement_id: int) -> Screen:
    """There is a draft already."""
    return screen(
        t("<b>Du har ett utkast som inte är klart.</b> Vill du fortsätta på det?"),
        [button(t.plain("Fortsätt på utkastet"), Offer(what="resume", placement=placement_id), "primary")],
        [button(t.plain("Släng det och börja om"), Offer(what="restart", placement=placement_id), "danger")],
        [home_button(t)],
    )


def card(t: Texts, own: OwnPlacement) -> Html:
    """The placement as the employer described it."""
    view = own.placement
    offered = [week.monday for week in view.weeks]
    spans = sorted({week.seats for week in view.weeks})
    seat_words = "–".join(str(n) for n in (spans[:1] + spans[1:][-1:])) or str(view.seats or 1)
    details = [
        t("{name}: {value}", name=t.plain(title), value=value)
        for name, title in DETAILS.items()
        if name not in ("contact_name", "contact_phone") and (value := getattr(view, name))
    ]
    if view.min_age:
        details.append(t("Lägsta ålder: {age} år", age=view.min_age))
    if view.register_extract:
        details.append(t("Utdrag ur belastningsregistret behövs"))
    contact = ", ".join(part for part in (own.contact.name, own.contact.phone) if part)
    return lines(
        t(
            "{emoji} <b>{name}</b>, {place} · {field}",
            emoji=words.field_emoji(view.field),
            name=view.employer or "",
            place=words.place_name(view.municipality),
            field=words.field_name(t, view.field),
        ),
        words.joined([view.what]),
        words.joined(
            [
                words.audience_names(t, view.takes),
                words.week_ranges(t, offered),
                t.plain("{seats} åt gången", seats=seat_words),
                t.plain("skolor bokar direkt") if view.direct else t.plain("ni svarar på varje förfrågan"),
            ]
        ),
        *details,
        t("Kontakt, bara för den som har bokat: {contact}", contact=contact) if contact else None,
    )


def summary(t: Texts, own: OwnPlacement) -> Screen:
    """What will be published, before it is."""
    id_ = own.placement.id
    return screen(
        lines(t("<b>Så här ser det ut:</b>"), card(t, own)),
        [button(t.plain("Publicera"), Offer(what="publish", placement=id_), "success")],
        [
            button(t.plain("Ändra"), Offer(what="edit", placement=id_)),
            button(t.plain("Lägg till tider, kläder, lunch …"), Offer(what="details", placement=id_)),
        ],
        [
            button(t.plain("Spara till senare"), Offer(what="later", placement=id_)),
            button(t.plain("Släng"), Offer(what="discard", placement=id_), "danger"),
        ],
    )


def edit(t: Texts, view: PlacementView) -> Screen:
    """Which answer to change."""
    names = {
        "what": t.plain("Vad man gör"),
        "fields": t.plain("Område"),
        "ask_place": t.plain("Kommun"),
        "ask_takes": t.plain("Vilka som tas emot"),
        "ask_weeks": t.plain("Veckor"),
        "ask_seats": t.plain("Antal platser"),
        "ask_direct": t.plain("Fråga eller boka direkt"),
        "details": t.plain("Tider, kläder, lunch …"),
    }
    choices = [
        button(name, Offer(what="ask_what" if what_ == "what" else what_, placement=view.id))
        for what_, name in names.items()
    ]
    return screen(
        t("<b>Vad vill du ändra?</b>"),
        *in_rows(choices, 2),
        [button(t.plain("‹ Tillbaka"), Offer(what="summary", placement=view.id))],
    )


def details(t: Texts, own: OwnPlacement) -> Screen:
    """What is good to know; tap to fill in."""
    view = own.placement
    filled = {name: getattr(view, name, None) for name in DETAILS}
    filled |= {"contact_name": own.contact.name, "contact_phone": own.contact.phone}
    choices = [
        button(
            ("✓ " if filled[name] else "") + t.plain(title), Offer(what=f"detail_{name}", placement=view.id)
        )
        for name, title in DETAILS.items()
    ]
    age = t.plain("Lägsta ålder: {age} år", age=view.min_age) if view.min_age else t.plain("Lägsta ålder")
    extract = ("☑ " if view.register_extract else "☐ ") + t.plain("Registerutdrag behövs")
    return screen(
        lines(t("<b>Bra att veta</b>"), t("Tryck på det du vill fylla i. Inget av det är tvunget.")),
        *in_rows(choices, 2),
        [
            button(age, Offer(what="ages", placement=view.id)),
            button(extract, _set(view, "extract", int(not view.register_extract))),
        ],
        [button(t.plain("Klar"), Offer(what="summary", placement=view.id), "primary")],
    )


def detail(t: Texts, view: PlacementView, name: str) -> Screen:
    """One thing to know."""
    return screen(
        t(_ASK_DETAIL[name]),
        [button(t.plain("Ta bort"), _set(view, "clear", name))],
        [button(t.plain("‹ Tillbaka"), Offer(what="details", placement=view.id))],
    )


def ages(t: Texts, view: PlacementView) -> Screen:
    choices = [button(str(age), _set(view, "age", age)) for age in AGES]
    return screen(
        t("<b>Hur gammal behöver man vara?</b>"),
        choices,
        [button(t.plain("Ingen gräns"), _set(view, "age", 0))],
        [button(t.plain("‹ Tillbaka"), Offer(what="details", placement=view.id))],
    )


def published(t: Texts, own: OwnPlacement, employer_status: str) -> Screen:
    """The receipt."""
    if employer_status == "approved":
        next_ = t("Platsen syns för skolorna nu. Jag hör av mig när någon vill boka, annars är jag tyst.")
    else:
        next_ = t(
            "Så fort samordnaren har godkänt er syns platsen för skolorna. "
            "Jag hör av mig då, och när någon vill boka."
        )
    return screen(
        lines(t("<b>✓ Publicerat.</b>"), card(t, own), next_),
        [
            button(t.plain("Mina platser"), Mine(page=0)),
            button(t.plain("Erbjud fler"), Offer(what="new", placement=0)),
        ],
        [home_button(t)],
    )


def saved(t: Texts) -> Screen:
    return screen(
        t("<b>Sparat.</b> Utkastet ligger kvar tills du vill fortsätta."),
        [button(t.plain("Fortsätt på utkastet"), Offer(what="new", placement=0))],
        [home_button(t)],
    )


def discarded(t: Texts) -> Screen:
    return screen(
        t("<b>Utkastet är slängt.</b>"),
        [button(t.plain("Erbjud praktikplatser"), Offer(what="new", placement=0))],
        [home_button(t)],
    )
