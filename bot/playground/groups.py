"""What people do in a group, and which of it the bot hears.

The bot is no administrator and runs in privacy mode, as a bot does that nobody has set otherwise. Sources:
core.telegram.org/bots/features#privacy-mode and core.telegram.org/bots/faq#what-messages-will-my-bot-get
(commands that name the bot, other commands where the bot wrote last of all bots, messages sent via it,
answers to what is meant for it), and BotFather's own words on /setprivacy ("or mention the bot by username").
"""

from bot.playground.html_markup import utf16_slice
from bot.playground.people import PlaygroundPerson
from bot.playground.phone_actions import PhoneError, newest
from bot.playground.state import Group, Json, World


def send(
    world: World, group: Group, person: PlaygroundPerson, content: Json, reply_to: int | None = None
) -> Json:
    """A message from one of the members, perhaps as an answer to message `reply_to`."""
    if reply_to is not None:
        answered = group.messages.get(reply_to)
        if answered is None:
            raise PhoneError("Meddelandet du svarar på finns inte längre.")
        answered = {name: value for name, value in answered.items() if name != "reply_to_message"}
        content = {**content, "reply_to_message": answered}
    message = world.new_message(group, person.as_user(), content)
    if group.has_bot and is_for_the_bot(world, group, message):
        group.heard.add(message["message_id"])
        world.updates.add("message", message, person.id)
    return message


def is_for_the_bot(world: World, group: Group, message: Json) -> bool:
    """Whether a message reaches a bot in privacy mode."""
    answered, me = message.get("reply_to_message"), world.bot
    if answered is not None and (answered["from"]["id"] == me["id"] or answered["message_id"] in group.heard):
        return True
    if message.get("via_bot", {}).get("id") == me["id"]:
        return True
    name = str(me["username"]).lower()
    text = message.get("text") or message.get("caption") or ""
    for entity in message.get("entities") or message.get("caption_entities") or ():
        said = utf16_slice(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "mention" and said == f"@{name}":
            return True
        if entity["type"] == "bot_command":
            _, _, whose = said.partition("@")
            if whose == name or (not whose and _bot_has_written(world, group)):
                return True
    return False


def _bot_has_written(world: World, group: Group) -> bool:
    """There is no other bot here that could have written after it."""
    return any(message["from"]["id"] == world.bot["id"] for message in group.messages.values())


def let_in(world: World, group: Group, person: PlaygroundPerson, present: bool) -> None:
    """A member adds the bot, or removes it; it hears of that as `my_chat_member`."""
    if group.has_bot == present:
        return
    group.has_bot = present
    member: Json = {"user": world.bot, "status": "member"}
    left: Json = {"user": world.bot, "status": "left"}
    kicked: Json = {"user": world.bot, "status": "kicked", "until_date": 0}
    change = {
        "chat": group.as_chat(),
        "from": person.as_user(),
        "date": world.unix_time(),
        "old_chat_member": left if present else member,
        "new_chat_member": member if present else kicked,
    }
    world.updates.add("my_chat_member", change, person.id)
    world.events.publish("group", group=group_json(group))
    world.on_change()


def group_json(group: Group) -> Json:
    """What the page knows of a group."""
    about = {"id": group.id, "title": group.about.title, "members": list(group.about.members)}
    return {**about, "has_bot": group.has_bot, **newest(group)}
