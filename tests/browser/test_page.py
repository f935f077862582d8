"""The page in real Chromium: the story by clicks and keys. A screenshot is left when it fails."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from models.store import open_store
from tests.conversations.conftest import COORDINATOR, EMPLOYER, GROUP, TEACHER, Town, running_town
from tests.conversations.test_teacher import open_town

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# One Chromium for all, since to start it takes a second.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="module")]
SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("needs Chromium on the path", allow_module_level=True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    store = await open_store(f"sqlite:///{tmp_path}/test.db")
    async with running_town(store, tick_seconds=0.1) as running:
        yield running
    await store.close()


@asynccontextmanager
async def page_of(town: Town, browser: Browser, name: str) -> AsyncIterator[Page]:
    """Three phones side by side, for who wants no motion; a screenshot is left if the block fails."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(15_000)
    await page.goto(f"{town.address}/#people={EMPLOYER},{TEACHER},{COORDINATOR}")
    try:
        yield page
    except BaseException:
        SCREENSHOTS.mkdir(exist_ok=True)
        await page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        raise
    finally:
        await page.close()


class Hand:
    """A person at one of the page's phones."""

    def __init__(self, page: Page, person: int) -> None:
        self.phone: Locator = page.locator(f'section[data-person="{person}"]')

    async def send(self, text: str) -> None:
        field = self.phone.get_by_label("Skriv ett meddelande")
        await field.fill(text)
        await field.press("Enter")

    async def tap(self, name: str) -> None:
        await self.phone.get_by_role("button", name=re.compile(name)).last.click()

    async def opens_menu(self) -> None:
        await self.send("/meny")
        await self.reads_last("Vad vill du göra?")

    async def reads(self, text: str) -> None:
        await self.phone.get_by_text(text).last.wait_for()

    async def reads_last(self, text: str) -> None:
        """The newest message says so."""
        await self.phone.locator("li.message").last.filter(has_text=text).wait_for()


async def play(page: Page, town: Town) -> None:
    maja, karin, sara = (Hand(page, person) for person in (EMPLOYER, TEACHER, COORDINATOR))
    for hand in (maja, karin, sara):
        await hand.tap("Starta")
    await maja.tap("Erbjuda praktikplatser")
    await maja.reads("organisationsnummer")
    for question, answer in (
        ("organisationsnummer har ni", "556016-0680"),
        ("Vad heter arbetsplatsen", "Café Solsidan"),
        ("I vilken kommun", "Borås"),
        ("Vem ska skolan kontakta", "Maja Lind 033-12 34 56"),
        ("Vad får praktikanten göra", "stå i kassan, baka lite och duka av"),
    ):
        await maja.reads(question)
        await maja.send(answer)
    for question, button in (
        ("Det låter som", "Stämmer"),
        ("Vilka kan ni ta emot", "Prao åk 9"),
    ):
        await maja.reads(question)
        await maja.tap(button)
    await maja.tap("^Klar$")
    await maja.reads("Vilka veckor")
    await maja.send("10-11")
    await maja.tap("Klar: v 10–11")
    await maja.tap("^2$")
    await maja.tap("Fråga mig")
    await maja.tap("Publicera")
    await sara.reads("vill erbjuda platser")
    await sara.tap("Godkänn")
    await maja.reads("är godkända")

    await sara.opens_menu()
    await sara.tap("Bjud in en skola")
    await sara.tap("^Borås$")
    await sara.reads("Vilken skola")
    await sara.send("Viskaskolan")
    await sara.reads("Här är länken till Viskaskolan")
    link = await sara.phone.get_by_text("start=i_").last.inner_text()
    await karin.send("/start " + link.split("start=")[1].split()[0])
    await karin.tap("Ta emot inbjudan")
    await karin.reads("Välkommen till Viskaskolan")
    await karin.tap("Sök platser")
    await karin.tap("Prao åk 9")
    await karin.reads("Vilka veckor")
    await karin.send("v 10-11")
    await karin.reads("Hur många elever")
    await karin.tap("^2$")
    await karin.reads("passar")
    await karin.tap("^1$")
    await karin.tap("Skicka förfrågan")
    await karin.reads("Skickat.")
    await maja.tap("Ja, välkomna")
    await karin.reads("säger ja")
    await karin.opens_menu()
    await karin.tap("Senaste sökningen")
    await karin.reads_last("Inget ledigt")
    for morning, words in (
        ("2027-02-22T08:00", "Om två veckor"),
        ("2027-03-01T08:00", "Om en vecka"),
        ("2027-03-05T08:00", "På måndag"),
    ):
        await page.locator("input[data-clock-input]").fill(morning)
        await page.locator('[data-clock="goto"]').click()
        await karin.reads_last(words)
        await maja.reads_last(words)

    await karin.opens_menu()
    await karin.tap("Mina bokningar")
    await karin.reads_last("Aktuella bokningar")
    await karin.tap("^1$")
    await karin.tap("^Avboka$")
    await karin.tap("Ja, avboka")
    await karin.reads_last("avbokad av skolan")
    await maja.reads_last("Viskaskolan har avbokat v 10–11")
    await karin.opens_menu()
    await karin.tap("Senaste sökningen")
    await karin.reads_last("2 lediga båda veckorna")


async def test_the_whole_story_can_be_played_on_the_page(town: Town, browser: Browser) -> None:
    async with page_of(town, browser, "story") as page:
        await play(page, town)


async def send_a_card(page: Page, town: Town) -> None:
    """By keyboard alone: the list above the input, the first card sent, and its button followed."""
    karin = Hand(page, TEACHER)
    field = karin.phone.get_by_label("Skriv ett meddelande")
    cards = karin.phone.get_by_role("option")
    await field.press_sequentially("@praktikplatsen_bot rymd")
    await expect(cards).to_have_text([re.compile("Inget ledigt")])
    await field.fill("@praktikplatsen_bot café v 10")
    await expect(cards.last).to_contain_text("Café Solsidan, Borås")
    await expect(cards.last).to_have_attribute("aria-selected", "true")
    await field.press("ArrowUp")
    await expect(cards.first).to_have_attribute("aria-selected", "true")
    await field.press("Escape")
    await expect(cards).to_have_count(0)
    await field.press_sequentially(" ")
    await field.press("Backspace")
    await field.fill("@praktikplatsen_bot café")
    await expect(cards).to_have_count(2)
    await field.press("Enter")
    await expect(cards).to_have_count(0)
    await expect(field).to_have_value("")
    await karin.reads("via @praktikplatsen_bot")
    await karin.tap("Se platsen")
    await karin.reads("Vilka veckor vill du boka")


async def test_a_card_is_found_and_sent_by_keyboard(town: Town, browser: Browser) -> None:
    await open_town(town)
    async with page_of(town, browser, "cards") as page:
        await send_a_card(page, town)


async def talk_in_the_group(page: Page, town: Town) -> None:
    """Maja asks, Karin answers what the bot said, and the button leads to Karin's own chat."""
    maja, karin = Hand(page, EMPLOYER), Hand(page, TEACHER)
    await maja.tap(GROUP.title)
    await maja.reads("Boten hör bara det som är till den")
    await maja.send("någon som vet?")
    await maja.send("@praktikplatsen_bot café v 10")
    await expect(karin.phone.get_by_role("img", name="olästa meddelanden")).to_be_visible()
    await karin.tap(GROUP.title)
    await karin.reads("1 plats passar")
    await expect(karin.phone.get_by_text("Maja Lind").first).to_be_visible()
    await karin.tap("Svara på Praktikplatsens meddelande")
    await karin.send("och v 11?")
    await maja.reads("v 11 · 1 elev · café")
    await expect(maja.phone.get_by_text("Karin Ek").first).to_be_visible()
    await karin.tap("Öppna sökningen i egen chatt")
    await karin.reads("Säg till när fler dyker upp")
    await expect(karin.phone.get_by_role("button", name="Praktikplatsen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(maja.phone.get_by_text("Säg till när fler dyker upp")).to_have_count(0)


async def test_a_group_is_played_from_several_phones(town: Town, browser: Browser) -> None:
    await open_town(town)
    async with page_of(town, browser, "group") as page:
        await talk_in_the_group(page, town)
