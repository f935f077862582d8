"""Every text has its English, and no Swedish is written past gettext."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry

import bot
import handlers
from handlers import routing
from handlers.screens import commands, words
from handlers.texts import texts
from models.people import ROLES
from models.weeks import WEEK, public_holidays
from tests.texts.catalogue import HANDLERS, Message, english, extracted, forms

BOT = Path(bot.__file__).parent

TAG = re.compile(r"</?[a-z][^<>]*>")
COMMAND = re.compile(r"/[a-z]+")

MESSAGES = sorted(extracted(), key=forms)
ENGLISH = english()

# How many leading arguments of each function are texts.
GETTEXT = {"t": 1, "plain": 1, "N_": 1, "n": 2, "plain_n": 2}

# English readers are shown the English names of commands, which are served as well.
ENGLISH_COMMANDS = {
    "meny": "menu",
    "hjalp": "help",
    "avbryt": "cancel",
    "erbjud": "offer",
    "platser": "places",
    "bokningar": "bookings",
    "sok": "search",
    "senaste": "latest",
    "vantar": "waiting",
    "bjudin": "invite",
}

SWEDISH_LETTER = re.compile(r"[åäöÅÄÖ]")
SWEDISH_WORD = re.compile(
    r"\b(och|inte|eller|som|har|finns|vill|jag|du|ni|det|din|ditt|era|av|med|till|nej|skriv|tryck|välj"
    r"|inget|ingen|vecka|veckor|plats|platser|platsen|skola|skolan|elev|elever|bokning|bokningar)\b",
    re.IGNORECASE,
)

# What may be Swedish without being a text.
EXCEPTIONS = {
    # Numbers in words, which people type: they are read, never shown.
    *("ett", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"),
    # The words after a number ("3 st", "3 platser"), likewise.
    *(" st", " platser"),
    # Languages are offered under their own names.
    *("Svenska", "English"),
    # Commands are served under the names of both languages.
    *ENGLISH_COMMANDS,
}
# The demo has its own Swedish data, and the local chat speaks to the terminal it was started in.
OUTSIDE = ("demo*.py", "local_chat.py")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def tags(text: str) -> Counter[str]:
    return Counter(TAG.findall(text))


def entry_of(message: Message) -> Entry:
    entry = ENGLISH.get(forms(message)[0])
    assert entry is not None, f"no English for {message!r}; add it to handlers/locales/en/messages.po"
    return entry


def pairs(message: Message) -> list[tuple[str, str]]:
    return list(zip(forms(message), forms(entry_of(message).string), strict=True))


def test_texts_are_found() -> None:
    assert len(MESSAGES) > 300


@pytest.mark.parametrize("message", MESSAGES)
def test_a_text_has_its_english(message: Message) -> None:
    entry = entry_of(message)
    assert forms(entry.id) == forms(message)
    assert not entry.fuzzy
    for _, translated in pairs(message):
        assert translated.strip()


@pytest.mark.parametrize("message", MESSAGES)
def test_the_english_keeps_placeholders_markup_and_commands(message: Message) -> None:
    for swedish, translated in pairs(message):
        assert placeholders(translated) == placeholders(swedish)
        assert tags(translated) == tags(swedish)
        commands = [f"/{ENGLISH_COMMANDS[name[1:]]}" for name in COMMAND.findall(TAG.sub("", swedish))]
        assert set(commands) <= set(COMMAND.findall(TAG.sub("", translated)))
        assert translated.endswith("\n") == swedish.endswith("\n")


def test_every_command_that_is_listed_is_served_in_both_languages() -> None:
    handlers.register()
    for language in ("sv", "en"):
        for role in (None, *ROLES):
            names = {name for name, _ in commands.commands(texts(language), role)}
            assert names <= set(routing.COMMANDS)
    assert {texts("en").plain(name) for name in ENGLISH_COMMANDS} == set(ENGLISH_COMMANDS.values())


def test_every_public_holiday_on_a_weekday_has_a_name_in_both_languages() -> None:
    mondays = [date(2026, 1, 5) + WEEK * number for number in range(52 * 12)]
    names = {name for monday in mondays for name in public_holidays(monday).values()}
    assert names == set(words.HOLIDAY_NAMES)


def test_no_english_is_left_over() -> None:
    in_the_code = {forms(message) for message in MESSAGES}
    assert [entry.id for entry in ENGLISH if entry.id and forms(entry.id) not in in_the_code] == []
    assert not ENGLISH.obsolete


def test_numbers_take_their_english_form() -> None:
    t = texts("en")
    counted = ("{n} elev", "{n} elever")
    assert [t.n(*counted, number) for number in (0, 1, 2)] == ["0 pupils", "1 pupil", "2 pupils"]


def code() -> list[Path]:
    """The bot's own code; bot/playground stands in for Telegram and has its own language."""
    bots = [path for path in BOT.glob("*.py") if not any(path.match(outside) for outside in OUTSIDE)]
    return sorted([*HANDLERS.rglob("*.py"), *bots])


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part


def not_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The string literals that are neither texts in gettext's hands nor docstrings."""
    allowed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in node.args[: GETTEXT.get(called(node), 0)]:
                allowed |= {id(part) for part in literals(argument)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
    for part in literals(tree):
        if id(part) not in allowed:
            yield part.lineno, str(part.value)


def swedish(text: str) -> bool:
    if text in EXCEPTIONS:
        return False
    return bool(SWEDISH_LETTER.search(text)) or (" " in text and bool(SWEDISH_WORD.search(text)))


@pytest.mark.parametrize("path", code(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_swedish_is_written_past_gettext(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    in_the_code = {form for message in MESSAGES for form in forms(message) if re.search(r"[a-zåäö]{4}", form)}
    found = [
        f"{path.name}:{line}: {text!r}"
        for line, text in not_texts(ast.parse(source))
        if swedish(text) or text in in_the_code - EXCEPTIONS
    ]
    assert found == []


@pytest.mark.parametrize("path", code(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_button_says_nothing_past_gettext(path: Path) -> None:
    """A button shows a sign, a value or a text. A word without å, ä or ö would slip by the test above."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node) == "button" and node.args:
            shown = ast.Expression(node.args[0])
            if isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp):
                found += [
                    f"{line}: {text!r}" for line, text in not_texts(shown) if re.search(r"[^\W\d_]{2}", text)
                ]
    assert found == []


def test_the_walk_sees_swedish() -> None:
    source = 'button("Välj")\nt("Välj")\nx = f"Inget {y} här"\n"""Även här."""\n'
    assert [text for _, text in not_texts(ast.parse(source)) if swedish(text)] == ["Välj", "Inget ", " här"]
