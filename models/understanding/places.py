"""The municipalities where a placement is or should be."""

from models.understanding.sentence import Sentence
from models.understanding.told import is_done
from models.vocabulary.municipalities import MUNICIPALITIES

LONGEST_LIST = 8  # Tokens of "Kinna, Skene och Fritsla" between where pupils live and its last place.
_ALSO_WORDS = frozenset({"mark", "kalv", "landa"})
_GROUND_BEFORE = frozenset({"med", "och", "inom", "gräver", "egen", "på"})
_PERSON_BEFORE = frozenset(
    {"i'm", "am", "heter", "is", "hälsningar", "mvh", "regards", "sincerely", "hi", "hello", "hej", "dear"}
)


def read_places(sentence: Sentence, excluded: set[int], *, hosts: bool) -> tuple[str, ...]:
    """Codes of the municipalities of Sjuhärad, sorted: by name, locality, or all of them for the region.

    Where pupils live counts only if no other place is named. If the writer `hosts` a school is a workplace.
    """
    wanted: dict[str, tuple[int, int]] = {}
    homes: dict[str, tuple[int, int]] = {}
    for first, end, code in _named(sentence):
        sentence.take("municipalities", first, end)
        if first in excluded or is_done(sentence, first):
            continue
        origin = _origin(sentence, first, hosts=hosts)
        if origin == "school":
            continue
        target = homes if origin else wanted
        for one in _codes(code):
            target.setdefault(one, (first, end))
    if homes and sentence.has("anywhere", range(max(span[1] for span in homes.values()), len(sentence))):
        homes = {}  # "De bor i Olsfors men kan åka vart som helst".
    chosen = wanted or {code: span for code, span in homes.items() if not _is_from(sentence, span[0])}
    for first, end in dict.fromkeys(chosen.values()):
        sentence.mark("municipalities", first, end)
    return tuple(sorted(chosen))


def _named(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Each (first, end, code) of a free place name; a genitive's s does not matter."""
    found: list[tuple[int, int, str]] = []
    places = sentence.lexicon.places
    at = 0
    while at < len(sentence):
        if at in sentence.taken or sentence.kind(at) != "word":
            at += 1
            continue
        match = places.at(sentence.keys, at) or _genitive(sentence, at)
        if match and (sentence.key(at) not in _ALSO_WORDS or _is_town(sentence, at)):
            found.append((at, at + match[0], match[1]))
            at += match[0]
            continue
        at += 1
    return found


def _genitive(sentence: Sentence, at: int) -> tuple[int, str] | None:
    key = sentence.key(at)
    for part in (key.removesuffix("s"), key.split("-")[0]):
        if part != key and len(part) >= 4 and (code := sentence.lexicon.places.word(part)):
            return 1, code
    return None


def _is_town(sentence: Sentence, at: int) -> bool:
    """Whether "mark" is the municipality and not the ground or a man's name."""
    before = sentence.key(at - 1)
    if before in _PERSON_BEFORE and not (before == "is" and sentence.key(at - 2) != "name"):
        return False
    if sentence.tokens[at].text[0].isupper():
        return True
    if sentence.key(at + 1) == "och" and sentence.key(at + 2) in {"anläggning", "trädgård", "vägar", "bygg"}:
        return False
    return before not in _GROUND_BEFORE or (
        before == "och" and sentence.lexicon.places.word(sentence.key(at - 2)) is not None
    )


def _origin(sentence: Sentence, at: int, *, hosts: bool) -> str:
    """Whether a place says where pupils live or the school lies: "home", "school" or ""."""
    if sentence.key(at - 1) in {"i", "in"} and sentence.taken.get(at - 2) == "school":
        return "school"
    before = at
    while (
        before > 0
        and at - before < LONGEST_LIST
        and (
            sentence.key(before - 1) in {"och", "and", "eller", "or", "i", "respektive"}
            or sentence.taken.get(before - 1) == "municipalities"
        )
        and not sentence.phrase_before("from_home", before)
    ):
        before -= 1
    size = sentence.phrase_before("from_home", before)
    if not size:
        return ""
    first = sentence.key(before - size)
    if first.startswith(
        ("skol", "school", "gymnasi", "högstad", "komvux", "lärar", "teach", "syv", "studie", "counsel")
    ):
        return "school" if not hosts and _is_own_school(sentence, before - size) else ""
    return "home"


def _is_own_school(sentence: Sentence, at: int) -> bool:
    """Whether a school is the writer's ("vår skola i Borås") and no workplace ("VFU på en skola i Borås")."""
    if sentence.key(at).startswith(("lärar", "teach", "syv", "studie", "counsel")):
        return True
    return any(sentence.phrase_before("own_school", here) for here in range(max(0, at - 2), at + 1))


def _is_from(sentence: Sentence, at: int) -> bool:
    return sentence.key(at - 1) in {"från", "from"}


def _codes(code: str) -> tuple[str, ...]:
    return tuple(one.code for one in MUNICIPALITIES) if code == "*" else (code,)
