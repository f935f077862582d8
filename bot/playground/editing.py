"""The methods that change or take away what was sent."""

from typing import Any

from bot.playground.entities import message_text
from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboards import inline_markup
from bot.playground.parameters import Call
from bot.playground.sending import caption, media
from bot.playground.state import Group, Json, Room, World

DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
CAPTION_PARTS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_PARTS = (
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "document",
    "has_media_spoiler",
    *CAPTION_PARTS,
)


def edit_message_text(world: World, call: Call) -> Json:
    text, entities = message_text(
        call.text("text"),
        call.text("parse_mode"),
        call.decoded("entities", "can't parse entities JSON object"),
    )
    chat, message = _editable(world, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text, "entities": entities}
    content["link_preview_options"] = call.decoded("link_preview_options", "can't parse link preview options")
    return _change(world, chat, message, call, ("text", "entities", "link_preview_options"), content)


def edit_message_caption(world: World, call: Call) -> Json:
    content = caption(call.fields, call.text("parse_mode"))
    chat, message = _editable(world, call)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, chat, message, call, CAPTION_PARTS, content)


def edit_message_media(world: World, call: Call) -> Json:
    item = call.decoded("media", "can't parse media JSON object")
    if item is None:
        raise bad_request("can't parse InputMedia: Can't find parameter \"media\"")
    chat, message = _editable(world, call)
    return _change(world, chat, message, call, MEDIA_PARTS, media(world, call, item))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    chat, message = _editable(world, call)
    return _change(world, chat, message, call, (), {})


def delete_message(world: World, call: Call) -> bool:
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chat(call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, chat, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(world, chat, [message["message_id"]])
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Messages that are not there, or are too old, are skipped, as the Bot API says."""
    ids = call.decoded("message_ids", "can't parse message identifiers JSON object")
    if ids is None:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list) or not ids:
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    chat = world.chat(call)
    known = [chat.messages[i] for i in map(int, ids) if i in chat.messages]
    _delete(world, chat, [one["message_id"] for one in known if _deletable(world, chat, one)])
    return True


def _deletable(world: World, chat: Room, message: Json) -> bool:
    """In a group the bot is no administrator as a rule: others' messages stay."""
    others = isinstance(chat, Group) and message["from"]["id"] != world.bot["id"] and not chat.bot_deletes
    return not others and message["date"] >= world.unix_time() - DELETABLE_SECONDS


def _delete(world: World, chat: Room, ids: list[int]) -> None:
    for message_id in ids:
        del chat.messages[message_id]
    if ids:
        world.events.publish("delete", person=chat.id, message_ids=ids)
        world.on_change()


def _editable(world: World, call: Call) -> tuple[Room, Json]:
    """The message that the call means, if the bot may edit it. Raises `ApiError`."""
    if not call.text("chat_id") and not call.text("message_id"):
        raise bad_request(
            "MESSAGE_ID_INVALID" if call.text("inline_message_id") else "message identifier is not specified"
        )
    chat = world.open_chat(call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or message["message_id"] in chat.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    world: World, chat: Room, message: Json, call: Call, parts: tuple[str, ...], content: Json
) -> Json:
    """Replaces `parts` and the keyboard. A keyboard that is not given again is gone, as in Telegram."""
    edited = {name: value for name, value in message.items() if name not in (*parts, "reply_markup")}
    edited.update({name: value for name, value in content.items() if value})
    markup = inline_markup(call)
    if markup:
        edited["reply_markup"] = markup
    if _content(edited) == _content(message):
        raise not_modified()
    edited["edit_date"] = world.unix_time()
    chat.messages[message["message_id"]] = edited
    if message["message_id"] > chat.cleared:
        world.events.publish("edit", person=chat.id, message=world.shown(edited))
    world.on_change()
    return edited


def not_modified() -> ApiError:
    return bad_request(NOT_MODIFIED)


def _content(message: Json) -> dict[str, Any]:
    return {name: message.get(name) for name in (*MEDIA_PARTS, "reply_markup")}
