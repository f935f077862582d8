"""What the bot tells of itself: commands, name, descriptions, menu button."""

import re
from collections.abc import Callable
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.parameters import Call
from bot.playground.state import Json, World

TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
MENUS = {"commands", "default", "web_app"}


def get_me(world: World, _call: Call) -> Json:
    flags = (
        "can_read_all_group_messages",
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
        "can_manage_bots",
    )
    can = {"can_join_groups": True, "supports_inline_queries": True}
    return {**world.bot, **can, **dict.fromkeys(flags, False)}


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.decoded("commands", "can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope_key(world, call)] = [_command(item) for item in commands]
    world.on_change()
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.profile.commands.get(_scope_key(world, call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    world.profile.commands.pop(_scope_key(world, call), None)
    world.on_change()
    return True


def commands_for(world: World, chat: int, language: str) -> list[Json]:
    """What a person sees in a chat: the narrowest scope that has commands, in the person's language first."""
    for scope in (f"chat:{chat}", "all_group_chats" if chat < 0 else "all_private_chats", "default"):
        for code in (language, ""):
            if commands := world.profile.commands.get(f"{scope}|{code}"):
                return commands
    return []


def text_setter(name: str) -> Callable[[World, Call], bool]:
    """setMyName, setMyDescription, setMyShortDescription: an empty text takes the language's own away."""

    def set_text(world: World, call: Call) -> bool:
        text = call.text(name)
        if len(text) > TEXT_LIMITS[name]:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        world.profile.texts[f"{name}|{_language(call)}"] = text
        if name == "name" and text and not _language(call):
            world.bot["first_name"] = text
        world.on_change()
        return True

    return set_text


def text_getter(name: str) -> Callable[[World, Call], Json]:
    """getMyName, getMyDescription and getMyShortDescription: falls back to the text for all languages."""

    def get_text(world: World, call: Call) -> Json:
        texts = world.profile.texts
        text = texts.get(f"{name}|{_language(call)}") or texts.get(f"{name}|")
        return {name: text or (world.bot["first_name"] if name == "name" else "")}

    return get_text


def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.decoded("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in MENUS:
        raise bad_request("can't parse menu button: Unsupported type specified")
    world.profile.menus[_menu_key(world, call)] = button
    world.on_change()
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    own = world.profile.menus.get(_menu_key(world, call))
    return own or world.profile.menus.get("") or {"type": "commands"}


def _menu_key(world: World, call: Call) -> str:
    return str(world.chat(call).id) if call.text("chat_id") else ""


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope_key(world: World, call: Call) -> str:
    scope = call.decoded("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat" in (kind := str(scope["type"])).split("_") and kind != "all_chat_administrators":
        chat = world.chat(Call(call.method, {"chat_id": scope.get("chat_id")}))
        kind = f"{kind}:{chat.id}"
    return f"{kind}|{_language(call)}"


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: Expected an Object")
    for name in ("command", "description"):
        if not isinstance(item.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = item["command"].removeprefix("/")
    if not re.fullmatch("[a-z0-9_]{1,32}", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(item["description"].strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": item["description"].strip()}
