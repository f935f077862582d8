"""What single words mean, whatever their inflection and spelling; loaded when first needed."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.understanding.cue_patterns import Cue, Cues
from models.understanding.phrases import Phrases
from models.understanding.spelling import Spelling
from models.understanding.tables import table, word_list
from models.vocabulary.municipalities import MUNICIPALITIES
from models.vocabulary.tables import columns

SHORTEST_STEM = 3  # "Syns" is not "sy".
SHORTEST_HEAD = 4  # The last part of a compound that says what it is: "bilskola", "möbelaffär".
SHORTEST_VILLAGE = 6
SHORTEST_CUE = 6  # Shorter words of requests are too near to others to be mended to.
LONGEST_COMPOUND = 26
MOST_WORDS_KNOWN = 20_000


class CalendarWord(NamedTuple):
    """A word of the calendar, such as ("month", "3") for "mars"."""

    kind: str
    value: str


class Count(NamedTuple):
    """A number in words: "tens" may go on ("tjugo" + "fem"), a "noun" counts with "ett" before it."""

    value: int
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """What the lexicon says of one word."""

    key: str
    known: bool
    classes: frozenset[str]
    cues: tuple[Cue, ...]
    calendar: CalendarWord | None
    language: str
    begins: frozenset[str] = frozenset()
    """The classes of which a phrase of two words or more begins with it."""


class Lexicon:
    """All tables, each as phrases."""

    def __init__(self) -> None:
        self.cues = Cues((pattern, says, int(weight)) for pattern, says, weight in table("cues"))
        self.classes = _classes()
        self.calendar = Phrases((word, CalendarWord(kind, value)) for word, kind, value in table("calendar"))
        self.numbers = Phrases((word, Count(int(value), kind)) for word, value, kind in table("numbers"))
        self.forms = Phrases((word, form) for word, form in table("forms"))
        self.places = Phrases((name.lower(), code) for name, code in table("localities"))
        self.elsewhere = {name.lower() for _, name, *_ in columns("municipalities.tsv")} | _ELSEWHERE
        self.fields = Phrases((name, field) for name, field in table("field_names"))
        self.spoken = dict(table("spoken"))
        self.roots = dict(table("field_roots"))
        self.heads = {head for (head,) in table("field_heads")}
        self.common = dict(table("common_words"))
        self.not_work = dict(table("not_work"))
        own = table("work_words")
        self._work_language: dict[str, set[str]] = {}
        for word, language, _ in own:
            self._work_language.setdefault(word, set()).add(language)
        self.work = Phrases(_work(own))
        self._endings = _by_ending()
        self._spelling = Spelling(self._small_words(), self._of_slots(), self._core(), self._work_single())
        self.sites = {
            term for term, _, kind in columns("workplaces.tsv") if kind == "workplace"
        } | _ENGLISH_SITES
        self.trades = {basic for _, basic in _trades()} - {term for term, _, _ in columns("workplaces.tsv")}
        self.trades |= {basic for _, language, basic in own if language == "en" and _is_person(basic)}
        self._words = lru_cache(maxsize=MOST_WORDS_KNOWN)(self._look_up)
        self._lemmas = lru_cache(maxsize=MOST_WORDS_KNOWN)(self._lemma)

    def word(self, norm: str, *, is_name: bool = False) -> Word:
        """What is known of a word in lower case. Of what may be a name only places and months are mended."""
        found = self._words(norm)
        if (
            is_name
            and found.key != norm
            and self.places.word(found.key) is None
            and self.calendar.word(found.key) is None
        ):
            return Word(norm, known=False, classes=frozenset(), cues=(), calendar=None, language="")
        return found

    def lemma(self, key: str) -> str | None:
        """The basic form of a word for work ("bageriet" → "bageri"), or None for any other word."""
        return self._lemmas(key)

    def is_english_work(self, term: str) -> bool:
        return self._work_language.get(term) == {"en"}

    def _of_slots(self) -> set[str]:
        found = {word for word, kind, _ in table("calendar") if kind in {"week", "month", "season", "break"}}
        towns = {one.name.lower() for one in MUNICIPALITIES}
        # Many a short word is one letter from some village: "datum" is not Dalum.
        found |= {name for name in self.places.vocabulary() if len(name) >= SHORTEST_VILLAGE or name in towns}
        found |= self.forms.vocabulary()
        for name in _COUNTED:
            found |= self.classes[name].vocabulary()
        return {word for word in found if word.isalpha()}

    def _core(self) -> set[str]:
        found = self.cues.vocabulary() | self.fields.vocabulary()
        long = {word for word in found if word.isalpha() and len(word) >= SHORTEST_CUE}
        return long | word_list("short_but_mended")

    def _small_words(self) -> set[str]:
        found = set(self.common) | set(self.not_work) | self.cues.vocabulary() | self.numbers.vocabulary()
        for phrases in self.classes.values():
            found |= phrases.vocabulary()
        return found

    def _work_single(self) -> set[str]:
        terms = {term for term, _, _ in columns("workplaces.tsv")} | set(self._work_language)
        words = {word for term in terms for word in term.split() if word.isalpha()}
        return words | {word + ending for word in words if len(word) > 4 for ending in _definite(word)}

    def _look_up(self, norm: str) -> Word:
        key = (
            norm
            if self._is_known(norm)
            else self._spelling.unstretched(norm) or self._spelling.mend(norm) or norm
        )
        classes = frozenset(name for name, phrases in self.classes.items() if phrases.word(key) is not None)
        if key.startswith(_NO_PUPILS):
            classes -= {"pupil"}
        calendar = self.calendar.word(key)
        return Word(
            key=key,
            known=self._is_known(key),
            classes=classes,
            cues=self.cues.that_begin(key, classes),
            calendar=calendar,
            language=self.common.get(key, ""),
            begins=frozenset(name for name, phrases in self.classes.items() if phrases.begin_with(key)),
        )

    def _is_known(self, word: str) -> bool:
        return (
            self._spelling.knows(word)
            or len(word) < 3
            or ("'" in word and self._spelling.knows(word.split("'", maxsplit=1)[0]))  # "Who'd".
            or "-" in word
            or self.forms.word(word) is not None
            or self.places.word(word) is not None
            or any(phrases.word(word) is not None for phrases in self.classes.values())
            or (word.endswith("s") and self._spelling.knows(word[:-1]))
            or any(self._is_work(form) for form in self._forms_of(word))
            or self.field_compound(word) is not None
            or (not self._spelling.is_near(word) and self.lemma(word) is not None)
        )

    def field_compound(self, word: str) -> str | None:
        """The field of "byggföretag", "vårdbranschen", "hotell-sektorn" or "naturbruksprogrammet"."""
        plain = word.replace("-", "")
        for size in range(len(plain) - 2, 1, -1):
            if plain[:size] in self.roots and plain[size:] in self.heads:
                return self.roots[plain[:size]]
        return None

    def _lemma(self, key: str) -> str | None:
        for form in self._forms_of(key):
            if self._is_work(form):
                return self.work.word(form)
        for start in range(1, min(len(key), LONGEST_COMPOUND) - SHORTEST_STEM + 1):
            tail = key[start:]
            if start < 2 and tail[0] != "-":
                continue
            for form in self._forms_of(tail.lstrip("-")):
                if self._is_head(form):
                    first = key[: len(key) - len(tail.lstrip("-"))]
                    return self._mended_compound(first, form)
        return None

    def _mended_compound(self, first: str, head: str) -> str:
        """ "frisersalong" → "frisörsalong", where the first part means nothing; "snickerifirma" stays."""
        means = any(
            self._spelling.knows(part) or self.work.word(part) or part in self.roots
            for part in (first, first.removesuffix("s"), first.removesuffix("-"))
        )
        near = None if means else self._spelling.mend(first + head)
        return near if near and self._is_work(near) else first + head

    def _is_work(self, form: str) -> bool:
        return self.work.word(form) is not None and self.not_work.get(form) != "never"

    def _is_head(self, form: str) -> bool:
        return form in _HEADS_EXTRA or (
            len(form) >= SHORTEST_HEAD
            and form in self._heads_of_work()
            and self.not_work.get(form) != "never"
        )

    @lru_cache(maxsize=1)  # noqa: B019 (there is one lexicon)
    def _heads_of_work(self) -> frozenset[str]:
        places = {
            term for term, _, kind in columns("workplaces.tsv") if kind == "workplace" and term.isalpha()
        }
        trades = {
            term
            for term, _, misspelled, _ in columns("occupations.tsv")
            if misspelled == "0" and term.isalpha() and 5 <= len(term) <= 12
        }
        return frozenset(places | trades)

    def _forms_of(self, word: str) -> Iterator[str]:
        """`word`, and what it may be the inflection of."""
        word = word.removesuffix("-to-be")
        yield word
        for size in range(min(6, len(word) - SHORTEST_STEM), 0, -1):
            for instead in self._endings.get(word[-size:], ()):
                yield word[:-size] + instead


def _definite(word: str) -> tuple[str, ...]:
    """Endings of "the …" in Swedish, some of them wrong; only a misspelled word comes to them."""
    return ("n",) if word[-1] in "aeå" else ("et", "en")


_ELSEWHERE = word_list("provinces")
_ENGLISH_SITES = word_list("english_sites")
_COUNTED = ("pupil", "seat", "booking")
_HEADS_EXTRA = word_list("swedish_heads")
_NO_PUPILS = tuple(word_list("no_pupils"))
_NO_PERSONS = word_list("english_no_persons")
_PERSONS = ("er", "or", "ist", "ian", "ant", "nurse", "cook", "chef", "mechanic", "guard", "man", "smith")


def _classes() -> dict[str, Phrases[bool]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for name, word in table("classes"):
        found.setdefault(name, []).append((word, True))
    return {name: Phrases(entries) for name, entries in found.items()}


def _work(own: list[list[str]]) -> Iterator[tuple[str, str]]:
    for term, _, basic in own:
        yield term, basic
    places = {term for term, _, _ in columns("workplaces.tsv") if not term.startswith("jobba med")}
    known = places | {term for term, _, _ in own}
    for term in sorted(places):
        yield term, _basic(term, known) or term
    yield from _trades()


def _trades() -> Iterator[tuple[str, str]]:
    """Occupations, with the inflected ones led back: "frisören" and "frisörer" to "frisör"."""
    known = {term: field for term, field, misspelled, _ in columns("occupations.tsv") if misspelled == "0"}
    for term, field in known.items():
        basic = _basic(term, known)
        yield term, basic if basic and known[basic] == field else term


def _is_person(term: str) -> bool:
    """Whether an English word for work names who does it: "welder", "assistant nurse", no "dog trainer's"."""
    return term.endswith(_PERSONS) and term.rsplit(maxsplit=1)[-1] not in _NO_PERSONS


def _basic(term: str, known: Container[str]) -> str | None:
    """The known term of which `term` is the definite form or the plural."""
    for ending, instead in _INFLECTIONS:
        basic = term.removesuffix(ending) + instead
        if term.endswith(ending) and len(basic) >= 4 and basic in known:
            return basic
    return None


_INFLECTIONS = (
    ("arna", ""), ("erna", ""), ("orna", "a"), ("en", ""), ("et", ""), ("na", ""), ("er", ""), ("ar", ""),
    ("or", "a"), ("an", "a"), ("n", ""), ("t", ""),
)  # fmt: skip


def _by_ending() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ending, instead in ((row[0], row[1] if len(row) > 1 else "") for row in table("endings")):
        found[ending] = (*found.get(ending, ()), instead)
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon; about a tenth of a second when first asked for."""
    return Lexicon()
