"""Numbers that count neither pupils nor places: hours, ages, staff, streets, tables, those who work here."""

from models.understanding.numbers import Number, number_at
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list
from models.understanding.unknown_work import TERSE

STOPS = word_list("no_count_across")
TO_BE = frozenset({"blivande", "framtida", "future", "aspiring"})
# As a word of its own "man" means anybody.
GROWN_UP = frozenset({"man", "kvinna", "woman", "herre", "dam"})
YOUNGEST = 12  # Years; a smaller number behind a pupil and a comma counts.
_FURNITURE = frozenset({"table", "tables", "bord", "sittplatser", "seating", "matsal"})
_AT = frozenset({"på", "i", "at", "in", "hos"})
_WE_ARE = (["vi", "är"], ["är", "vi"], ["we", "are"], ["are", "we"])
_HERE = _AT | {"här", "here"}
_OF_AGE = frozenset({"är", "are", "is", "fyllt", "fyller", "turns", "turned", "vara", "be"})
WORKS = word_list("works_in_a_business")
MOST_CHILDREN = 4
_BEHIND_CHILDREN = word_list("behind_children")
_TEAMS = word_list("teams")
_LIMITS = frozenset({"can't", "cannot", "cant", "won't", "no", "blir", "svårt", "hardly", "knappast"})
_BEFORE_AN_HOUR = frozenset({"before", "after", "efter", "innan", "före", "senast", "vid", "until"})
_PERSONS = frozenset({"personer", "people", "pers", "st", "stycken", "man"})
_SMALL = frozenset({"bara", "only", "just", "redan", "already", "ju", "nu", "blott"})
_OF_AGE_BEFORE = word_list("before_an_age")
_CLASSES = word_list("groups")
_CHILDREN = frozenset({"barnen", "children", "kids", "sönerna", "döttrarna", "sons", "daughters"})
_MEASURED = tuple(word_list("measured_compounds"))
_MAY = frozenset({"komma", "vara", "följa", "hänga", "prova", "plats"})
_MUST = frozenset({"måste", "ska", "bör", "must", "to", "should", "kan", "have"})


def counts_else(sentence: Sentence, at: int, number: Number) -> bool:
    """Whether the number at token `at` counts something else than pupils or places."""
    return (
        _is_address_or_hour(sentence, at, number)
        or _are_we(sentence, at, number.end)
        or _is_age(sentence, at, number.end)
        or _is_age_of_one(sentence, at, number.end)
        or _is_age_of_named(sentence, at, number.end)
        or _counts_what_follows(sentence, at, number)
    )


def _is_address_or_hour(sentence: Sentence, at: int, number: Number) -> bool:
    """ "Storgatan 5", "åk 8", "kl 8", "8:30", "bord för 40"."""
    before, end = sentence.key(at - 1), number.end
    if sentence.is_in(at - 1, "street", "school_year") and not number.is_article:
        return True
    glued = sentence.kind(at - 1) in {"slash", "colon"} and sentence.tokens[at].glued
    if (
        before in {"kl", "klockan"}
        or _is_hour(sentence, at, end)
        or (glued and not sentence.is_in(end, "pupil", "seat", "piece"))
    ):
        return True
    if sentence.kind(end) in {"slash", "colon"} and sentence.kind(end + 1) == "number":
        return True
    goes_on = number_at(sentence, end + 1) if sentence.key(end) in {"till", "to"} else None
    if goes_on and (before in {"från", "from"} or sentence.is_in(goes_on.end, "measure")):
        return True  # "Från 80 till 200 kvadratmeter", "från två till en plats".
    return before in {"för", "for"} and sentence.key(at - 2) in _FURNITURE


def _is_hour(sentence: Sentence, at: int, end: int) -> bool:
    """ "text me before 7 or after 4", "slutar senast 16"."""
    if (
        sentence.key(at - 1) in _BEFORE_AN_HOUR
        and end >= len(sentence)
        and sentence.has("calls", sentence.around(at))
    ):
        return True  # "Ring upp mig efter tre."
    is_hour = sentence.kind(at) == "number" and sentence.tokens[at].value <= 24
    return (is_hour and sentence.key(at - 1) in _BEFORE_AN_HOUR and sentence.kind(end) != "word") or (
        is_hour
        and sentence.key(at - 1) in {"before", "after"}
        and sentence.key(end) in {"or", "and", "please"}
    )


def _are_we(sentence: Sentence, at: int, end: int) -> bool:
    """ "vi är fem personer på firman", "we are only three here", "two of us", "a small firm (5 people)"."""
    if sentence.key(end) in {"of", "av"} and sentence.key(end + 1) in {"us", "oss"}:
        alone = sentence.key(at - 1) in {"only", "bara"} or sentence.key(end + 2) in WORKS | {"to"}
        alone = alone or sentence.is_in(end + 2, "staff")
        return alone or sentence.has("staffed", sentence.clause(at))
    if "(" in sentence.tokens[at - 1].text and at > 1 and sentence.is_in(at - 2, "employer", "firm"):
        return True
    if sentence.key(at - 1) == "blivit" and sentence.key(end) in _PERSONS:
        return True  # "Sedan dess har vi blivit sju personer."
    if _is_team(sentence, at, end) or _is_size_of_a_firm(sentence, at, end):
        return True
    first = at
    while sentence.key(first - 1) in _SMALL:
        first -= 1
    we_are = sentence.keys[max(0, first - 2) : first] in _WE_ARE
    named = sentence.key(first - 1) in {"är", "are"} and not {"vi", "we"}.isdisjoint(
        sentence.keys[max(0, first - 6) : first]
    )  # "Vi på Länghems Plast är tjugotre stycken på golvet".
    we_are = we_are or (named and sentence.key(end) in _PERSONS)
    if not we_are and sentence.key(first - 1) != "we're":
        return False
    if sentence.key(end) in {"här", "here"} or is_trade(sentence, end):
        return True
    if sentence.key(end + 1) in {"som", "who"} and sentence.key(end + 2) in WORKS:
        return True  # "Vi är tre syskon som driver …"
    if sentence.key(end) in _PERSONS:
        return sentence.key(end + 1) in _HERE or sentence.phrase("of_whom", end + 2) > 0
    there = end + 2 if sentence.key(end + 1) in {"the", "our", "vår", "vårt"} else end + 1
    return sentence.key(end) in _AT and sentence.lexicon.lemma(sentence.key(there)) is not None


def _is_team(sentence: Sentence, at: int, end: int) -> bool:
    """ "ett gäng på 6 pers som kör en skateshop", "we're a team of nine at the garage"."""
    if sentence.key(at - 2) not in _TEAMS or sentence.key(at - 1) not in {"på", "of", "om", "med"}:
        return False
    if {"vi", "we", "we're"}.isdisjoint(sentence.keys[max(0, at - 6) : at]):
        return False
    behind = end + 1 if sentence.key(end) in _PERSONS else end
    works = sentence.key(behind) in {"som", "who"} and sentence.key(behind + 1) in WORKS
    return works or sentence.key(behind) in _HERE or sentence.kind(behind) in {"comma", "stop"}


def _is_size_of_a_firm(sentence: Sentence, at: int, end: int) -> bool:
    """ "a carpentry, 5 people, one pupil": people behind a workplace, where pupils are counted later."""
    lexicon = sentence.lexicon
    is_firm = sentence.kind(at - 1) == "comma" and (
        sentence.is_in(at - 2, "employer", "firm") or lexicon.lemma(sentence.key(at - 2)) is not None
    )
    if not is_firm or sentence.key(end) not in _PERSONS:
        return False
    return _pupils_are_counted(sentence, end)


def _pupils_are_counted(sentence: Sentence, after: int) -> bool:
    """Whether pupils or places are counted behind token `after`."""
    later = (number_at(sentence, here) for here in range(after + 1, len(sentence)))
    return any(number and sentence.is_in(number.end, "pupil", "seat") for number in later)


def _is_age(sentence: Sentence, at: int, end: int) -> bool:
    """ "de är bara 17", "she is 15", "man måste vara 20": a number over ten alone behind "är"."""
    is_person = sentence.kind(at - 1) == "comma" and sentence.is_in(at - 2, "pupil")
    if is_person and sentence.kind(end) in {"", "comma", "stop"} and sentence.tokens[at].value > YOUNGEST:
        return True  # "Two girls, 15, week 20".
    last = end
    while (sentence.kind(last) == "comma" or sentence.is_calendar(last, "and")) and (
        sentence.kind(last + 1) == "number"
    ):
        last += 2
    if last > end and sentence.key(last) in {"år", "years", "åringar", "year-olds"}:
        return True  # "Students, 16, 17 and 18 years old."
    if _is_age_of_children(sentence, at):
        return True
    before = at - 2 if sentence.key(at - 1) in _SMALL | {"minst", "över", "over", "under"} else at - 1
    is_whole = sentence.kind(at) == "number" and 10 < sentence.tokens[at].value < 100
    if not is_whole or sentence.key(before) not in _OF_AGE:
        return False
    if (
        sentence.kind(end) == "word"
        and not sentence.is_calendar(end, "and")
        and sentence.key(end) not in STOPS | {"men", "but"}
    ):
        return False
    about = sentence.key(before - 1)
    return about in _OF_AGE_BEFORE or (about in _MUST)


def _is_age_of_children(sentence: Sentence, at: int) -> bool:
    """ "Barnen är 9, 12 och 15"."""
    first = at
    for _ in range(MOST_CHILDREN):
        joined = sentence.kind(first - 1) == "comma" or sentence.is_calendar(first - 1, "and")
        if not joined or sentence.kind(first - 2) != "number":
            break
        first -= 2
    return sentence.key(first - 1) in {"är", "are"} and sentence.key(first - 2) in _CHILDREN


def _is_age_of_named(sentence: Sentence, at: int, end: int) -> bool:
    """ "Lova är 15 och Meja 14": a number of a teenager's years behind a name."""
    if sentence.kind(at) != "number" or not YOUNGEST < sentence.tokens[at].value < 20:
        return False
    if sentence.kind(end) == "word" and not sentence.is_calendar(end, "and"):
        return False
    name = at - 2 if sentence.key(at - 1) in {"är", "is"} else at - 1
    is_name = sentence.kind(name) == "word" and sentence.tokens[name].text[0].isupper()
    known = sentence.words[name].known if is_name else True
    return not known and (name == at - 2 or sentence.kind(at - 3) == "number")


def _is_age_of_one(sentence: Sentence, at: int, end: int) -> bool:
    """ "for a woman, 50", "en kille, 17, i Borås": a number over ten behind one person, between commas."""
    noun = at - 2
    is_whole = sentence.kind(at) == "number" and 10 < sentence.tokens[at].value < 70
    alone = sentence.kind(end) != "word" or sentence.taken.get(end) == "weeks"
    if not is_whole or not alone or sentence.kind(at - 1) != "comma":
        return False
    key = sentence.key(noun)
    is_kin = sentence.is_in(noun, "child") and key != "tvillingar"
    is_one = key in GROWN_UP or is_kin or (sentence.is_in(noun, "pupil") and is_singular(key))
    number = number_at(sentence, noun - 1)
    return is_one and (number is None or number.value == 1)


def is_singular(key: str) -> bool:
    """Whether a word for pupils means one, by its ending."""
    return not key.endswith(
        ("er", "ar", "erna", "arna", "nts", "ils", "rns", "ees", "ces", "ids", "oys", "rls", "or", "people")
    )


def _counts_what_follows(sentence: Sentence, at: int, number: Number) -> bool:
    """Whether the noun behind it is none of pupils, a word between or not: "8 timmar", "22 anställda"."""
    end = number.end
    glued_dash = sentence.kind(end) == "dash" and sentence.tokens[end].glued
    here = end + 1 if glued_dash else end
    if glued_dash and sentence.key(here).startswith(_MEASURED):
        return True  # "18-årsgräns".
    is_of_them = sentence.kind(at - 1) == "comma" and sentence.is_in(here, "piece")
    if (
        is_of_them
        and sentence.is_in(at - 2, "staff")
        and sentence.key(at - 2) not in _CLASSES
        and not is_trade(sentence, at - 2)
    ):
        return True  # "Kor, 140 stycken".
    for far in (here, here + 1):
        if far > here and (sentence.kind(here) != "word" or sentence.key(here) in STOPS or number.is_article):
            break
        is_pupil = sentence.is_in(far, "pupil", "seat", "piece") and sentence.key(far) != "man"
        if is_pupil and not (glued_dash and "år" in sentence.key(far)):
            return False
        if sentence.key(far - 1) in TO_BE:
            return False
        if sentence.key(at - 1) in {"med", "with"} and is_trade(sentence, far):
            return True  # "A data centre with nine technicians."
        if sentence.key(at - 1) in {"har", "have", "has"} and is_trade(sentence, far):
            return _pupils_are_counted(sentence, far)  # "Kyrkan har 2 vaktmästare … tre ungdomar v 23".
        is_wanted = sentence.phrase_before("take", at) or is_listed(sentence, at)
        if (
            is_school_child(sentence, far)
            or sentence.taken.get(far) == "grade"
            or (is_wanted and is_trade(sentence, far))
        ):
            return False
        if sentence.is_in(far, "staff", "measure"):
            return (
                sentence.key(far) != "får" or sentence.key(far + 1) not in _MAY
            )  # No sheep: "två får komma".
    works = sentence.key(end) in {"som", "who", "of"} and (sentence.key(end + 1) in WORKS)
    return works or sentence.is_in(here, "employer")


def is_school_child(sentence: Sentence, at: int) -> bool:
    """ "Fem barn i klassen", "six children without a place"; not those of a nursery."""
    near = sentence.keys[at + 1 : at + 4]
    return sentence.key(at) in {"barn", "children"} and not _BEHIND_CHILDREN.isdisjoint(near)


def is_limit(sentence: Sentence, at: int) -> bool:
    """Whether the "mer än" before token `at` is the most they can take: "mer än en går inte in"."""
    return sentence.phrase_before("limit", at) > 0 and (
        sentence.has("negation", sentence.clause(at))
        or not _LIMITS.isdisjoint(sentence.keys[max(0, at - 8) : at + 6])
    )


def is_listed(sentence: Sentence, at: int) -> bool:
    """Whether a part of a terse line begins at token `at`: "komvux, en undersköterska, 5 veckor"."""
    return at > 0 and len(sentence) <= TERSE and sentence.kind(at - 1) in {"comma", "stop", "colon"}


def is_trade(sentence: Sentence, at: int) -> bool:
    """Whether people are counted by what they are to be: "två undersköterskor", "3 CNC operators"."""
    if sentence.kind(at) != "word":
        return False
    longer = sentence.lexicon.work.longer_at(sentence.keys, at)
    if longer:
        is_plural = sentence.key(at + longer[0] - 1) != longer[1].split()[-1]  # "CNC operators".
        return is_plural or longer[1] in sentence.lexicon.trades
    lexicon = sentence.lexicon
    singular = lexicon.work.longer_at([sentence.key(at), sentence.key(at + 1).removesuffix("s")], 0)
    return (singular[1] if singular else lexicon.lemma(sentence.key(at))) in lexicon.trades
