"""A link opens what it promises to anybody, and someone new is introduced without losing it."""

import re

import pytest

from handlers.codes import code
from handlers.links import to_search
from models.search import Wish
from tests.conversations.conftest import Town
from tests.conversations.test_mending import granlunds
from tests.conversations.test_story import approve_employer, join_school, offer, register_employer
from tests.conversations.test_teacher import open_town, search


def link_in(text: str) -> str:
    """The /start of the link in a text."""
    found = re.search(r"https://t\.me/praktikplatsen_bot\?start=([A-Za-z0-9_-]+)", text)
    assert found, text
    return f"/start {found[1]}"


async def test_a_teacher_opens_a_placements_link_and_reserves(town: Town) -> None:
    await open_town(town)
    assert "i kassan" in await town.teacher.send("/start p_1")
    await town.teacher.tap("v 10|Skicka")
    assert "Skickat" in await town.teacher.says()


async def test_someone_new_is_told_what_is_kept_and_then_sees_the_place(town: Town) -> None:
    await open_town(town)
    phone = town.stranger
    assert "Jag sparar" in await phone.send("/start p_1")
    assert "i kassan" not in await phone.says()
    for label in ("English", "Svenska", "Så hanterar", "Tillbaka"):
        await phone.tap(label)
    said = await phone.tap("Visa platsen")
    assert "i kassan" in said
    assert "033-12 34 56" not in said
    assert not [text for text in await phone.buttons() if "förfrågan" in text or "Boka" in text]
    assert "i kassan" in await phone.send("/start p_1")


async def test_someone_who_joins_after_a_link_finds_the_way_back(town: Town) -> None:
    await open_town(town)
    phone = town.stranger
    await phone.send("/start p_1")
    for label in ("Visa platsen", "Söka platser till elever", "^Borås$", "Viskaskolan", "Hoppa över"):
        await phone.tap(label)
    assert "Café Solsidan" in await phone.tap("Tillbaka till det jag tittade på")


async def test_an_employer_sees_a_place_without_requests_and_opens_an_own_one(town: Town) -> None:
    await open_town(town)
    assert "i kassan" in await town.employer.send("/start p_1")
    assert not [text for text in await town.employer.buttons() if "förfrågan" in text]
    assert "Läge:" in await town.employer.tap("Öppna er plats")


async def test_a_stranger_who_walks_through_a_list_is_never_offered_to_reserve(town: Town) -> None:
    await open_town(town)
    phone = town.stranger
    await phone.send("/start s_W12a2")
    await phone.tap("Visa platserna")
    await phone.send("/start s_")
    assert "Café Solsidan" in await phone.says()
    await phone.tap("^1$")
    assert "höra till en skola" in await phone.says()
    for forged in ("cw:card:1:0:1:1418:1:1", "cw:weeks:1:0:1:1418:1:1", "cw:number:1:0:1:1418:1:1"):
        assert "höra till en skola" in await phone.forge(forged)
        assert not [text for text in await phone.buttons() if "förfrågan" in text]


async def test_a_shared_search_finds_the_same_for_a_colleague(town: Town) -> None:
    await open_town(town)
    await search(town)
    mine = await town.teacher.says()
    said = await town.teacher.tap("Dela sökningen")
    assert "v 10–11 · 2 elever" in said
    await town.stranger.send(link_in(said))
    assert await town.stranger.tap("Visa platserna") == mine
    assert "v 10–11 · 2 elever" in await town.teacher.tap("Tillbaka till listan")


async def test_codes_hold_the_links_beside_them(town: Town) -> None:
    await open_town(town)
    phone = town.employer
    await phone.send("/meny")
    await phone.tap("Mina platser")
    await phone.tap("^1$")
    before = len(await phone.from_bot())
    said = await phone.tap("Dela platsen")
    assert len(await phone.from_bot()) == before
    assert "?start=p_1" in said
    assert await phone.picture() == code("https://t.me/praktikplatsen_bot?start=p_1")
    assert "Läge:" in await phone.tap("Tillbaka")


async def test_an_invitations_code_lets_in_whoever_scans_it(town: Town) -> None:
    await town.coordinator.send("/start")
    for label in ("Bjud in en skola", "^Borås$"):
        await town.coordinator.tap(label)
    await town.coordinator.send("Viskaskolan")
    said = await town.coordinator.tap("Visa som QR-kod")
    assert "Viskaskolan" in said
    await town.stranger.send(link_in(said))
    assert "Välkommen till Viskaskolan" in await town.stranger.tap("Ta emot inbjudan")


async def test_a_place_nobody_may_see_yet_has_no_link_to_share(town: Town) -> None:
    await register_employer(town)
    await offer(town)
    await town.employer.send("/meny")
    await town.employer.tap("Mina platser")
    await town.employer.tap("^1$")
    assert "Dela platsen" not in await town.employer.buttons()
    await town.employer.forge("sh:p:1")
    assert "går inte att boka" in (town.employer.toast or "")


@pytest.mark.parametrize(
    "payload", ["p_99", "p_99999999999999999999", "p_x", "s_Azz", "zz", "s_Fzzzzz", "å", "<b>"]
)
async def test_a_stale_or_forged_link_gets_a_kind_sentence_and_the_menu(town: Town, payload: str) -> None:
    await town.coordinator.send("/start")
    assert "Länken leder inte till något längre" in await town.coordinator.send(f"/start {payload}")
    assert "Det här väntar" in await town.coordinator.buttons()
    await town.stranger.send(f"/start {payload}")
    if "Erbjuda praktikplatser" not in await town.stranger.buttons():
        assert "leder inte till" in await town.stranger.tap("Visa plats")
    assert "Erbjuda praktikplatser" in await town.stranger.buttons()


async def test_a_link_to_a_draft_and_to_an_unapproved_employer_shows_nothing(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await join_school(town)
    assert "leder inte till" in await town.teacher.send("/start p_1")
    await approve_employer(town)
    assert "i kassan" in await town.teacher.send("/start p_1")


async def test_nobody_shares_anothers_search_or_an_invitation_that_is_none(town: Town) -> None:
    await open_town(town)
    await search(town)
    await town.stranger.send("/start")
    for forged in ("sh:s:1", "sh:i:abc", "sh:p:1"):
        await town.stranger.forge(forged)
        assert town.stranger.alert, forged


async def test_last_years_search_says_that_nothing_is_left(town: Town) -> None:
    await open_town(town)
    assert "Inget ledigt" in await town.teacher.send("/start s_W0t51")


async def test_a_link_that_leads_nowhere_leaves_the_question_that_waited(town: Town) -> None:
    await register_employer(town)
    await town.employer.send("/start zz")
    assert "förstod jag inte" in await town.employer.send("🦄 🦄")


async def test_a_ready_search_whose_words_are_misspelled_finds_what_was_meant_and_says_so(town: Town) -> None:
    await granlunds(town)
    said = await town.teacher.send(f"/start {to_search(Wish(words='Granlinds'))}")
    assert "Jag läste Granlinds som Granlunds" in said
    assert "1 plats passar" in said
