"""A text as its tokens, what the lexicon says of each, and which slot took it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from models.understanding.lexicon import CalendarWord, Lexicon, Word, lexicon
from models.understanding.phrases import Phrases
from models.understanding.tables import word_list
from models.understanding.tokens import Token, tokenise
from models.understanding.utterance import Span

_PARTS = word_list("parts_clauses")
_NOTHING: frozenset[str] = frozenset()
_FILLERS = word_list("fillers")
_SPOKEN_DIGITS = {"4": "for", "2": "to"}
_BEHIND_FOR = word_list("behind_a_4_for")
_BEFORE_FOR = word_list("before_a_4_for")
_COUNTED_BEHIND_FOR = word_list("counted_behind_a_4_for")
_WEEKS = frozenset({"week", "weeks", "wk"})
_BEHIND_TO = word_list("behind_a_2_to")
_SIGN = Word(key="", known=True, classes=_NOTHING, cues=(), calendar=None, language="")
LONGEST_CLAUSE = 30  # Tokens on either side; more says nothing of a word.
MOST_MENDED = 40  # Words of one text whose spelling is looked up; more is no sentence.


class Sentence:
    """What the grammars read. `keys` are the words with their spelling mended; signs stand as they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexicon: Lexicon = lexicon()
        self.tokens: list[Token] = tokenise(text)
        self.words: list[Word] = []
        self.taken: dict[int, str] = {}
        self.shouted = _has_no_names(text, self.tokens)
        mended, sentence = 0, -1
        for at, token in enumerate(self.tokens):
            if token.text in _SPOKEN_DIGITS and _is_spoken(self.tokens, at):
                token.kind, token.norm, token.value = "word", _SPOKEN_DIGITS[token.text], -1
            if token.kind != "word":
                self.words.append(_SIGN)
                continue
            is_name = token.sentence == sentence and token.text[0].isupper() and not self.shouted
            sentence = token.sentence
            norm = token.norm if token.glued else self.lexicon.spoken.get(token.norm, token.norm)
            word = self.lexicon.word(norm, is_name=is_name) if mended < MOST_MENDED else _SIGN
            mended += not word.known
            token.key = word.key or token.norm
            self.words.append(word)
        self.keys: list[str] = [token.key for token in self.tokens]
        self._kinds: list[str] = [token.kind for token in self.tokens]
        self._size = len(self.tokens)
        self.spans: dict[str, list[Span]] = {}
        self.language: Literal["sv", "en"] = "sv"
        self._clauses: list[range] = []
        self._sentences: dict[int, range] = {}
        self._has: dict[tuple[str, range], bool] = {}

    def __len__(self) -> int:
        return self._size

    def cut(self, at: int) -> None:
        """Forgets all from token `at` on."""
        for listed in (self.tokens, self.words, self.keys, self._kinds):
            del listed[at:]
        self._size = len(self.tokens)

    def kind(self, at: int) -> str:
        """The kind of token `at`; "" before the first and after the last."""
        return self._kinds[at] if 0 <= at < self._size else ""

    def key(self, at: int) -> str:
        return self.keys[at] if 0 <= at < self._size else ""

    def calendar(self, at: int) -> CalendarWord | None:
        return self.words[at].calendar if 0 <= at < self._size else None

    def is_calendar(self, at: int, *kinds: str) -> bool:
        found = self.calendar(at)
        return found is not None and found.kind in kinds

    def is_in(self, at: int, *classes: str) -> bool:
        """Whether the single word `at` belongs to one of the classes."""
        return 0 <= at < self._size and not self.words[at].classes.isdisjoint(classes)

    def phrase(self, name: str, at: int) -> int:
        """How many words from `at` are a phrase of that class, fillers in it too; 0 if none."""
        if not 0 <= at < self._size:
            return 0
        word = self.words[at]
        if name in word.begins and (longer := self.lexicon.classes[name].longer_at(self.keys, at, _FILLERS)):
            return longer[0]
        return 1 if name in word.classes else 0

    def phrase_before(self, name: str, at: int, longest: int = 4) -> int:
        """How many words just before `at` are a phrase of that class; 0 if none."""
        for size in range(min(longest, at), 0, -1):
            if self.phrase(name, at - size) == size or (size == 1 and self.is_in(at - 1, name)):
                return size
        return 0

    def same_sentence(self, first: int, second: int) -> bool:
        return self.tokens[first].sentence == self.tokens[second].sentence

    def take(self, slot: str, first: int, end: int) -> None:
        """Gives the tokens from `first` up to `end` to a slot, so that no other reads them."""
        for at in range(first, end):
            self.taken[at] = slot

    def mark(self, slot: str, first: int, end: int) -> None:
        """Remembers from which characters a slot was filled."""
        self.spans.setdefault(slot, []).append((self.tokens[first].start, self.tokens[end - 1].end))

    def clause(self, at: int) -> range:
        """The tokens around `at` up to the next comma, stop or "men"."""
        if not self._clauses:
            parted = [-1, *(here for here in range(len(self.tokens)) if self._parts(here)), len(self.tokens)]
            for before, after in pairwise(parted):
                self._clauses += [range(before + 1, after)] * (after - before)
        return self._clauses[at]

    def around(self, at: int) -> range:
        """The tokens of the sentence that `at` is in."""
        if not self._sentences:
            for here, token in enumerate(self.tokens):
                first = self._sentences.get(token.sentence, range(here, here)).start
                self._sentences[token.sentence] = range(first, here + 1)
        return self._sentences[self.tokens[at].sentence]

    def _parts(self, at: int) -> bool:
        key = self.keys[at]
        if self.tokens[at].kind in {"comma", "stop"} or key in _PARTS:
            return True
        return key in {"och", "and"} and (
            self.kind(at + 1) == "number"
            or self.phrase("need", at + 1) > 0
            or self.is_in(at + 1, "new_clause")
        )

    def has(self, name: str, among: range) -> bool:
        """Whether a phrase of that class begins among those tokens."""
        known = self._has.get((name, among))
        if known is None:
            known = self._has[name, among] = any(self.phrase(name, at) for at in among)
        return known

    def has_beside(self, name: str, at: int) -> bool:
        """Whether a phrase of that class stands in the clause of token `at`, with no "och" between them."""
        clause = self.clause(at)
        near = range(max(clause.start, at - LONGEST_CLAUSE), min(clause.stop, at + LONGEST_CLAUSE))
        return any(
            self.phrase(name, here)
            and not any(self.keys[n] in {"och", "and"} for n in range(min(at, here), max(at, here)))
            for here in near
        )

    def lookups(self, phrases: Phrases[str]) -> Iterator[tuple[int, int, str]]:
        """Each (first, end, meaning) of those phrases among free tokens, longest first at each place."""
        at = 0
        while at < len(self.keys):
            found = None if at in self.taken or self.tokens[at].kind != "word" else phrases.at(self.keys, at)
            if found:
                yield at, at + found[0], found[1]
                at += found[0]
            else:
                at += 1


def _is_spoken(tokens: list[Token], at: int) -> bool:
    """Whether a digit is a word by its sound: "a garage 4 my two pupils", "he wants 2 work"."""
    if at + 1 >= len(tokens) or tokens[at].sentence != tokens[at + 1].sentence:
        return False
    follows = tokens[at + 1].norm
    if tokens[at].text == "2":
        return follows in _BEHIND_TO
    before = tokens[at - 1].norm if at else ""
    if follows in _WEEKS and (at + 2 >= len(tokens) or tokens[at + 2].kind != "number"):
        return False  # "Prao 4 weeks from v 1".
    return follows in _BEHIND_FOR or (before in _BEFORE_FOR and follows in _COUNTED_BEHIND_FOR)


def _has_no_names(text: str, tokens: list[Token]) -> bool:
    """Whether capitals say nothing: all is in capitals, or nearly every word begins with one."""
    if text.isupper():
        return True
    words = [token for token in tokens if token.kind == "word" and len(token.text) > 1]
    return len(words) >= 4 and sum(token.text[0].isupper() for token in words) > 0.8 * len(words)
