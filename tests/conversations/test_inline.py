"""@bot and some words in any chat: cards for everybody, nobody's contact, and a way into the bot."""

from typing import Any

from sqlalchemy import event, func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from models import people
from models.tables import Person, Placement
from tests.conversations.conftest import STRANGER, Town
from tests.conversations.test_links import link_in
from tests.conversations.test_mending import granlunds
from tests.conversations.test_queries import offer
from tests.conversations.test_teacher import open_town


async def test_a_card_is_found_sent_and_leads_to_the_place(town: Town) -> None:
    await open_town(town)
    listed = await town.teacher.ask("café v 10")
    [card] = listed["results"]
    assert card["title"] == "Café Solsidan, Borås"
    assert "Ledigt v 10" in card["description"]
    sent = await town.teacher.choose(listed)
    assert "033-12 34 56" not in str(sent)
    assert "Maja" not in sent["text"]
    url = sent["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert "i kassan" in await town.teacher.send(link_in(url))


async def test_a_card_sent_to_the_bot_itself_is_not_taken_for_a_question(town: Town) -> None:
    await open_town(town)
    listed = await town.teacher.ask("")
    before = len(await town.teacher.from_bot())
    await town.teacher.choose(listed)
    await town.teacher.send("/meny")
    assert len(await town.teacher.from_bot()) == before + 1


async def test_who_never_met_the_bot_gets_cards_and_is_not_written_down(town: Town) -> None:
    await open_town(town)
    assert [card["title"] for card in (await town.stranger.ask(""))["results"]] == ["Café Solsidan, Borås"]
    assert await town.store.read(people.meet, STRANGER) is None
    assert (
        await town.store.read(lambda session: session.scalar(select(func.count()).select_from(Person))) == 3
    )


async def test_nothing_found_and_weeks_that_cannot_be_still_lead_on(town: Town) -> None:
    await open_town(town)
    nothing = await town.teacher.ask("rymdfärja")
    assert nothing["results"] == []
    assert "Inget ledigt" in nothing["button"]["text"]
    said = await town.teacher.send(f"/start {nothing['button']['start_parameter']}")
    assert "rymdfärja" in said
    assert "finns inte" in (await town.teacher.ask("café v 99"))["button"]["text"]


def offer_more(session: Session, many: int) -> None:
    """So many places more of the employer that has one."""
    [known] = session.scalars(select(Placement))
    for number in range(many):
        offer(session, known.created_by, known.employer_id, number)


async def test_many_places_come_page_by_page_each_once(town: Town) -> None:
    await open_town(town)
    await town.store.write(offer_more, 21)
    first = await town.teacher.ask("")
    second = await town.teacher.ask("", first["next_offset"])
    ids = [card["id"] for card in first["results"] + second["results"]]
    assert len(ids) == len(set(ids)) == 22
    assert (first["next_offset"], second["next_offset"]) == ("20", "")
    for odd in ("-1", "x", "٣", "99999"):
        await town.teacher.ask("", odd)


async def test_cards_are_in_the_readers_language(town: Town) -> None:
    await open_town(town)
    await town.teacher.send("/language")
    assert "Free in weeks 10–11" in (await town.teacher.ask(""))["results"][0]["description"]
    assert "Ledigt v 10" in (await town.coordinator.ask(""))["results"][0]["description"]


async def test_a_question_without_words_costs_four_statements(town: Town) -> None:
    await open_town(town)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT") and "notice" not in statement:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await town.teacher.ask("v 10")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) <= 4, asked


async def test_an_inline_question_is_answered_also_when_something_is_broken(town: Town) -> None:
    await open_town(town)
    await town.store.write(lambda session: session.execute(text("ALTER TABLE week RENAME TO lost")) and None)
    answer = await town.teacher.ask("")
    assert answer["results"] == []
    assert "når inte platserna" in answer["button"]["text"]


async def test_a_misspelled_word_finds_cards_and_what_was_read_is_told(town: Town) -> None:
    await granlunds(town)
    asked = await town.teacher.ask("prao v 10 på Granlinds")
    assert [card["title"] for card in asked["results"]] == ["Granlunds Bygg, Borås"]
    assert "Jag läste Granlinds som Granlunds" in asked["button"]["text"]
    said = await town.teacher.send(f"/start {asked['button']['start_parameter']}")
    assert "1 plats passar" in said
    assert "Granlunds" in said
    assert "Jag läste bprås som Borås" in (await town.teacher.ask("bprås v 10"))["button"]["text"]


async def test_the_next_page_of_cards_for_a_misspelled_word_goes_on(town: Town) -> None:
    await granlunds(town)
    await town.store.write(offer_more, 21)
    first = await town.teacher.ask("Granlinds")
    second = await town.teacher.ask("Granlinds", first["next_offset"])
    ids = [card["id"] for card in first["results"] + second["results"]]
    assert len(ids) == len(set(ids)) == 22


async def test_a_word_that_nothing_is_near_stays_as_it_was_written(town: Town) -> None:
    await granlunds(town)
    assert "Jag läste" not in (await town.teacher.ask("rymdfärja v 10"))["button"]["text"]
