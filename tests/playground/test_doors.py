"""Who gets in: only this machine, and no other web site through its browser."""

import pytest

from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import ANNA, PEOPLE, TOKEN, Telegram


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::"])
async def test_only_loopback_is_served(clock: MovableClock, host: str) -> None:
    playground = Playground(token=TOKEN, clock=clock, people=PEOPLE)
    with pytest.raises(ValueError, match="reachable by others"):
        await playground.start(host)


async def test_others_are_let_in_when_it_is_said(clock: MovableClock) -> None:
    playground = Playground(token=TOKEN, clock=clock, people=PEOPLE, allow_remote=True)
    assert (await playground.start("0.0.0.0")).startswith("http://0.0.0.0:")
    await playground.stop()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8080"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_other_web_sites_cannot_use_the_phones(telegram: Telegram, headers: dict[str, str]) -> None:
    for path in ("/", "/chat/state"):
        async with telegram.session.get(telegram.base + path, headers=headers) as response:
            assert response.status == 403
    url = f"{telegram.base}/chat/people/{ANNA.id}/messages"
    async with telegram.session.post(url, json={"text": "lurad"}, headers=headers) as response:
        assert response.status == 403
    assert await telegram.updates() == []


async def test_the_page_itself_may(telegram: Telegram) -> None:
    port = telegram.base.rpartition(":")[2]
    for name in ("127.0.0.1", "localhost"):
        headers = {"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"}
        async with telegram.session.get(f"{telegram.base}/chat/state", headers=headers) as response:
            assert response.status == 200


async def test_the_page_is_served_fresh_and_nothing_beside_it(telegram: Telegram) -> None:
    async with telegram.session.get(f"{telegram.base}/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert response.headers["Cache-Control"] == "no-cache"
    async with telegram.session.get(f"{telegram.base}/page/style.css") as response:
        assert (response.status, response.content_type) == (200, "text/css")
    for path in ("/page/..%2fserver.py", "/page/%2e%2e/state.py", "/page/", "/page/nothing.js"):
        async with telegram.session.get(telegram.base + path) as response:
            assert response.status == 404
