"""The weeks that a sentence asks for, from all that it says of time."""

from collections.abc import Collection
from datetime import date

from models.understanding.calendar_years import Weeks
from models.understanding.date_mentions import dates
from models.understanding.sentence import Sentence
from models.understanding.spoken_weeks import (
    duration,
    following,
    from_a_day,
    month,
    relative,
    school_break,
    season,
)
from models.understanding.tables import word_list
from models.understanding.week_mentions import (
    MONTHS,
    NUMBERED,
    RELATIVE,
    Mention,
    numbered_weeks,
)
from models.weeks import WEEK

_BETWEEN = frozenset(
    [
        "i",
        "under",
        "på",
        "in",
        "on",
        "during",
        "for",
        "för",
        "den",
        "the",
        "vara",
        "bli",
        "be",
        "ligga",
        "gälla",
    ]
)
_BORN = word_list("born")
_SMALL = frozenset({"det", "ju", "då", "the", "nog", "our", "vårt"})
_PUPILS = frozenset({"han", "hon", "hen", "de", "dom", "eleven", "eleverna", "dottern", "sonen"})
NEAR = 5  # Tokens between a day and what happens on it.
LONGEST_CLASH = 8  # Tokens.
_DEADLINE = frozenset({"before", "senast", "innan", "före", "by"})  # "Please write before 15 March."
_NOT_THEN = _DEADLINE | {"sedan", "sen", "since"}  # "Inte varit i skolan sedan v 38".
_US = frozenset({"mig", "oss", "dig", "sig"})
_AWAY = frozenset({"kvar", "left", "sedan", "sen", "ago", "bort", "away", "dit"})  # "Bara två veckor kvar".
_AFTER = frozenset({"efter", "after", "sedan", "since"})
_KEPT = frozenset({"låt", "behåll", "behåller", "keep", "leave"})  # Of two weeks, what is not taken back.


def read_weeks(
    sentence: Sentence, today: date, *, keep_excluded: bool, denied: Collection[int] = ()
) -> Weeks | None:
    """The first and last Monday; `keep_excluded` for what is taken back, where "inte v 12" is week 12.

    `denied` are tokens of a "can't" that a "but" takes up: the weeks beside them are not meant.
    """
    mentions, durations = _all(sentence, today)
    barred = {sentence.clause(at) for at in denied}
    meant = [one for one in mentions if sentence.clause(one.start) not in barred]
    mentions = meant or mentions
    wanted = [one for one in mentions if keep_excluded or not _is_excluded(sentence, one)]
    if not keep_excluded:
        ruled_out = {(one.first, one.last) for one in mentions if one not in wanted}
        wanted = [one for one in wanted if (one.first, one.last) not in ruled_out] or wanted
    wanted = [one for one in wanted if one.first and one.last and sentence.key(one.start - 1) not in _KEPT]
    wanted = [one for one in wanted if sentence.key(one.start - 1) not in _NOT_THEN] or wanted
    around = {sentence.around(one.start) for one in wanted}
    about = {one for one in around if _is_about_places(sentence, one)}
    asked = [one for one in wanted if sentence.around(one.start) in about]
    wanted = [one for one in wanted if one in asked or _is_period(one) or not asked]
    if not wanted:
        return None
    wanted = [one for one in wanted if one.rank == NUMBERED or not _is_past(sentence, one)] or wanted
    rank = max(one.rank for one in wanted)
    best = [one for one in wanted if one.rank == rank]
    best = [one for one in best if not _is_past(sentence, one)] or best
    first = min(one.first for one in best if one.first)
    last = max(one.last for one in best if one.last)
    for one in best:
        sentence.mark("weeks", one.start, one.end)
    durations = [one for one in durations if not _is_spent(sentence, *one[1:])]
    if first == last and rank >= RELATIVE and durations:
        length, start, end = durations[0]
        last = first + WEEK * (length - 1)
        sentence.mark("weeks", start, end)
    return first, last


def _all(sentence: Sentence, today: date) -> tuple[list[Mention], list[tuple[int, int, int]]]:
    """All that names weeks, and all durations as (weeks, start, end); their tokens are taken."""
    mentions: list[Mention] = []
    durations: list[tuple[int, int, int]] = []
    year = _year_of_all(sentence, today)
    at = 0
    while at < len(sentence):
        after = _before(sentence, mentions, at)
        found = (
            relative(sentence, at, today)
            or from_a_day(sentence, at, today)
            or following(sentence, at, mentions[-1] if mentions else None)
            or _mention(sentence, at, today, year, after)
            or season(sentence, at, today, year, mentions[-1] if mentions else None)
        )
        if found:
            mentions.append(found)
            sentence.take("weeks", found.start, found.end)
            at = found.end
            continue
        lasts = duration(sentence, at)
        if lasts:
            behind = sentence.key(lasts[1])
            to_do = behind == "på" and sentence.key(lasts[1] + 1) in _US  # "Sex veckor på mig".
            if behind not in _AWAY and not to_do:
                durations.append((lasts[0], at, lasts[1]))
            sentence.take("weeks", at, lasts[1])
            at = lasts[1]
            continue
        at += 1
    return mentions, durations


def _mention(
    sentence: Sentence, at: int, today: date, year: int | None, after: date | None
) -> Mention | None:
    kind = sentence.kind(at)
    if kind == "word" and sentence.is_calendar(at, "week"):
        return numbered_weeks(sentence, at, today, year, after)
    if kind == "date":
        return dates(sentence, at, today, year, after)
    if kind == "number" or kind == "word":
        return (
            dates(sentence, at, today, year, after)
            or month(sentence, at, today, year, after)
            or school_break(sentence, at, today, year)
        )
    return None


def _before(sentence: Sentence, mentions: list[Mention], at: int) -> date | None:
    """The week that was named just before in the same sentence, so that what follows comes after it."""
    if mentions and mentions[-1].first and mentions[-1].rank >= MONTHS:
        last = mentions[-1]
        joins = any(
            sentence.kind(here) == "dash"
            or sentence.is_calendar(here, "to", "and", "or")
            or sentence.key(here) == "ending"
            for here in range(last.end, at)
        )
        if joins and at - last.end <= 5 and sentence.same_sentence(last.start, at):
            return last.first
    return None


def _year_of_all(sentence: Sentence, today: date) -> int | None:
    for at in range(len(sentence)):
        if sentence.is_calendar(at, "next") and sentence.is_calendar(at + 1, "year"):
            return today.isocalendar().year + 1
    return None


def _is_excluded(sentence: Sentence, mention: Mention) -> bool:
    at = mention.start
    before = range(max(sentence.clause(at).start, at - LONGEST_CLASH), at)
    if sentence.has("clash", before) or sentence.phrase_before("negation", at):
        return True  # "As long as it is not at the same time as our delivery in week 14."
    while at > 0 and (sentence.key(at - 1) in _BETWEEN):
        at -= 1
    if sentence.key(at - 1) == "this" and sentence.phrase_before("negation", at - 1):
        return True  # "Not this spring".
    closed = sentence.phrase_before("closed", at)
    asks = sentence.keys[max(0, at - closed - 2) : at - closed] in (["är", "det"], ["is", "it"])
    if sentence.phrase_before("negation", at) or (closed and not asks):
        return True
    if sentence.key(at - 1) in {"ingen", "inga", "inget", "none"}:
        whose = sentence.key(at - 3) in _PUPILS or sentence.is_in(at - 3, "pupil", "child", "one_pupil")
        lacks = sentence.key(at - 2) in {"har", "fått"} and whose
        return not lacks  # "Han har inget v 19".
    if sentence.is_in(at - 1, "pupil") and sentence.key(at - 2) in {"no", "inga", "ingen"}:
        return not sentence.phrase_before("question", at - 2)
    if sentence.is_in(at - 1, "seat") and sentence.key(at - 2) in {"no", "inga", "ingen"}:
        behind = mention.end
        while sentence.kind(behind) == "comma" or sentence.key(behind) in {"tyvärr", "unfortunately"}:
            behind += 1
        return sentence.key(behind) in {"men", "but"}
    return any(sentence.phrase("refusal", here) for here in (mention.end, mention.end + 1))


def _is_about_places(sentence: Sentence, about: range) -> bool:
    """Whether a sentence is about pupils or places; a date in another one may be that of a letter."""
    return any(sentence.has(name, about) for name in ("pupil", "seat", "placement", "need", "one_pupil")) or (
        any(sentence.lexicon.forms.word(sentence.key(here)) is not None for here in about)
    )


def _is_period(mention: Mention) -> bool:
    """Whether it is more than one day, which may be that of a letter."""
    return mention.last_day is None or mention.first != mention.last


def _is_spent(sentence: Sentence, start: int, end: int) -> bool:
    """Whether so many weeks have passed: "hon har varit sjuk i tre veckor", "efter två veckors väntan"."""
    before = sentence.key(start - 1) in _AFTER or sentence.key(start - 1) in {"senaste", "past", "last"}
    return before or sentence.has_beside("background", end) or sentence.has("spent", sentence.clause(start))


def _is_past(sentence: Sentence, mention: Mention) -> bool:
    clause = sentence.clause(mention.start)
    near = range(max(clause.start, mention.start - NEAR), min(clause.stop, mention.end + NEAR))
    other = (sentence.has("other_event", near) and not _is_period(mention)) or (
        sentence.has("other_event", clause)
        and not any(sentence.has(name, clause) for name in ("pupil", "seat", "placement", "need"))
    )
    then = sentence.has("background", clause) or sentence.has("back_then", clause)
    if not _BORN.isdisjoint(sentence.keys[max(0, mention.start - 4) : mention.start]):
        return True  # "Hon fyller 15 den 2 februari."
    return other or then or _is_named_break(sentence, mention.start)


def _is_named_break(sentence: Sentence, at: int) -> bool:
    """ "Då är det ju höstlov", "because that is autumn break": said of other weeks."""
    before = [key for key in sentence.keys[max(0, at - 4) : at] if key not in _SMALL]
    found = sentence.lexicon.calendar.at(sentence.keys, at)
    return found is not None and found[1].kind == "break" and before[-1:] in (["är"], ["is"], ["it's"])
