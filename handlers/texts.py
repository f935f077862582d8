"""What people read, in their language. Swedish is the source; locales/en/messages.po has the English.

A text is written where it is used: `t("Hej {name}", name=…)`. Values are escaped, so that nobody can put
markup into a message; what is markup already is `Html`.
"""

import gettext
import html
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("sv", "en")


class Html(str):
    """Text that is safe markup already."""

    __slots__ = ()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    source = LOCALES / language / "messages.po"
    if not source.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Texts:
    """One language's texts. `t(…)` and `t.n(…)` give markup, `t.plain(…)` and `t.plain_n(…)` plain text."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._catalogue = _catalogue(self.language)

    def __call__(self, text: str, **values: object) -> Html:
        return Html(self._catalogue.gettext(text).format(**_escaped(values)))

    def n(self, one: str, many: str, number: int, **values: object) -> Html:
        """The form that fits `number`, which the text may use as {n}."""
        chosen = self._catalogue.ngettext(one, many, number)
        return Html(chosen.format(n=number, **_escaped(values)))

    def plain(self, text: str, **values: object) -> str:
        """Without markup or escaping, for buttons and toasts."""
        return self._catalogue.gettext(text).format(**values)

    def plain_n(self, one: str, many: str, number: int, **values: object) -> str:
        return self._catalogue.ngettext(one, many, number).format(n=number, **values)


def _escaped(values: dict[str, object]) -> dict[str, object]:
    for name, value in values.items():
        if isinstance(value, str) and not isinstance(value, Html):
            values[name] = html.escape(value, quote=False)
    return values


@cache
def texts(language: str) -> Texts:
    """The texts of a language; Swedish for one that isn't known."""
    return Texts(language)


def N_(text: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks a text in a table for translation; whoever shows it passes it through `t`."""
    return text


def lines(*parts: Html | str | None) -> Html:
    """Markup line by line; None leaves a line out."""
    return Html("\n".join(part for part in parts if part is not None))
