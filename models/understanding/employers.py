"""Names of workplaces, schools and people, which swallow the words in them: Borås Bildepå is not in Borås."""

import re

from models.understanding.name_words import (
    is_capital,
    is_ordinary,
    is_place,
    is_plain,
    is_proper,
    names_a_time,
    opens,
)
from models.understanding.sentence import Sentence
from models.understanding.utterance import Role

_LEGAL = frozenset({"ab", "hb", "kb", "ltd", "inc", "ek"})
_LABELS = frozenset(
    {"företag", "företagsnamn", "arbetsgivare", "arbetsplats", "company", "employer", "workplace"}
)
_SCHOOLS = frozenset({"skola", "gymnasieskola", "gymnasium", "högstadieskola", "friskola", "grundskola"})
_SCHOOL = re.compile(r".{3,}(?:skolan|skola|gymnasiet|gymnasium|skolans|gymnasiets)$")
_ADJECTIVE = ("t", "ig", "sk", "ad", "en", "er", "nde", "al", "iv", "y")  # "Ekologisk gård".
LONGEST_NAME = 6


def read_employer(sentence: Sentence, role: Role) -> str | None:
    """The workplace as it is written, if it is named; all names are taken out of the other slots' reach."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(sentence):
        end = _name(sentence, at)
        if not end:
            at += 1
            continue
        if _is_person(sentence, at, end) or _is_ruled_out(sentence, at):
            sentence.take("name", at, end)
        elif _is_own_school(sentence, at, end, role):
            sentence.take("school", at, end)
        else:
            sentence.take("name", at, end)
            found.append((at, end))
        at = end
    if not found:
        return None
    first, end = found[0]
    sentence.mark("employer", first, end)
    return sentence.text[sentence.tokens[first].start : sentence.tokens[end - 1].end]


def _is_ruled_out(sentence: Sentence, at: int) -> bool:
    """ "Men inte på Borås Bowling"."""
    before = at - 1 if sentence.key(at - 1) in {"på", "hos", "i", "at", "with", "in"} else at
    works = before < at and sentence.key(before - 1) in {"jobbar", "arbetar", "works"}
    if works and sentence.key(before - 2) not in {"vi", "jag", "we", "i"}:
        return True  # "Elevens pappa jobbar på Volvo".
    return before < at and sentence.key(before - 1) in {"inte", "ej", "not"}


def _name(sentence: Sentence, at: int) -> int:
    """Where a name that begins at token `at` ends; 0 if none begins there."""
    if at in sentence.taken or sentence.kind(at) != "word":
        return 0
    if _is_school(sentence, at):
        return at + 1
    if _is_genitive_place(sentence, at) and sentence.tokens[at + 1].norm in _SCHOOLS:
        return at + 2
    return (
        _introduced(sentence, at)
        or _genitive_and_capital(sentence, at)
        or _says_here(sentence, at)
        or _kind_and_name(sentence, at)
        or _name_and_kind(sentence, at)
        or _capitals(sentence, at)
        or _place_and_unknown(sentence, at)
    )


def _is_genitive_place(sentence: Sentence, at: int) -> bool:
    key = sentence.key(at)
    return (
        sentence.kind(at + 1) == "word"
        and key.endswith("s")
        and sentence.lexicon.places.word(key[:-1]) is not None
    )


def _genitive_and_capital(sentence: Sentence, at: int) -> int:
    """ "Hillareds Såg": a place in the genitive, and a word that has no other reason for its capital."""
    after = at + 1
    is_named = _is_genitive_place(sentence, at) and is_capital(sentence, at) and is_capital(sentence, after)
    return after + 1 if is_named and not sentence.shouted and not is_place(sentence, after) else 0


def _says_here(sentence: Sentence, at: int) -> int:
    """ "Kinnaströms bageri här": the words before "här", if they begin with a capital and are two or more."""
    if not is_capital(sentence, at) or is_ordinary(sentence, at):
        return 0
    for end in range(at + 1, min(at + 5, len(sentence))):
        if sentence.key(end) in {"här", "here"}:
            return end if end > at + 1 else 0
        if sentence.kind(end) != "word" or sentence.key(end) in sentence.lexicon.common:
            break
    return 0


def _kind_and_name(sentence: Sentence, at: int) -> int:
    """ "förskolan Regnbågen", "restaurang Lyktan": a kind of workplace and a name in capitals."""
    after = at + 1
    if (
        sentence.shouted
        or not is_capital(sentence, after)
        or is_plain(sentence, after)
        or is_place(sentence, after)
    ):
        return 0
    if is_capital(sentence, at) and not opens(sentence, at):
        return 0
    key = sentence.key(at)
    is_kind = (
        sentence.lexicon.lemma(key) in sentence.lexicon.sites or sentence.lexicon.fields.word(key) is not None
    )
    return _run(sentence, after, capitals=True) if is_kind and sentence.same_sentence(at, after) else 0


def _name_and_kind(sentence: Sentence, at: int) -> int:
    """ "Brämhults bageri", "Solhaga förskola": a name, and behind it a kind of workplace in small letters."""
    after = at + 1
    if not is_capital(sentence, at) or sentence.kind(after) != "word":
        return 0
    lexicon, kind = sentence.lexicon, sentence.key(after)
    if sentence.shouted:
        whose = at == 0 and sentence.key(at).endswith("s") and not sentence.words[at].known
        return after + 1 if whose and kind in lexicon.sites else 0
    if kind not in lexicon.sites or is_capital(sentence, after) or not sentence.same_sentence(at, after):
        return 0
    if opens(sentence, at) and sentence.tokens[at].norm.endswith(_ADJECTIVE):
        return 0
    known = sentence.words[at].known or sentence.key(at) != sentence.tokens[at].norm
    return after + 1 if not known or _is_genitive_place(sentence, at) else 0


def _is_school(sentence: Sentence, at: int) -> bool:
    """Kvarnåsskolan, Lindåsgymnasiet; not förskolan, ridskolan, grundskolan."""
    token = sentence.tokens[at]
    if not _SCHOOL.match(token.norm) or (not token.text[0].isupper() and not sentence.shouted):
        return False
    lemma = sentence.lexicon.lemma(token.norm)
    return lemma is None or sentence.lexicon.work.word(lemma) is None


def _introduced(sentence: Sentence, at: int) -> int:
    """ "Företaget heter tranemo trä och …", "this is borås bildepå, …", "my company Viskan Plast …"."""
    capital = is_capital(sentence, at)
    introduced = (
        (sentence.kind(at - 1) == "colon" and sentence.key(at - 2) in _LABELS)
        or sentence.phrase_before("introduces_name", at)
        or (sentence.phrase_before("introduces_capital", at) and capital)
        or (sentence.phrase_before("introduces_proper", at) and (capital or is_place(sentence, at)))
    )
    if not introduced:
        return 0
    if _is_person(sentence, at, at):
        return _run(sentence, at, capitals=True) or at + 1
    return _run(sentence, at, capitals=capital)


def _run(sentence: Sentence, at: int, *, capitals: bool) -> int:
    """The end of a name of up to four words that starts at `at`."""
    end = at
    while end < len(sentence) and end - at < LONGEST_NAME and end not in sentence.taken:
        kind, key = sentence.kind(end), sentence.key(end)
        if kind == "plus" and end > at and is_capital(sentence, end + 1):
            end += 1
            continue
        if kind != "word" or (end > at and not sentence.same_sentence(at, end)):
            break
        if capitals and not is_capital(sentence, end) and key not in _LEGAL:
            break
        if not capitals and (
            key in sentence.lexicon.common or sentence.words[end].calendar or key in {"i", "på"}
        ):
            break
        end += 1
    while end > at and sentence.kind(end - 1) != "word":
        end -= 1
    return end if end > at else 0


def _capitals(sentence: Sentence, at: int) -> int:
    """Two or more words in capitals, of which one is no place and no ordinary word; or one behind "hos"."""
    if sentence.shouted or not is_capital(sentence, at):
        return 0
    end = _run(sentence, at, capitals=True)
    while end > at + 1 and (names_a_time(sentence, end - 1) or sentence.key(end - 1) in {"kommun", "stad"}):
        end -= 1
    first = at
    if end - first == 1:
        return end if _is_lonely_name(sentence, at) else 0
    if opens(sentence, first) and is_ordinary(sentence, first):
        return 0  # The capital only begins the sentence; the name may begin behind it.
    return end if _may_be_named(sentence, first, end) else 0


def _is_lonely_name(sentence: Sentence, at: int) -> bool:
    """ "hos Solgläntan", "Tekoverken AB": one word that nobody knows, where a workplace is expected."""
    text = sentence.tokens[at].text
    if (
        is_place(sentence, at)
        or sentence.key(at) in sentence.lexicon.elsewhere
        or not is_proper(sentence, at)
        or (text.isupper() and len(text) <= 3)
    ):
        return False
    return sentence.key(at - 1) in {"hos", "på", "at", "with"} or sentence.key(at + 1) in _LEGAL


def _may_be_named(sentence: Sentence, first: int, end: int) -> bool:
    """Whether words in capitals are a name: none is ordinary, and not all are places."""
    words = [at for at in range(first, end) if sentence.kind(at) == "word"]
    if any(is_ordinary(sentence, at) for at in words):
        return False
    whole = sentence.lexicon.places.at(sentence.keys, first)
    if sentence.is_in(words[-1], "street"):
        return False
    if len(words) == 2 and is_place(sentence, words[1]) and is_plain(sentence, words[0]):
        return False  # "Bilverkstad Skene".
    return not (whole and whole[0] == end - first) and any(not is_place(sentence, at) for at in words)


def _place_and_unknown(sentence: Sentence, at: int) -> int:
    """ "borås bildepå": a place and right behind it a word that nobody knows."""
    if not is_place(sentence, at) or sentence.kind(at + 1) != "word":
        return 0
    after = sentence.words[at + 1]
    if (
        after.known
        or len(sentence.tokens[at + 1].norm) < 4
        or sentence.key(at + 1) != sentence.tokens[at + 1].norm
    ):
        return 0
    return at + 2


def _is_person(sentence: Sentence, at: int, end: int) -> bool:
    """Behind "jag heter", "my name is" or a greeting at the end."""
    if end > at and sentence.keys[end : end + 2] == ["heter", "jag"]:
        return True
    if end > at + 1 and any(_names_work(sentence, here) for here in range(at, end)):
        return False  # "Hej från Toarps Trädgård!"
    if sentence.key(end) in {"from", "från", "at", "på", "hos"} and sentence.phrase_before(
        "introduces_proper", at
    ):
        return True
    if sentence.key(at - 1) in {"hej", "hi", "hello", "dear", "tack", "hejsan", "hallå"} and not is_capital(
        sentence, at + 1
    ):
        return True
    if sentence.key(at - 1) == "heter" and "jag" in sentence.keys[max(0, at - 5) : at]:
        return True  # "Jag som skriver heter Moa."
    if sentence.kind(at - 1) == "slash" and not sentence.tokens[at - 1].glued:
        return True
    before = at - 1 if sentence.kind(at - 1) in {"comma", "stop"} else at
    return sentence.phrase_before("introduces_person", before) > 0


def _names_work(sentence: Sentence, at: int) -> bool:
    key, lexicon = sentence.key(at), sentence.lexicon
    return key in _LEGAL or lexicon.lemma(key) in lexicon.sites or lexicon.fields.word(key) is not None


def _is_own_school(sentence: Sentence, at: int, end: int, role: Role) -> bool:
    """Whether the school is the one whose pupils look for places."""
    last = sentence.tokens[end - 1].norm
    if not _SCHOOL.match(f"xxx{last}") or (last not in _SCHOOLS and last in sentence.lexicon.sites):
        return False
    if sentence.key(at - 1) in {"har", "om", "if", "does", "hos"}:
        return False
    if sentence.key(at - 1) in {"från", "from"} and sentence.is_in(at - 2, "pupil"):
        return True  # "En kille från Viskaskolan."
    if role == "employer":
        return False
    student_teachers = any(sentence.lexicon.forms.word(key) == "vfu" for key in sentence.keys)
    own = any(sentence.phrase_before("own_school", here) for here in range(max(0, at - 3), at + 1))
    return own or not student_teachers
