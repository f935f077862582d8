"""What words look like in a name: capitals, places, and those that are too ordinary."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_NO_NAMES = {"pupil", "seat", "piece", "booking", "ad", "negation", "school_year", "introduces_person"}
_CLUBS = word_list("clubs")
_SHORT_WORDS = word_list("short_words_in_capitals")


def is_plain(sentence: Sentence, at: int) -> bool:
    """Whether a word means something by itself, and not only as a compound ("Solgården")."""
    word, lexicon = sentence.words[at], sentence.lexicon
    if not word.known or sentence.tokens[at].norm != word.key:
        return False
    if lexicon.field_compound(word.key) or lexicon.work.word(lexicon.lemma(word.key) or ""):
        return True
    return lexicon.lemma(word.key) is None


def names_a_time(sentence: Sentence, at: int) -> bool:
    return sentence.words[at].calendar is not None and sentence.tokens[at].text != "El"


def opens(sentence: Sentence, at: int) -> bool:
    return at == 0 or sentence.kind(at - 1) == "stop" or not sentence.same_sentence(at - 1, at)


def is_ordinary(sentence: Sentence, at: int) -> bool:
    """Whether a word in capitals is none of a name: a form, a week, a request, a form word."""
    word, key = sentence.words[at], sentence.key(at)
    text = sentence.tokens[at].text
    if text in _SHORT_WORDS:
        return True
    if text in _CLUBS:
        return False
    return (
        (
            key in sentence.lexicon.common
            and (len(key) <= 2 or opens(sentence, at) or sentence.language == "en")
        )
        or names_a_time(sentence, at)
        or sentence.lexicon.forms.word(key) is not None
        or not word.classes.isdisjoint(_NO_NAMES)
        or sentence.lexicon.numbers.word(key) is not None
        or key
        in {"hej", "hello", "hi", "tack", "söker", "finns", "svenska", "engelska", "swedish", "english"}
    )


def is_place(sentence: Sentence, at: int) -> bool:
    key = sentence.key(at)
    places = sentence.lexicon.places
    return (places.word(key) or places.word(key.removesuffix("s"))) is not None


def is_capital(sentence: Sentence, at: int) -> bool:
    return sentence.kind(at) == "word" and sentence.tokens[at].text[0].isupper()


def is_proper(sentence: Sentence, at: int) -> bool:
    """Whether a word means nothing else, or is a place that begins a name of two words."""
    if is_place(sentence, at):
        return sentence.kind(at + 1) == "word" and sentence.key(at + 1) not in sentence.lexicon.common
    return not sentence.words[at].known
