"""What is written outside a running question: it becomes the right screen, or an honest question back."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers import (
    coordinating,
    mending,
    offering_in_words,
    placements,
    reservations,
    start,
    undoing,
    watching,
)
from handlers import reminding as reminding_of
from handlers.callbacks import Booking, Bookings, Duty, Mine, Own, Speak
from handlers.going_on import go_on
from handlers.mending import Meant
from handlers.screens import hearing as screens
from handlers.screens import menu
from handlers.screens.screen import Screen
from handlers.visit import Visit
from handlers.wishing import missing_week, wish_of
from models import search, views
from models.not_understood import Missed
from models.people import Who
from models.refining import refinement
from models.reminding import reminding
from models.reservations import LIVE
from models.search import Wish
from models.several import several
from models.understanding import Utterance, understand
from models.understanding.utterance import Role
from models.views import ReservationView
from models.vocabulary import stems
from models.weeks import local_day

ROLE_NAMES: dict[str, Role] = {"teacher": "teacher", "employer": "employer"}
_WATCHES = ("teacher", "coordinator")
_MATCHING = 50
_A_NAME = 4
BOOKINGS = re.compile(r"\b(?:bokning|booking|reservation)", re.IGNORECASE)
# What a coordinator has to decide, also written without dots.
_WAITS = re.compile(r"\b(?:v\wntar|godk\wnna|waiting|pending|to approve)\b", re.IGNORECASE)


async def hear(visit: Visit, text: str) -> Screen:
    """The screen that a sentence asks for."""
    asked = reminding(text)
    reminded = await reminding_of.serve(visit, asked) if asked is not None else None
    if reminded is not None:
        visit.heard = "reminding"
        return reminded
    today, role = local_day(visit.now), ROLE_NAMES.get(visit.who.role or "", "unknown")
    wishes = several(text, today, role)
    if wishes:
        visit.heard = "several"
        return await _offer_steps(visit, wishes)
    said = understand(text, today, role)
    visit.heard = said.intent
    shown = await _serve(visit, text, said, today)
    return screens.repaired(visit.t, shown, said.repairs) if said.repairs else shown


async def _serve(visit: Visit, text: str, said: Utterance, today: date) -> Screen:
    goes_on = refinement(text, said)
    if goes_on in ("watch", "watches") and visit.who.role in _WATCHES:
        visit.heard = goes_on
        return await _watch(visit, said, goes_on == "watches")
    if goes_on == "undo":
        return await undoing.undo(visit)
    if goes_on is None and said.intent == "search" and wish_of(said) == Wish():
        # "och v 99?" says nothing that can be looked for: the search before stays.
        goes_on = "change" if missing_week(text, said, today) is not None else None
    gone_on = await go_on(visit, text, said, goes_on)
    if gone_on is not None:
        return _without_missing_week(visit, text, said, today, _as_meant(visit, gone_on))
    if visit.who.role == "coordinator" and said.intent in ("other", "reservations") and _WAITS.search(text):
        visit.heard = "waiting"
        return await coordinating.duty(visit, Duty(what="home"))
    if said.intent == "other" and (found := await _name(visit, text)) is not None:
        return found
    # An employer's "my bookings" is read as what they have; it is who comes.
    who_comes = said.intent == "placements" and BOOKINGS.search(text)
    served = await _SERVED["reservations" if who_comes else said.intent](visit, said)
    if said.intent not in ("search", "offer"):
        return served
    return _without_missing_week(visit, text, said, today, served)


def _without_missing_week(visit: Visit, text: str, said: Utterance, today: date, served: Screen) -> Screen:
    """Says so where a week was asked for that doesn't exist."""
    number = missing_week(text, said, today)
    if number is None:
        return served
    visit.missed = Missed.NO_SUCH_WEEK
    return screens.no_such_week(visit.t, served, number)


async def _watch(visit: Visit, said: Utterance, listed: bool) -> Screen:
    """Watches for what the sentence says, else for what was looked for last."""
    if listed:
        return await watching.all_(visit)
    wish = wish_of(said) if said.intent == "search" else Wish()
    return await watching.begin_in_words(visit, None if wish == Wish() else wish)


async def _search(visit: Visit, said: Utterance) -> Screen:
    return _as_meant(visit, await visit.write(_begin, visit.who, said, visit.now))


def _as_meant(visit: Visit, meant: Meant) -> Screen:
    if visit.who.role is not None:
        return screens.as_meant(visit.t, meant)
    listed = screens.welcome_to_search(visit.t, meant.listing)
    return screens.repaired(visit.t, listed, meant.repairs) if meant.repairs else listed


def _begin(session: Session, who: Who, said: Utterance, now: datetime) -> Meant:
    return mending.widened(session, who, mending.begun(session, who, wish_of(said), now), now)


async def _offer(visit: Visit, said: Utterance) -> Screen:
    return await offering_in_words.offer(visit, said)


async def _reservations(visit: Visit, _said: Utterance) -> Screen:
    if visit.who.role is None:
        return menu.home(visit.t, visit.who)
    return await reservations.listing(visit, Bookings(side=visit.who.role[0], state="live", page=0))


async def _placements(visit: Visit, said: Utterance) -> Screen:
    if visit.who.role == "employer":
        return await placements.mine(visit, Mine(page=0))
    return await _reservations(visit, said)


async def _cancel(visit: Visit, said: Utterance) -> Screen:
    """One reservation that fits is asked about at once, else the list is shown."""
    fitting = await visit.read(reservations_meant, visit.who, said)
    if len(fitting) == 1:
        what = "cancel" if fitting[0].mine else "open"
        return await reservations.tap(visit, Booking(what=what, reservation=fitting[0].id))
    return screens.which(visit.t, await _reservations(visit, said))


def reservations_meant(session: Session, who: Who, said: Utterance) -> list[ReservationView]:
    """The person's live reservations in the weeks that were named, at the workplace that was named."""
    if who.role == "teacher":
        found, _ = views.teachers_reservations(session, who.id, LIVE, _MATCHING)
    elif who.role == "employer":
        found, _ = views.employers_reservations(session, who.id, LIVE, _MATCHING)
    else:
        return []
    if said.weeks is not None:
        first, last = said.weeks
        found = [view for view in found if view.first <= last and view.last >= first]
    if said.employer:
        named = said.employer.casefold()
        found = [view for view in found if named in (view.employer or "").casefold()]
    return found


async def _withdraw(visit: Visit, said: Utterance) -> Screen:
    """A week's reservation that can't be kept, or the one place there is; else the list."""
    if visit.who.role != "employer":
        return await _cancel(visit, said)
    if said.weeks is not None:
        fitting = await visit.read(reservations_meant, visit.who, said)
        if len(fitting) == 1:
            return await reservations.tap(visit, Booking(what="open", reservation=fitting[0].id))
    listed, total = await visit.read(views.own_placements, visit.who.id, 1)
    if total == 1 and listed[0].status in ("published", "paused"):
        return await placements.tap(visit, Own(what="withdraw", placement=listed[0].id))
    return screens.which(visit.t, await placements.mine(visit, Mine(page=0)))


async def _help(visit: Visit, _said: Utterance) -> Screen:
    return menu.help_(visit.t, visit.who)


async def _language(visit: Visit, said: Utterance) -> Screen:
    other = "en" if visit.t.language == "sv" else "sv"
    asked = said.language if said.language != visit.t.language else other
    return await start.speak(visit, Speak(language=asked))


async def _greeting(visit: Visit, _said: Utterance) -> Screen:
    return screens.greeting(visit.t, visit.who)


async def _thanks(visit: Visit, _said: Utterance) -> Screen:
    return screens.thanks(visit.t)


async def _human(visit: Visit, _said: Utterance) -> Screen:
    return screens.human(visit.t)


async def _lost(visit: Visit, _said: Utterance) -> Screen:
    visit.missed = Missed.SENTENCE
    return screens.did_you_mean(visit.t, visit.who)


async def _name(visit: Visit, text: str) -> Screen | None:
    """A few words that nothing is known about may be a workplace's name: what finds something is shown."""
    if not stems(text) or len(text.split()) > _A_NAME or visit.who.role is None:
        return None
    words = " ".join(text.split())
    meant = await visit.write(mending.found_by_words, visit.who, words, visit.now)
    return None if meant is None else _as_meant(visit, meant)


_SERVED: dict[str, Callable[[Visit, Utterance], Awaitable[Screen]]] = {
    "search": _search,
    "offer": _offer,
    "reservations": _reservations,
    "placements": _placements,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "help": _help,
    "language": _language,
    "greeting": _greeting,
    "thanks": _thanks,
    "human": _human,
    "other": _lost,
}


async def _offer_steps(visit: Visit, wishes: list[tuple[str, Utterance]]) -> Screen:
    steps = await visit.write(_keep_steps, visit.who, [said for _, said in wishes], visit.now)
    return screens.steps(visit.t, visit.who, steps)


def _keep_steps(
    session: Session, who: Who, wishes: list[Utterance], now: datetime
) -> list[tuple[Utterance, int]]:
    """Keeps each wish, so that its button leads to it: a search or a draft; 0 for what needs none."""
    kept = []
    for said in wishes:
        about = 0
        if said.intent == "search":
            about = search.begin(session, who.id, wish_of(said), now)
        elif said.intent == "offer" and who.employer_id is not None:
            about, _ = offering_in_words.begin(session, who, said, now)
        kept.append((said, about))
    return kept
