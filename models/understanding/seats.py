"""How many seats are asked for or offered.

Every number that may count pupils or places is a candidate. Those in a clause that only tells ("förra året
hade vi två") weigh less, and several for one wish add up.
"""

from collections.abc import Collection, Mapping, Sequence

from models.understanding.count_states import SMALLEST_CLASS, is_told, is_whole
from models.understanding.counts import counts, is_left, is_part
from models.understanding.numbers import Count
from models.understanding.sentence import Sentence

TOLD, NEEDED, WHOLE = 3.0, 1.0, 0.0
LARGEST = 150
_KINDS = frozenset({"words", "fields", "municipalities", "grade"})
_SUMS_UP = frozenset({"alltså", "dvs", "således", "thus"})
_THOSE = frozenset({"those", "these", "dessa", "de", "dom", "the", "alla", "all"})
_ALL = frozenset({"alla", "all", "samtliga"})
_TAKE = frozenset({"tar", "ta", "emot", "take", "host", "welcome", "welcomes", "takes"})
_BETWEEN_SEATS = frozenset({"in", "i", "on", "for", "under", "på", "the", "at"})
_ONLY = frozenset({"bara", "endast", "enbart", "only"})
LETTER = 30  # Tokens; so long a text counts much that is not wanted.
LONGEST_SUM = 7  # Tokens between two counts that add up.


def read_seats(sentence: Sentence, undone: Collection[int] = ()) -> int | None:
    """The number of seats, or None where none is said; several counts for one wish add up.

    `undone` are the tokens where something is taken back ("ta bort en"): what stands there counts first.
    """
    candidates = [one for one in _candidates(sentence, undone) if one.value <= LARGEST]
    if not candidates:
        return None
    if len(sentence) > LETTER:
        candidates = _without_classes(sentence, candidates)
    candidates = [one for one in candidates if not _is_said_twice(sentence, one, candidates)]
    chosen = _chosen(sentence, _without_parts(sentence, candidates))
    for one in chosen:
        sentence.mark("seats", one.start, one.end)
    total = sum(one.value for one in chosen)
    return total if total <= LARGEST else None


def _candidates(sentence: Sentence, undone: Collection[int]) -> list[Count]:
    """All counts, weighed by what is said of them and beside them."""
    found: list[Count] = []
    clauses = {sentence.clause(at): at for at in sorted(undone, reverse=True)}
    for one in counts(sentence):
        weighed = _weighed(sentence, one, clauses)
        is_yes = sentence.key(one.start - 1) in {"till", "to"}
        is_both = sentence.key(one.start) in {"båda", "both", "bägge"}
        if (found or is_yes) and not is_both and sentence.phrase_before("settles", one.start):
            weighed = weighed._replace(weight=weighed.weight + 2 * NEEDED)  # "Ni bad om fem, det blir två."
        if found and weighed.weight >= 0 and _follows(sentence, found[-1], one):
            weighed = weighed._replace(weight=max(weighed.weight, found[-1].weight))
        if found and _are_joined(sentence, found[-1], weighed):
            both = max(weighed.weight, found[-1].weight)
            found[-1], weighed = found[-1]._replace(weight=both), weighed._replace(weight=both)
        found.append(weighed)
    return found


def _chosen(sentence: Sentence, candidates: Sequence[Count]) -> list[Count]:
    """The heaviest, and those that add up with it."""
    summed_up = next((one for one in candidates if _sums_up(sentence, one, candidates)), None)
    if summed_up:
        return [summed_up]
    best = max(one.weight for one in candidates)
    near = [one for one in candidates if one.weight >= best - 0.5]
    chosen = [near[0]]
    for one in near[1:]:
        if _adds(sentence, chosen[-1], one):
            chosen.append(one)
        elif _alternative(sentence, chosen[-1], one):
            chosen = [max(one, chosen[0])]
        elif one.weight > chosen[0].weight:
            chosen = [one]
    return chosen


def _sums_up(sentence: Sentence, count: Count, others: Sequence[Count]) -> bool:
    """ "Two girls … and one boy … a farm for all three"."""
    if sentence.key(count.start - 1) not in _ALL:
        return False
    before = [one.value for one in others if one.end <= count.start and one.weight >= NEEDED]
    return len(before) > 1 and sum(before) == count.value


def _weighed(sentence: Sentence, count: Count, undone: Mapping[range, int]) -> Count:
    clause = sentence.clause(count.start)
    weight = count.weight
    if sentence.key(count.start - 1) in _ONLY:
        weight += NEEDED
    elif sentence.key(count.start - 1) in _SUMS_UP:
        weight += 2 * NEEDED
    elif not _SUMS_UP.isdisjoint(sentence.keys[max(clause.start, count.start - LONGEST_SUM) : count.start]):
        weight += NEEDED  # "Alltså behöver jag tre".
    if is_whole(sentence, count):
        return count._replace(weight=min(weight, WHOLE))  # "Avboka 3 av 5".
    if clause in undone and undone[clause] < count.end:
        return count._replace(weight=weight + 2 * TOLD)
    new = sentence.phrase_before("settles", count.start) or sentence.is_in(count.start - 1, "more")
    new = new or is_left(sentence, count.start)
    if not new and is_told(sentence, count):
        weight -= TOLD
    if sentence.has("need", clause):
        weight += NEEDED
    elif len(sentence) > LETTER and sentence.has("need", sentence.around(count.start)):
        weight += NEEDED / 2
    return count._replace(weight=weight)


def _without_classes(sentence: Sentence, counts: Sequence[Count]) -> list[Count]:
    """In a letter a class that nobody says needs anything only tells where the few come from."""
    fewest = min((one.value for one in counts if one.weight >= NEEDED), default=LARGEST)

    def is_class(one: Count) -> bool:
        if one.value < max(SMALLEST_CLASS, 2 * fewest):
            return False
        asked = sentence.has("need", sentence.clause(one.start)) or sentence.key(one.start - 1) in _TAKE
        return not asked

    return [one._replace(weight=min(one.weight, WHOLE)) if is_class(one) else one for one in counts]


def _is_said_twice(sentence: Sentence, count: Count, others: list[Count]) -> bool:
    """Whether "a new placement" is that of the "four people" before it."""
    return count.value == 1 and any(
        other.value > 1
        and other.end <= count.start
        and other.weight > 0
        and sentence.same_sentence(other.start, count.start)
        and (_noun(sentence, other), _noun(sentence, count)) == ("pupil", "seat")
        for other in others
    )


def _without_parts(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """Without what only takes a number apart: "två stycken, en i åttan och en i nian"."""
    for at, whole in enumerate(counts):
        for end in range(at + 3, len(counts) + 1):
            parts = counts[at + 1 : end]
            total = sum(one.value for one in parts)
            if total >= whole.value or not sentence.same_sentence(whole.start, parts[-1].start):
                alike = all(0 <= one.weight <= whole.weight + 0.5 for one in parts)
                if total == whole.value and alike:
                    return counts[: at + 1] + counts[end:]
                break
    return counts


def _are_joined(sentence: Sentence, first: Count, second: Count) -> bool:
    """ "2 killar och 2 tjejer får plats": two nouns with only an "och" between them are told of alike."""
    nouns = _noun(sentence, first) and _noun(sentence, second)
    return bool(nouns) and second.start == first.end + 1 and sentence.is_calendar(first.end, "and")


def _follows(sentence: Sentence, first: Count, second: Count) -> bool:
    """Whether only weeks, work and an "och" stand between: "en elev v 20 och en v 22" are wanted alike."""
    last = second.start - 1
    both = sentence.is_calendar(last, "and") or sentence.kind(last) == "plus"
    kinds = _KINDS | {"weeks"} if both else {"weeks"}
    return (both or sentence.kind(last) == "comma") and all(
        sentence.taken.get(at) in kinds or sentence.key(at) in _BETWEEN_SEATS for at in range(first.end, last)
    )


def _adds(sentence: Sentence, first: Count, second: Count) -> bool:
    """Whether two counts are parts of one wish: joined by "och", a comma or a plus, and not by "eller"."""
    between = range(first.end, second.start)
    further = 2 * sentence.is_in(second.end, "more")  # "… and, if all goes well, two more in week 14".
    if len(between) > LONGEST_SUM * max(1, further) or not sentence.same_sentence(first.start, second.start):
        return False
    if any(sentence.kind(at) == "stop" or sentence.is_calendar(at, "or") for at in between):
        return False
    same = sentence.keys[first.start + 1 : first.end] == sentence.keys[second.start + 1 : second.end]
    other_weeks = any(sentence.taken.get(at) == "weeks" for at in between)
    if same and first.value == second.value and first.end - first.start > 1 and not other_weeks:
        return False
    if sentence.phrase("after_count", second.end) or is_part(sentence, second.end - 2):
        return False
    if first.value == second.value and sentence.key(second.start - 1) in _THOSE:
        return False  # "Six are not, and those six need four weeks."
    if {_noun(sentence, first), _noun(sentence, second)} == {"pupil", "seat"}:
        return False  # "11 elever, 11 platser" says it twice.
    last = second.start - 1
    if other_weeks and same and all(sentence.taken.get(at) == "weeks" for at in between):
        return True  # "En plats v 8 en plats v 9".
    listed = all(sentence.kind(at) == "comma" or sentence.taken.get(at) in _KINDS for at in between)
    return (
        listed  # "Kök 1 st, servering 2 st", "2 st åttor 1 st nia".
        or any(sentence.is_calendar(at, "and") or sentence.kind(at) == "plus" for at in between)
        or (sentence.kind(last) != "word" and any(sentence.kind(at) == "comma" for at in between))
        or (first.weight < 2 and second.weight < 2 and any(sentence.kind(at) == "comma" for at in between))
    )


def _noun(sentence: Sentence, count: Count) -> str:
    last = count.end - 1
    return next((name for name in ("seat", "pupil") if sentence.is_in(last, name)), "")


def _alternative(sentence: Sentence, first: Count, second: Count) -> bool:
    between = range(first.end, second.start)
    return len(between) <= LONGEST_SUM and any(sentence.is_calendar(at, "or") for at in between)
