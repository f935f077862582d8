"""The addresses of buttons. Each names an action and ids, at most 64 bytes, and means the same for ever.

A class never gains or loses a field: old buttons would die. A new shape gets a new prefix.
"""

from datetime import date, timedelta

from handlers.address import Address

_EPOCH = date(2000, 1, 3)


def week_code(monday: date) -> int:
    """A Monday as a short number."""
    return (monday - _EPOCH).days // 7


def week_from_code(code: int) -> date:
    """Raises `LookupError` for a number that is no week of this century."""
    if not 0 <= code < 5200:
        raise LookupError("week")
    return _EPOCH + timedelta(weeks=code)


class Menu(Address, prefix="m"):
    """Opens a part of the menu: home, help, human, language, roles, privacy."""

    to: str


class Apart(Address, prefix="ap"):
    """Marks a message that says several things at once, and opens the menu below it."""

    to: str


class Speak(Address, prefix="l"):
    language: str


class ActAs(Address, prefix="r"):
    role: str


class Begin(Address, prefix="b"):
    """A first choice: employer, teacher, invitation."""

    role: str


class Follow(Address, prefix="g"):
    """A link across the introduction: o(pen), w(elcome), p(rivacy), or in s(wedish), e(nglish)."""

    what: str
    payload: str


class Share(Address, prefix="sh"):
    """Draws the code of a link: to a p(lacement), a s(earch) or by an i(nvitation)."""

    what: str
    about: str


# The employer's side.


class Register(Address, prefix="e"):
    """A tapped answer while an employer is registered: sole, later, place, contact, back, cancel."""

    employer: int
    what: str
    value: str


class Offer(Address, prefix="o"):
    """Something about offering a placement: new, resume, discard, publish, later, summary, edit…"""

    what: str
    placement: int


class OfferSet(Address, prefix="os"):
    """A tapped answer in the offering of a placement: which question and which value."""

    placement: int
    question: str
    value: str


class OfferWeek(Address, prefix="ow"):
    """Turns a week on or off, shown in a term."""

    placement: int
    week: int


class OfferTerm(Address, prefix="ot"):
    """Turns the week picker to another term, such as 2027s."""

    placement: int
    term: str


class Mine(Address, prefix="pm"):
    """A page of the employer's own placements."""

    page: int


class Own(Address, prefix="p"):
    """Something about one of the employer's own placements: open, pause, resume, withdraw, copy…"""

    what: str
    placement: int


class CopyTo(Address, prefix="pc"):
    """Copies one of the employer's own placements to a term, such as 2027a."""

    placement: int
    term: str


class Workplace(Address, prefix="w"):
    """The employer's own facts: open, or ask for one of them."""

    what: str
    employer: int


class WorkplaceTown(Address, prefix="wt"):
    """Moves the employer to a municipality."""

    employer: int
    town: str


class OwnWeek(Address, prefix="pw"):
    """Sets the seats of one week."""

    placement: int
    week: int
    seats: int


# The teacher's side.


class Join(Address, prefix="j"):
    """A tapped answer while a teacher joins: town, school, other, phone."""

    what: str
    id: int


class Find(Address, prefix="s"):
    """Something about a search: new, open, weeks, seats, places, fields, words, form…"""

    what: str
    search: int


class FindSet(Address, prefix="ss"):
    """Sets one thing of a search."""

    search: int
    what: str
    value: str


class FindPage(Address, prefix="sp"):
    """A page of hits."""

    search: int
    page: int


class Card(Address, prefix="c"):
    """Opens a placement from page `page` of a search."""

    search: int
    page: int
    placement: int


class Reserve(Address, prefix="rv"):
    """Sends a request: `weeks` weeks from `first`. `mark` tells one card that was shown from another."""

    search: int
    placement: int
    first: int
    weeks: int
    seats: int
    mark: str


class CardWish(Address, prefix="cw"):
    """A card for other weeks or seats: card, weeks or number; `weeks` weeks from `first`, 0 for none yet."""

    what: str
    search: int
    page: int
    placement: int
    first: int
    weeks: int
    seats: int


class Watching(Address, prefix="wa"):
    """Watches: list, begin (for a search), and of one watch: open, end, resume."""

    what: str
    id: int


class TurnedUp(Address, prefix="tu"):
    """Opens a place that turned up for a watch."""

    watch: int
    placement: int


# Reservations, either side.


class Bookings(Address, prefix="bs"):
    """A page of reservations: `side` is t(eacher), e(mployer) or c(oordinator), `state` a group of states.

    For the coordinator also e12 or s12: all of that employer or school.
    """

    side: str
    state: str
    page: int


class Booking(Address, prefix="bk"):
    """Something about one reservation: open, cancel, cancelled, change, yes, no, label…; case: overseen."""

    what: str
    reservation: int


class BookingSet(Address, prefix="bx"):
    """Sets one thing of a reservation: seats, first, last, reason…"""

    reservation: int
    what: str
    value: str


class SeenPage(Address, prefix="sn"):
    """A page of what has been said about a reservation."""

    reservation: int
    page: int


# The coordinator's side.


class Duty(Address, prefix="d"):
    """What waits for a coordinator: home, employers, teachers, unanswered, invite…"""

    what: str


class Slow(Address, prefix="du"):
    """A page of the requests that nobody has answered."""

    page: int


class Decide(Address, prefix="dd"):
    """Approves (1) or refuses (0) an employer (e) or a teacher (t)."""

    about: str
    id: int
    yes: int


class Invite(Address, prefix="di"):
    """Invites: a municipality's schools (p), a school's teachers (s), colleagues (e), coordinators (c)."""

    whom: str
    id: int


# What a notice asks, and how notices come.


class Reply(Address, prefix="an"):
    """Answers what was asked about a reservation: heard, extract, here, how, again; `value` is the answer."""

    question: str
    reservation: int
    value: str


class Tick(Address, prefix="tk"):
    """Ticks a line of the employer's checklist (supervisor, safety, first_day), or with 0 takes it back."""

    what: str
    reservation: int
    done: int


class Away(Address, prefix="aw"):
    """So many pupils are ill or didn't come; 0 asks how many."""

    reservation: int
    number: int


class Later(Address, prefix="z"):
    """The same reminder once more: `kind` and `detail` as in the timetable, `to` is tomorrow or monday."""

    kind: str
    detail: str
    reservation: int
    to: str


class OfferAgain(Address, prefix="og"):
    """Answers the question about a coming term: same, change, no, tomorrow, monday."""

    what: str
    employer: int
    term: str


class EmptyWeeks(Address, prefix="ew"):
    """Weeks that nobody booked, beginning with `week`: keep or drop."""

    what: str
    placement: int
    week: int


class Remind(Address, prefix="pr"):
    """How reminders come. `what` opens home, hours, groups, ahead, or sets hour, mute, unmute, weeks."""

    what: str
    value: str
