"""However long and odd the texts: every notice and every screen of them is one that Telegram takes."""

from collections.abc import Callable

import pytest

from handlers import finding
from handlers.choices import Choice
from handlers.screens import (
    cards,
    coordinating,
    joining,
    offering,
    overseeing,
    placements,
    reservations,
    results,
    watching,
)
from handlers.screens.notices import Facts, render
from handlers.screens.screen import Screen
from handlers.texts import LANGUAGES, Texts, texts
from models.notices import Kind
from models.overseeing import Among
from models.search import CAP, Found, Wish
from models.search_page import Hit
from models.timetable import TIMETABLE
from models.vocabulary import FIELD_BY_ID, MUNICIPALITIES
from models.watching import MOST
from models.weeks import WEEK
from scheduler import reach
from scheduler.timetable import CASES, TRUE_WHILE
from tests.screens import longest
from tests.screens.longest import FILLS, HUGE, MONDAY, NOW, Fill
from tests.telegram_limits import faults_of_keyboard, faults_of_text

every_fill = pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
every_language = pytest.mark.parametrize("t", [texts(language) for language in LANGUAGES], ids=LANGUAGES)


def faults(screen: Screen) -> list[str]:
    return faults_of_text(screen.text) + faults_of_keyboard(screen.keyboard()["inline_keyboard"])


_TEACHER = Kind.UNREACHABLE_TEACHER
FOLLOWED = {
    Kind.EXTRACT,
    Kind.WHO_COMES,
    Kind.REMIND_EMPLOYER,
    Kind.REMIND_TEACHER,
    Kind.HEARD,
    Kind.FIRST_DAY,
    Kind.ABSENT,
    Kind.AFTER_EMPLOYER,
    Kind.AFTER_TEACHER,
}
ABOUT: dict[Kind, Callable[[Fill], Facts]] = {
    Kind.EMPLOYER_WAITS: lambda fill: longest.employer_case(fill, "waiting"),
    Kind.EMPLOYER_APPROVED: longest.employer,
    Kind.EMPLOYER_REFUSED: longest.employer,
    Kind.TEACHER_WAITS: lambda fill: longest.teacher_case(fill, "waiting"),
    Kind.TEACHER_APPROVED: lambda fill: longest.teacher_case(fill, "approved"),
    Kind.TEACHER_REFUSED: lambda fill: longest.teacher_case(fill, "refused"),
    Kind.OFFER_AGAIN: longest.earlier,
    Kind.NOBODY_COMES: longest.empty_weeks,
    Kind.TURNED_UP: longest.turned_up,
}
# What stands behind the timetable's own detail, where something does.
FURTHER = {Kind.ABSENT: "/2027-03-15/99", Kind.NOBODY_COMES: "2027-01-04", Kind.OFFER_AGAIN: "2028s"}


def facts_of(kind: Kind, fill: Fill) -> list[Facts]:
    """What a notice of this kind may be about, in each state in which it is still said."""
    if kind in ABOUT:
        return [ABOUT[kind](fill)]
    if kind in CASES:
        return [longest.booking_case(fill, status) for status in TRUE_WHILE[kind]]
    made = longest.following if kind in FOLLOWED else longest.reservation
    return [made(fill, status, mine=mine) for status in TRUE_WHILE[kind] for mine in (True, False)]


def details_of(kind: Kind) -> set[str | None]:
    if kind is Kind.HEARD:
        return {"yes", "no"}
    told = {row.detail for row in TIMETABLE if row.kind is kind}
    return {(detail or "") + FURTHER[kind] for detail in told} if kind in FURTHER else told


@every_fill
def test_the_texts_are_as_long_as_the_rules_keep_them(fill: Fill) -> None:
    assert longest.is_kept(fill)
    assert all(len(fill(length).encode("utf-16-le")) >= 2 * length - 4 for length in (40, 500))


@every_fill
@every_language
@pytest.mark.parametrize("kind", sorted(set(Kind) - set(reach.KINDS)))
def test_every_notice_fits(kind: Kind, t: Texts, fill: Fill) -> None:
    for facts in facts_of(kind, fill):
        for detail in details_of(kind):
            assert faults(render(t, kind, facts, detail)) == []


@every_fill
@every_language
def test_the_news_that_somebody_is_out_of_reach_fits(t: Texts, fill: Fill) -> None:
    shown = [
        reach.render(t, Kind.UNREACHABLE_COORDINATOR, longest.lost(fill)),
        *(
            reach.render(t, Kind.UNREACHABLE_COORDINATOR, longest.booking_case(fill, status))
            for status in ("requested", "confirmed")
        ),
        *(
            reach.render(
                t, kind, longest.reservation(fill, "confirmed", mine=kind is Kind.UNREACHABLE_TEACHER)
            )
            for kind in (_TEACHER, Kind.UNREACHABLE_EMPLOYER)
        ),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


@every_fill
@every_language
def test_every_screen_of_a_place_fits(t: Texts, fill: Fill) -> None:
    place, own = longest.placement(fill), longest.own(fill)
    shown = [
        offering.summary(t, longest.own(fill, "draft")),
        offering.edit(t, place),
        offering.details(t, own),
        offering.published(t, own, "waiting"),
        placements.own(t, own, MONDAY),
        placements.copy_to(t, own, MONDAY),
        placements.own(t, longest.own(fill, "withdrawn"), MONDAY),
        placements.by_week(t, own, MONDAY),
        placements.really_withdraw(t, own, 12),
        placements.own_list(t, [place] * placements.PAGE, HUGE, HUGE // 6 - 1),
        *(offering.detail(t, place, name) for name in offering.DETAILS),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


@every_fill
@every_language
def test_every_screen_of_a_search_fits(t: Texts, fill: Fill) -> None:
    place = longest.placement(fill)
    everywhere = tuple(town.code for town in MUNICIPALITIES)
    wish = Wish(None, MONDAY, MONDAY + 59 * WEEK, 99, everywhere, tuple(FIELD_BY_ID), fill(200))
    hits = (Hit(longest.listed(fill), 59, MONDAY),) * finding.PAGE
    listing = finding.Listing(HUGE, wish, 39, Found(hits, CAP, 60))
    nothing = finding.Listing(HUGE, wish, 0, Found((), 0, 60), finding_looser(wish))
    choice = Choice(MONDAY, 1, 99)
    shown = [
        results.results(t, listing),
        results.results(t, nothing),
        cards.card(t, place, wish, HUGE, 39, NOW),
        cards.card(t, place, Wish(), HUGE, 39, NOW),
        cards.pick_weeks(t, place, choice, HUGE, 39, NOW),
        cards.pick_number(t, place, choice, HUGE, 39, NOW),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


def finding_looser(wish: Wish) -> tuple[finding.Looser, ...]:
    longest_field = max(FIELD_BY_ID.values(), key=lambda field: len(field.sv)).id
    tried = [("near", town.code) for town in MUNICIPALITIES] + [("kin", longest_field)]
    tried += [("drop", value) for value in finding.dropable(wish)]
    return tuple(finding.Looser(what, value, wish, CAP) for what, value in tried)


@every_fill
@every_language
def test_every_screen_of_watches_fits(t: Texts, fill: Fill) -> None:
    watch = longest.watched(fill)
    shown = [
        watching.begun(t, watch, HUGE),
        watching.listing(t, [watch] * MOST),
        watching.ended(t, watch),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


@every_fill
@every_language
def test_every_screen_of_reservations_fits(t: Texts, fill: Fill) -> None:
    shown = []
    for mine, side in ((True, "t"), (False, "e")):
        for status in (
            "requested",
            "confirmed",
            "completed",
            "declined",
            "expired",
            "cancelled",
            "withdrawn",
        ):
            view = longest.reservation(fill, status, mine=mine)
            shown += [
                reservations.one(t, view),
                reservations.listing(
                    t, side, f"p{HUGE}", [view] * reservations.PAGE, HUGE, {status: HUGE}, HUGE // 6 - 1
                ),
                reservations.fewer(t, view),
                reservations.why(t, view, "out"),
                reservations.really_cancel(t, view),
                reservations.change_seats(t, view),
                reservations.change_weeks(t, view),
                reservations.ask_label(t, view),
            ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


@every_fill
@every_language
def test_every_screen_of_a_coordinators_bookings_fits(t: Texts, fill: Fill) -> None:
    found, case = longest.overseen(fill, "requested"), longest.booking_case(fill, "requested")
    listed, counts = [found] * overseeing.PAGE, {"requested": HUGE, "expired": HUGE}
    shown = [
        overseeing.one(t, found, case),
        *(
            overseeing.listing(t, state, among, listed, HUGE, counts, HUGE // 6 - 1)
            for state, among in (
                ("live", Among()),
                (f"e{HUGE}", Among(employer_id=HUGE)),
                (f"s{HUGE}", Among(school_id=HUGE)),
            )
        ),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)


@every_fill
@every_language
def test_every_list_of_schools_and_cases_fits(t: Texts, fill: Fill) -> None:
    schools = [(HUGE, fill(120))] * 30
    shown = [
        coordinating.schools(t, "1443", schools),
        joining.school(t, "1443", schools),
        joining.phone(t, fill(120)),
        coordinating.employer(t, longest.employer_case(fill, "approved")),
        coordinating.teacher(t, longest.teacher_case(fill, "refused")),
        coordinating.invitation(
            t, fill(120), "i_abcdefghijklmnop", "https://t.me/praktikplatsen_bot?start=i_abcdefghijklmnop"
        ),
    ]
    assert [faults(screen) for screen in shown] == [[]] * len(shown)
