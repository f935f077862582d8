"""Reminders that are put off: they come again on the chosen day, while they make sense, and not before."""

from collections.abc import Sequence
from datetime import date

import pytest

from models import closing, preferences, putting_off, reservations
from models.notices import Kind
from models.refusals import Refused
from models.store import Store
from models.timetable_row import Group
from tests.cast import NOW, V11
from tests.timetable.postman import Said, deliver, waiting
from tests.timetable.test_kinds import at, kinds, ready, unanswered


async def test_a_reminder_put_off_until_monday_comes_again_then_and_only_while_it_holds(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-02-22"))
    later = putting_off.put_off
    arguments = (cast.owner, Kind.REMIND_EMPLOYER, "14", booking, "tomorrow", at("2027-02-22", 9))
    for _ in range(2):
        assert await store.write(later, *arguments) == date(2027, 2, 23)
    assert await store.read(unanswered, cast.owner) == []
    # Another hour plans anew and leaves what was put off.
    await store.write(preferences.remind_at, cast.owner, 10, at("2027-02-22", 12))
    assert kinds(await store.write(deliver, at("2027-02-23", 10)), cast.owner) == ["remind_employer/14"]
    await store.write(later, cast.teacher, Kind.REMIND_TEACHER, "14", booking, "tomorrow", at("2027-02-23"))
    await store.write(reservations.change, cast.teacher, booking, 2, V11, V11, at("2027-02-24"))
    assert kinds(await store.write(deliver, at("2027-03-01")), cast.teacher) == ["remind_teacher/14"]
    assert len(await store.read(waiting, Kind.REMIND_TEACHER)) == 2


async def test_what_was_put_off_until_the_next_reminder_is_not_said_beside_it(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-02-22"))
    asked = (cast.teacher, Kind.REMIND_TEACHER, "14", booking)
    assert await store.write(putting_off.put_off, *asked, "monday", at("2027-02-22", 9)) == date(2027, 3, 1)
    assert kinds(await store.write(deliver, at("2027-03-01")), cast.teacher) == ["remind_teacher/7"]


async def test_muting_a_subject_also_forgets_what_of_it_was_put_off(store: Store) -> None:
    cast, booking = await ready(store)
    now = at("2027-02-22")
    await store.write(putting_off.put_off, cast.teacher, Kind.REMIND_TEACHER, "14", booking, "tomorrow", now)
    await store.write(preferences.mute, cast.teacher, Group.PREPARE, True, now)
    assert kinds(await store.write(deliver, at("2027-02-23")), cast.teacher) == []


async def test_what_begins_before_then_cannot_be_put_off(store: Store) -> None:
    cast, booking = await ready(store)
    put_off = putting_off.put_off
    with pytest.raises(Refused, match="too_late"):
        await store.write(
            put_off, cast.teacher, Kind.REMIND_TEACHER, "7", booking, "monday", at("2027-03-02")
        )
    with pytest.raises(LookupError):
        await store.write(put_off, cast.teacher, Kind.REMIND_TEACHER, "1", booking, "tomorrow", NOW)
    with pytest.raises(Refused, match="not_yours"):
        await store.write(put_off, cast.owner, Kind.REMIND_TEACHER, "14", booking, "monday", NOW)


@pytest.mark.parametrize(
    ("kind", "detail", "said", "last", "too_late"),
    [
        # It makes sense until the checklist, which says it too.
        (Kind.WHO_COMES, "", "2027-02-15", "2027-02-18", "2027-02-19"),
        # On the last working day it is said who comes.
        (Kind.REMIND_EMPLOYER, "7", "2027-03-01", "2027-03-03", "2027-03-04"),
        (Kind.AFTER_EMPLOYER, "", "2027-03-22", "2027-04-21", "2027-04-22"),
    ],
)
async def test_what_has_days_to_spare_is_put_off_while_it_makes_sense(
    store: Store, kind: Kind, detail: str, said: str, last: str, too_late: str
) -> None:
    cast, booking = await ready(store)
    which = f"{kind}/{detail}" if detail else kind.value
    assert which in kinds(await store.write(deliver, at(said)), cast.owner)
    asked = (cast.owner, kind, detail, booking, "tomorrow")
    with pytest.raises(Refused, match="too_late"):
        await store.write(putting_off.put_off, *asked, at(too_late, 9))
    await store.write(closing.complete_due, at(last, 9))
    day = await store.write(putting_off.put_off, *asked, at(last, 9))
    assert which in kinds(await store.write(deliver, at(str(day))), cast.owner)


async def test_a_question_is_put_off_by_who_was_asked_and_not_before(store: Store) -> None:
    cast, booking = await ready(store)
    put_off = putting_off.put_off
    with pytest.raises(Refused, match="too_early"):
        await store.write(
            put_off, cast.teacher, Kind.AFTER_TEACHER, "", booking, "tomorrow", at("2027-03-19")
        )
    with pytest.raises(Refused, match="not_yours"):
        await store.write(put_off, cast.teacher, Kind.WHO_COMES, "", booking, "tomorrow", at("2027-02-15"))
    await store.write(reservations.cancel, cast.teacher, booking, at("2027-02-16"))
    with pytest.raises(Refused, match="already_over"):
        await store.write(put_off, cast.owner, Kind.WHO_COMES, "", booking, "tomorrow", at("2027-02-16"))


async def test_who_puts_it_off_again_hears_it_on_the_day_chosen_last_only(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(closing.complete_due, at("2027-03-22"))
    await store.write(deliver, at("2027-03-22"))
    asked = (cast.teacher, Kind.AFTER_TEACHER, "", booking)
    for to in ("tomorrow", "monday"):
        await store.write(putting_off.put_off, *asked, to, at("2027-03-22", 9))
    assert kinds(await store.write(deliver, at("2027-03-23")), cast.teacher) == []
    assert kinds(await store.write(deliver, at("2027-03-30")), cast.teacher) == ["after_teacher"]


def offered(said: Sequence[Said], person: int) -> list[str]:
    rows = [row for one in said if one.person_id == person for row in one.screen.rows]
    return [button.text for row in rows for button in row if button.text.startswith("Remind me")]


@pytest.mark.parametrize(
    ("day", "choices"),
    [
        # Who comes: on Monday the checklist comes anyway. Has the pupil been in touch: then they are here.
        ("2027-02-15", ["Remind me tomorrow"]),
        ("2027-03-01", ["Remind me tomorrow"]),
        ("2027-03-22", ["Remind me tomorrow", "Remind me on Monday"]),
    ],
)
async def test_a_reminder_offers_the_days_on_which_it_still_makes_sense(
    store: Store, day: str, choices: list[str]
) -> None:
    cast, _ = await ready(store)
    await store.write(closing.complete_due, at(day))
    assert offered(await store.write(deliver, at(day)), cast.owner) == choices
