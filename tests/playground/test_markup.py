"""Formatted text: HTML, given entities, what Telegram finds by itself, and the limits."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import TEXT_LIMIT, formatted
from bot.playground.errors import ApiError
from bot.playground.html_markup import parse_html, utf16_length
from tests.playground.telegram import ANNA, Telegram

PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")))
TAGS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>hej</b> du", "hej du", [entity("bold", 0, 3)]),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        ("<ins>a</ins><del>b</del>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("🌲<b>å🌲</b>", "🌲å🌲", [entity("bold", 2, 3)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
        ),
        ("<a href='example.org'>x</a>", "x", [entity("text_link", 0, 1, url="http://example.org/")]),
        ('<a href="nowhere">x</a>', "x", []),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ('<code class="language-python">x</code>', "x", [entity("code", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("&lt;b&gt; &amp;amp; &quot;&#65;&#x1F332;", '<b> &amp; "A🌲', []),
        ("R&D &nbsp; &hej", "R&D &nbsp; &hej", []),
        ("  <b> hej </b>  ", "hej", [entity("bold", 0, 3)]),
        ("<b></b>hej", "hej", []),
        ("<B>hej</b >", "hej", [entity("bold", 0, 3)]),
    ],
)
async def test_html_becomes_text_and_entities(
    telegram: Telegram, source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    message = await telegram.send(text=source, parse_mode="HTML")
    assert (message["text"], message.get("entities", [])) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("å<script>", 'Unsupported start tag "script" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<a href>a</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=å>a</a>", "Unexpected end of name token at byte offset 8"),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_broken_html_is_refused_in_telegrams_words(telegram: Telegram, source: str, words: str) -> None:
    answer = await telegram.call("sendMessage", chat_id=ANNA.id, text=source, parse_mode="HTML")
    assert answer.description == f"Bad Request: can't parse entities: {words}"


@given(PRINTABLE)
def test_a_text_without_markup_comes_back_as_it_was(text: str) -> None:
    plain, entities = parse_html(html.escape(text, quote=False))
    assert (plain, entities) == (text, [])
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(st.lists(st.tuples(st.sampled_from(sorted(TAGS)), PRINTABLE), max_size=6))
def test_every_entity_covers_its_own_text_in_utf16(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>·" for tag, text in parts)
    plain, entities = parse_html(source.replace("&#x27;", "'"))
    encoded = plain.encode("utf-16-le")
    covered = [
        encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities
    ]
    assert covered == [text for _, text in parts if text]
    assert [e["type"] for e in entities] == [TAGS[tag] for tag, text in parts if text]


@given(st.text(st.sampled_from("<>/bai\"'= &;#x1é🌲"), max_size=30))
def test_whatever_is_written_is_parsed_or_refused_in_words(source: str) -> None:
    try:
        text, entities = formatted(source, "HTML", None, TEXT_LIMIT)
    except ApiError as error:
        code = error.code
    else:
        code = 200
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(text) for e in entities)
    assert code in (200, 400)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [entity("bot_command", 0, 6)]),
        ("se /hjalp@praktikplatsen_bot", [entity("bot_command", 3, 25)]),
        ("1/2 och/eller", []),
        ("läs https://example.org/a?b=1.", [entity("url", 4, 25)]),
        ("anna.ek@example.org", [entity("email", 0, 19)]),
        ("fråga @anna_ek nu", [entity("mention", 6, 8)]),
        ("#prao 🌲 #8B", [entity("hashtag", 0, 5), entity("hashtag", 9, 3)]),
    ],
)
async def test_telegram_finds_commands_and_addresses_by_itself(
    telegram: Telegram, text: str, found: list[dict[str, Any]]
) -> None:
    assert (await telegram.send(text=text)).get("entities", []) == found
    assert (await telegram.write(text)).get("entities", []) == found


async def test_nothing_is_found_inside_code_or_links(telegram: Telegram) -> None:
    message = await telegram.send(text="<code>/start</code> <a href='a.se'>@anna_ek</a>", parse_mode="HTML")
    assert [e["type"] for e in message["entities"]] == ["code", "text_link"]


async def test_given_entities_are_kept_and_checked(telegram: Telegram) -> None:
    message = await telegram.send(
        text="hej du", entities=[entity("bold", 0, 3), entity("text_link", 4, 2, url="a.se")]
    )
    assert message["entities"] == [entity("bold", 0, 3), entity("text_link", 4, 2, url="http://a.se/")]
    for wrong, words in (
        (entity("bold", 100, 1), "entity begins after the end of the text at UTF-16 offset 100"),
        (
            entity("bold", 0, 100),
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (entity("shout", 0, 1), "can't parse MessageEntity: Unsupported type specified"),
        (entity("text_link", 0, 1), "can't parse MessageEntity: Can't find field \"url\""),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
    ):
        answer = await telegram.call("sendMessage", chat_id=ANNA.id, text="hello", entities=[wrong])
        assert answer.description == f"Bad Request: {words}"


async def test_the_limit_counts_the_text_after_parsing(telegram: Telegram) -> None:
    message = await telegram.send(text=f"<b>{'a' * 4096}</b>  ", parse_mode="HTML")
    assert len(message["text"]) == 4096
    longer = await telegram.call("sendMessage", chat_id=ANNA.id, text="🌲" * 2049)
    assert longer.description == "Bad Request: message is too long"
