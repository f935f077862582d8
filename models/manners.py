"""When people are left in peace: evenings, nights, weekends and Swedish public holidays."""

from datetime import date, datetime, time, timedelta

from models.weeks import STOCKHOLM, at_local, is_working_day, local_day, next_working_day

DAY_BEGINS, DAY_ENDS = time(7), time(19)
BEGINS_SOON = timedelta(days=2)


def is_quiet(moment: datetime) -> bool:
    """Whether only what can't wait may be sent at `moment` (aware), by Stockholm's clocks."""
    local = moment.astimezone(STOCKHOLM)
    return not is_working_day(local.date()) or not DAY_BEGINS <= local.time() < DAY_ENDS


def decent(moment: datetime, at: time = DAY_BEGINS) -> datetime:
    """`moment` itself, or where that is quiet the next working morning at `at` (local); aware UTC out."""
    if not is_quiet(moment):
        return moment
    day = local_day(moment)
    before_the_day = moment.astimezone(STOCKHOLM).time() < DAY_BEGINS
    if not (is_working_day(day) and before_the_day):
        day = next_working_day(day)
    return at_local(day, at)


def begins_soon(first_day: date, now: datetime) -> bool:
    """Whether weeks whose first school day this is begin before news of them can wait.

    That is within two days, or by the next moment at which people may be disturbed: on Friday evening what
    begins on Monday can't wait.
    """
    return first_day <= max(local_day(now) + BEGINS_SOON, local_day(decent(now)))
