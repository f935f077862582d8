"""What Telegram keeps of the bot: told once, by role and language, and again only when it changes."""

from typing import Any

from aiogram import Bot
from aiogram.types import BotCommandScopeChat

from bot.profile import introduce
from tests.conversations.conftest import COORDINATOR, STRANGER, TEACHER, Town
from tests.conversations.test_story import register_employer
from tests.conversations.test_teacher import open_town


class Calls(list[str]):
    """The Bot API methods that aiogram calls from now on."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        bot.session.middleware(self._note)

    async def _note(self, make_request: Any, bot: Bot, method: Any) -> Any:
        self.append(method.__api_method__)
        return await make_request(bot, method)


async def commands(town: Town, person: int) -> list[str]:
    """What the person sees behind the menu button."""
    async with town.session.get(f"/chat/people/{person}/messages") as answer:
        return [entry["command"] for entry in (await answer.json())["commands"]]


async def test_commands_follow_role_and_language(town: Town) -> None:
    await open_town(town)
    await town.stranger.send("/start")
    assert await commands(town, STRANGER) == ["meny", "hjalp", "avbryt"]
    assert (await commands(town, TEACHER))[:3] == ["sok", "senaste", "bokningar"]
    assert (await commands(town, COORDINATOR))[:2] == ["vantar", "bjudin"]
    await town.teacher.send("/language")
    assert (await commands(town, TEACHER))[:3] == ["search", "latest", "bookings"]


async def test_commands_are_told_when_they_change_and_never_else(town: Town) -> None:
    await open_town(town)
    await town.teacher.send("/meny")
    calls = Calls(town.application.bot)
    for _ in range(3):
        await town.teacher.send("/meny")
        await town.stranger.send("/start")
    assert "setMyCommands" not in calls
    await town.teacher.send("/language")
    await town.teacher.send("/menu")
    assert calls.count("setMyCommands") == 1


async def test_commands_that_cannot_be_told_stop_nobody(town: Town) -> None:
    town.playground.inject_failure("server_error", 1, method="setMyCommands")
    await town.coordinator.send("/start")
    assert await commands(town, COORDINATOR) == ["meny", "hjalp", "avbryt"]
    await town.coordinator.send("/meny")
    await town.coordinator.send("/meny")
    assert "vantar" in await commands(town, COORDINATOR)


async def test_texts_are_told_at_start_only_where_they_differ(town: Town) -> None:
    bot = town.application.bot
    assert "praktikplatser i Sjuhärad" in (await bot.get_my_description()).description
    assert (
        "placements in Sjuhärad" in (await bot.get_my_short_description(language_code="en")).short_description
    )
    calls = Calls(bot)
    await introduce(bot)
    assert [call for call in calls if call.startswith("set")] == []
    await bot.set_my_description("Något annat")
    calls.clear()
    await introduce(bot)
    assert [call for call in calls if call.startswith("set")] == ["setMyDescription"]
    assert "praktikplatser" in (await bot.get_my_description()).description


async def test_a_start_without_leave_to_tell_the_texts_is_a_start(town: Town) -> None:
    await town.application.bot.set_my_commands([], scope=BotCommandScopeChat(chat_id=STRANGER))
    town.playground.inject_failure("too_many_requests", 2, method="getMyCommands", retry_after=3600)
    await introduce(town.application.bot)
    assert "Erbjuda" in " ".join([await town.stranger.send("/start"), *await town.stranger.buttons()])


async def test_a_teachers_commands_do_what_they_say_and_others_show_the_menu(town: Town) -> None:
    await open_town(town)
    for command, words in (
        ("/senaste", "För vem söker du"),
        ("/bokningar", "bokningar"),
        ("/erbjud", "Vad vill du göra"),
        ("/vantar", "Vad vill du göra"),
        ("/search", "För vem söker du"),
        ("/erbjud", "Vad vill du göra"),
        ("/sok", "För vem söker du"),
    ):
        assert words in await town.teacher.send(command), command


async def test_an_employers_and_a_coordinators_commands_do_what_they_say(town: Town) -> None:
    await open_town(town)
    assert "Vad får praktikanten göra" in await town.employer.send("/erbjud")
    assert "Era 2 platser" in await town.employer.send("/platser")
    assert "inga" in (await town.employer.send("/bokningar")).lower()
    assert "Allt är gjort" in await town.coordinator.send("/vantar")
    assert "vilken kommun" in await town.coordinator.send("/bjudin")


async def test_a_command_leaves_the_question_that_waited(town: Town) -> None:
    await register_employer(town)
    await town.employer.send("/platser")
    assert "förstod jag inte" in await town.employer.send("🦄 🦄")
    await town.stranger.send("/erbjud")
    assert "Erbjuda praktikplatser" in await town.stranger.buttons()
