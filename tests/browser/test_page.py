"""The page in real Chromium: the story by clicks and keys. A screenshot is left when it fails."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from models.store import Store
from tests.conversations.conftest import COORDINATOR, EMPLOYER, GROUP, TEACHER, Town, running_town
from tests.conversations.test_teacher import open_town

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.long
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


@pytest.fixture(params=["sqlite"], ids=["sqlite"])
async def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture
async def town(store: Store) -> AsyncIterator[Town]:
    async with running_town(store, tick_seconds=0.2) as running:
        yield running


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

    async def reads(self, text: str) -> None:
        await expect(self.phone.get_by_text(text).last).to_be_visible(timeout=15_000)


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

    await sara.send("/meny")
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
    for morning, words in (("2027-02-22T08:00", "Om två veckor"), ("2027-03-01T08:00", "Om en vecka")):
        await page.locator("input[data-clock-input]").fill(morning)
        await page.locator('[data-clock="goto"]').click()
        await karin.reads(words)
        await maja.reads(words)


async def test_the_whole_story_can_be_played_on_the_page(town: Town) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(15_000)
        people = f"{EMPLOYER},{TEACHER},{COORDINATOR}"
        await page.goto(f"{town.address}/#people={people}")
        try:
            await play(page, town)
        except Exception:
            SCREENSHOTS.mkdir(exist_ok=True)
            await page.screenshot(path=SCREENSHOTS / "story.png", full_page=True)
            raise
        finally:
            await browser.close()
            await asyncio.sleep(0)


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


async def test_a_card_is_found_and_sent_by_keyboard(town: Town) -> None:
    await open_town(town)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(15_000)
        await page.goto(f"{town.address}/#people={EMPLOYER},{TEACHER},{COORDINATOR}")
        try:
            await send_a_card(page, town)
        except Exception:
            SCREENSHOTS.mkdir(exist_ok=True)
            await page.screenshot(path=SCREENSHOTS / "cards.png", full_page=True)
            raise
        finally:
            await browser.close()
            await asyncio.sleep(0)


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


async def test_a_group_is_played_from_several_phones(town: Town) -> None:
    await open_town(town)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(15_000)
        await page.goto(f"{town.address}/#people={EMPLOYER},{TEACHER},{COORDINATOR}")
        try:
            await talk_in_the_group(page, town)
        except Exception:
            SCREENSHOTS.mkdir(exist_ok=True)
            await page.screenshot(path=SCREENSHOTS / "group.png", full_page=True)
            raise
        finally:
            await browser.close()
            await asyncio.sleep(0)
