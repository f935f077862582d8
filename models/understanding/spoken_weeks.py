"""Weeks without numbers: "nästa vecka", "om två veckor", "i maj", "i höst", "vt27", "efter sportlovet"."""

from dataclasses import replace
from datetime import date, timedelta

from models.understanding import calendar_years as years
from models.understanding.calendar_years import Weeks
from models.understanding.numbers import number_at
from models.understanding.sentence import Sentence
from models.understanding.week_mentions import MONTHS, NUMBERED, RELATIVE, TERMS, Mention, year_ahead, year_at
from models.weeks import WEEK, monday_of

LONGEST_DURATION = 52
_BEFORE_A_DAY = frozenset({"på", "on", "nu", "redan", "och", "med"})
_ABOUT = frozenset({"handlar", "sig", "fråga", "frågan", "tal", "tänkt", "pratar", "talar"})
_SUBJECTS = frozenset({"vi", "jag", "ni", "det", "de", "dom", "man", "hon", "han"})
_AFTER = frozenset({"efter", "därpå", "därefter", "after", "following"})


def relative(sentence: Sentence, at: int, today: date) -> Mention | None:
    """ "nästa vecka", "den här veckan", "om två veckor", "in two weeks", "two weeks from now"."""
    running = monday_of(today)
    found = sentence.lexicon.calendar.at(sentence.keys, at) if sentence.kind(at) == "word" else None
    if found and found[1].kind in {"next", "this"} and sentence.is_calendar(at + found[0], "week"):
        end = at + found[0] + 1
        if sentence.kind(end) == "number":
            return None
        monday = running + WEEK * int(found[1].value)
        return Mention(at, end, RELATIVE, monday, monday)
    if sentence.key(at) == "till" and sentence.key(at + 1) == "veckan" and sentence.kind(at + 2) != "number":
        return Mention(at, at + 2, RELATIVE, running + WEEK, running + WEEK)
    after_next = sentence.phrase("week_after_next", at)
    if after_next:
        return Mention(at, at + after_next, RELATIVE, running + 2 * WEEK, running + 2 * WEEK)
    is_about = sentence.key(at - 1) in _ABOUT  # "Det handlar om sex veckor."
    if sentence.key(at) in {"om", "in"} and not is_about and (ahead := duration(sentence, at + 1)):
        monday = running + WEEK * ahead[0]
        return Mention(at, ahead[1], RELATIVE, monday, monday)
    ahead = duration(sentence, at)
    if ahead and sentence.key(ahead[1]) in {"from", "från"} and sentence.key(ahead[1] + 1) in {"now", "nu"}:
        monday = running + WEEK * ahead[0]
        return Mention(at, ahead[1] + 2, RELATIVE, monday, monday)
    return None


def from_a_day(sentence: Sentence, at: int, today: date) -> Mention | None:
    """ "från imorgon", "from Monday", "fr o m på torsdag": the week of a day that a period begins with."""
    found = sentence.lexicon.calendar.at(sentence.keys, at) if sentence.kind(at) == "word" else None
    if found is None or found[1].kind not in {"day", "weekday"}:
        return None
    if sentence.kind(at + 1) in {"number", "date"} or sentence.is_calendar(at + 1, "month"):
        return None  # "Monday 8 February" says it itself.
    before = at - 1
    while sentence.key(before) in _BEFORE_A_DAY or sentence.is_calendar(before, "next"):
        before -= 1
    if not sentence.is_calendar(before, "from"):
        return None
    ahead = int(found[1].value)
    if found[1].kind == "weekday":
        ahead = (ahead - today.weekday() - 1) % 7 + 1  # "Måndag" said on a Monday is in a week.
    first = today + timedelta(days=ahead)
    return Mention(at, at + found[0], NUMBERED, monday_of(first), monday_of(first), first)


def following(sentence: Sentence, at: int, before: Mention | None) -> Mention | None:
    """ "eller veckan efter", "and the week after" behind other weeks: one later."""
    if before is None or before.last is None or not sentence.is_calendar(at, "week"):
        return None
    end = at + 2
    if sentence.key(at + 1) not in _AFTER or sentence.is_calendar(end, "break") or at - before.end > 2:
        return None
    monday = before.last + WEEK
    return Mention(at, end, before.rank, monday, monday)


# "two from year nine weeks 14-15" is no nine weeks.
_SCHOOL_YEAR = {"year", "grade", "class", "åk", "årskurs", "klass"}


def duration(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """ "två veckor", "5 v", "a week": how many weeks, and where it ends."""
    number = number_at(sentence, at)
    if number is None or number.value > LONGEST_DURATION or sentence.key(at - 1) in _SCHOOL_YEAR:
        return None
    end = number.end
    if sentence.kind(end) == "dash" and sentence.tokens[end].glued:
        end += 1
    if sentence.is_calendar(end, "week") or sentence.key(end) in {"veckors", "veckorsperiod", "weeks'"}:
        if sentence.kind(end + 1) == "number" and sentence.key(end) not in {"veckor", "weeks", "veckors"}:
            return None
        return number.value, end + 1
    return None


def month(sentence: Sentence, at: int, today: date, year: int | None, after: date | None) -> Mention | None:
    """ "i maj", "maj 2028", "första veckan i maj"; `after` is the month before in "mars–april"."""
    word = sentence.calendar(at)
    if word is None or word.kind != "month" or not _means_month(sentence, at):
        return None
    end = at + 1
    named = year_at(sentence, end, today)
    if named:
        year, end = named
    else:
        year = year_ahead(sentence, end) or year
    weeks = years.month(int(word.value), year, after if after and year is None else today)
    if weeks is None:
        return None
    start, weeks = _part_of_month(sentence, at, weeks)
    return Mention(start, end, MONTHS, *weeks)


def _means_month(sentence: Sentence, at: int) -> bool:
    """Whether "may" and "march" are months here and no verbs."""
    if sentence.tokens[at].norm not in {"may", "march", "mar", "dec", "sep"}:
        return True
    before = sentence.key(at - 1)
    return (
        before
        in {
            "in",
            "during",
            "until",
            "from",
            "to",
            "through",
            "of",
            "late",
            "early",
            "mid",
            "and",
            "or",
            "i",
            "till",
        }
        or sentence.kind(at - 1) in {"dash", "number", "comma"}
        or sentence.kind(at + 1) == "number"
        or (sentence.kind(at + 1) == "dash" and sentence.is_calendar(at + 2, "month"))
        or (sentence.is_calendar(at + 1, "or", "and", "to") and sentence.is_calendar(at + 2, "month"))
        or (at > 0 and sentence.tokens[at].text[0].isupper() and not sentence.shouted)
        or (sentence.kind(at - 1) in {"", "stop"} and sentence.kind(at + 1) in {"", "stop"})
    )


def _part_of_month(sentence: Sentence, at: int, weeks: Weeks) -> tuple[int, Weeks]:
    """ "första veckan i maj", "last week of April": one week of the month."""
    week = at - 2 if sentence.key(at - 1) in {"i", "in", "of"} else at - 1
    if not sentence.is_calendar(week, "week"):
        return at, weeks
    words = [sentence.lexicon.numbers.word(sentence.key(week - n)) for n in (1, 2)]
    several = next((one.value for one in words if one and one.kind == "number" and one.value <= 4), 1)
    start = week - 1 if several == 1 else week - 2
    before = {sentence.key(week - 1), sentence.key(start)}
    if before & {"sista", "last"}:
        return start, (weeks[1] - WEEK * (several - 1), weeks[1])
    which = next((one.value for one in words if one and one.kind == "ordinal"), 0)
    first = weeks[0] + WEEK * (which - 1)
    if which and first <= weeks[1]:
        return start, (first, first + WEEK * (several - 1))
    return at, weeks


def season(
    sentence: Sentence, at: int, today: date, year: int | None, before: Mention | None
) -> Mention | None:
    """ "i vår", "höstterminen", "vt27", "nästa termin"; "till hösten" comes after a spring `before` it."""
    key = sentence.key(at)
    if key in {"termin", "terminen", "term"} and sentence.is_calendar(at - 1, "next"):
        weeks = years.next_term(today)
        return Mention(at - 1, at + 1, TERMS, *weeks) if weeks else None
    if key in {"terminen", "term"} and (
        sentence.is_calendar(at - 1, "this") or sentence.key(at - 1) == "här"
    ):
        weeks = years.this_term(today)
        return Mention(at - 1, at + 1, TERMS, *weeks) if weeks else None
    found = sentence.lexicon.calendar.at(sentence.keys, at) if sentence.kind(at) == "word" else None
    if found is None or found[1].kind != "season" or not _means_season(sentence, at):
        return None
    end = at + found[0]
    named = _term_year(sentence, end) or year_at(sentence, end, today)
    if named:
        year, end = named
    weeks = years.term(found[1].value, year, today, unbegun=sentence.is_calendar(at - 1, "next"))
    later = before is not None and before.rank == TERMS and sentence.key(at - 1) == "till"
    if weeks and later and before and before.first and before.last and weeks[0] < before.first:
        weeks = years.term(found[1].value, year, before.last, unbegun=True)
    return Mention(at, end, TERMS, *weeks) if weeks else None


def _term_year(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """ "vt27", "vt -27", "ht 27", "VT/27"."""
    here = at + 1 if sentence.kind(at) in {"dash", "slash"} else at
    if sentence.kind(here) == "number" and len(sentence.tokens[here].text) == 2:
        value = sentence.tokens[here].value
        followed = sentence.is_in(here + 1, "pupil", "seat", "piece")
        if 26 <= value <= 45 and not followed:
            return 2000 + value, here + 1
    return None


def _means_season(sentence: Sentence, at: int) -> bool:
    """Whether "vår" is spring and not "our", and "fall" autumn and no verb."""
    key = sentence.tokens[at].norm
    if key == "vår":
        if sentence.key(at - 1) not in {"i", "nästa", "kommande", "denna", "till", "under", "och"}:
            return False
        follows = at + 1 < len(sentence) and sentence.kind(at + 1) == "word"
        return (
            not follows
            or sentence.is_in(at + 1, "season_follower")
            or sentence.is_calendar(at + 1, "week")
            or sentence.key(at + 2) in _SUBJECTS  # "I vår klarar vi"; "i vår butik" goes on otherwise.
        )
    if key == "fall":
        return (
            sentence.key(at - 1) in {"the", "this", "next", "in", "for"} or sentence.kind(at + 1) == "number"
        )
    return True


def school_break(sentence: Sentence, at: int, today: date, year: int | None) -> Mention | None:
    """ "sportlovet", "veckan efter höstlovet", "the week before autumn break"."""
    found = sentence.lexicon.calendar.at(sentence.keys, at) if sentence.kind(at) == "word" else None
    if found is None or found[1].kind != "break":
        return None
    end = at + found[0]
    named = year_at(sentence, end, today)
    if named:
        year, end = named
    start = at - 1 if sentence.key(at - 1) in {"the", "sportlovet"} else at
    later = {"efter": 1, "after": 1, "före": -1, "innan": -1, "before": -1}.get(sentence.key(start - 1), 0)
    number = int(found[1].value) + later
    monday = years.week(number, year, today)
    if monday is None:
        return None
    return replace(Mention(at, end, NUMBERED, monday, monday), start=start - 1 if later else at)
