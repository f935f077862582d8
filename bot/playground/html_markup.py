"""HTML parse mode: from marked-up text to plain text and entities with UTF-16 offsets.

The tags, their nesting and the words of every refusal follow "HTML style" of core.telegram.org/bots/api and
the parser of TDLib, which Telegram's own server uses.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import ApiError, bad_request
from bot.playground.links import link_target

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
BARE_ATTRIBUTES = {"expandable"}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes; offsets and lengths of entities count in them."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity is about."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


@dataclass
class _Parser:
    source: str
    position: int = 0
    offset: int = 0
    pieces: list[str] = field(default_factory=list)
    nested: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.position < len(self.source):
            start = self.source.find("<", self.position)
            self._text(self.source[self.position : start if start >= 0 else len(self.source)])
            if start < 0:
                break
            self.position = start
            if self.source.startswith("</", start):
                self._end_tag()
            else:
                self._start_tag()
        if self.nested:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.nested[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _text(self, raw: str) -> None:
        piece = _decoded(raw)
        self.pieces.append(piece)
        self.offset += utf16_length(piece)

    def _start_tag(self) -> None:
        begin = self.position
        end = _span(_TAG_NAME, self.source, begin + 1)
        if end == len(self.source):
            raise _unparsed(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = self.source[begin + 1 : end].lower()
        if tag not in TAGS:
            raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        self.position = end
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.nested.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Reads up to and past the closing bracket."""
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._at(">"):
                self.position += 1
                return attributes
            name, value = self._attribute(tag, begin)
            attributes[name] = value
            if self.position >= len(self.source):
                raise _unparsed(f"Unclosed start tag at byte offset {self._bytes(begin)}")

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.source[self.position : _span(_ATTRIBUTE_NAME, self.source, self.position)]
        where = f'"{tag}" at byte offset {self._bytes(begin)}'
        if not name:
            if self.position >= len(self.source):
                raise _unparsed(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            raise _unparsed(f"Empty attribute name in the tag {where}")
        self.position += len(name)
        self._skip_spaces()
        if not self._at("="):
            if name in BARE_ATTRIBUTES:
                return name, ""
            raise _unparsed(f"Expected equal sign in declaration of an attribute of the tag {where}")
        self.position += 1
        self._skip_spaces()
        if self.position >= len(self.source):
            raise _unparsed(f"Unclosed start tag {where}")
        return name, self._value()

    def _value(self) -> str:
        quote = self.source[self.position]
        if quote in "'\"":
            end = self.source.find(quote, self.position + 1)
            end = len(self.source) if end < 0 else end
            value = _decoded(self.source[self.position + 1 : end])
            self.position = end + 1
            return value
        end = _span(_NAME_TOKEN, self.source, self.position)
        if end < len(self.source) and not self.source[end].isspace() and self.source[end] != ">":
            raise _unparsed(f"Unexpected end of name token at byte offset {self._bytes(self.position)}")
        value = self.source[self.position : end].lower()
        self.position = end
        return value

    def _end_tag(self) -> None:
        begin = self.position
        if not self.nested:
            raise _unparsed(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.position = _span(_TAG_NAME, self.source, begin + 2)
        closing = self.source[begin + 2 : self.position].lower()
        self._skip_spaces()
        if not self._at(">"):
            raise _unparsed(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.position += 1
        opened = self.nested[-1]
        if closing and closing != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{closing}>"'
            raise _unparsed(f"Unmatched end tag at byte offset {self._bytes(begin)}, {expected}")
        self.nested.pop()
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: dict[str, Any] = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = _emoji_id(opened.attributes)
        elif opened.tag == "a":
            inner = "".join(self.pieces[opened.piece :])
            if not (target := link_target(opened.attributes.get("href") or inner)):
                return
            entity["url"] = target
        elif opened.tag in ("pre", "code") and self._joins_code(opened, entity):
            return
        self.entities.append(entity)

    def _joins_code(self, opened: _Open, entity: dict[str, Any]) -> bool:
        """`<pre><code class="language-x">` is one entity that names the language."""
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
            entity["language"] = language
        before = self.entities[-1] if self.entities else None
        if before is None or (before["offset"], before["length"]) != (entity["offset"], entity["length"]):
            return False
        if opened.tag == "pre" and before["type"] == "code" and before.get("language"):
            before["type"] = "pre"
            return True
        if opened.tag == "code" and before["type"] == "pre" and entity.get("language"):
            before["language"] = entity["language"]
            return True
        return False

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def _at(self, character: str) -> bool:
        return self.source.startswith(character, self.position)

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and entities of `source`. Raises `ApiError` 400 in Telegram's words for broken markup."""
    text, entities = _Parser(source).parse()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def _decoded(raw: str) -> str:
    return _REFERENCE.sub(_character, raw) if "&" in raw else raw


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        raise _unparsed(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else found.group()


def _span(pattern: re.Pattern[str], source: str, start: int) -> int:
    """Where the run of characters that `pattern` describes ends; `start` if there is none."""
    found = pattern.match(source, start)
    return found.end() if found else start


def _emoji_id(attributes: dict[str, str]) -> str:
    value = attributes.get("emoji-id", "")
    if not value.isdecimal() or not 0 < int(value) < 2**63:
        raise _unparsed("Invalid custom emoji identifier specified")
    return value


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
