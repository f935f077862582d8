"""The methods that send: messages, photos, documents, albums, chat actions."""

from typing import Any

from bot.playground.entities import CAPTION_LIMIT, formatted, message_text
from bot.playground.errors import bad_request
from bot.playground.files import StoredFile
from bot.playground.keyboards import reply_markup
from bot.playground.parameters import Call
from bot.playground.state import Json, Room, World

ALBUM = range(2, 11)
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, call: Call) -> Json:
    text, entities = message_text(
        call.text("text"),
        call.text("parse_mode"),
        call.decoded("entities", "can't parse entities JSON object"),
    )
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    options = call.decoded("link_preview_options", "can't parse link preview options JSON object")
    if options:
        content["link_preview_options"] = options
    return _send(world, call, content)


def send_photo(world: World, call: Call) -> Json:
    content = caption(call.fields, call.text("parse_mode"))
    world.open_chat(call)
    return _send(
        world, call, {"photo": file_of(world, call, "photo", call.text("photo")).as_photo(), **content}
    )


def send_document(world: World, call: Call) -> Json:
    content = caption(call.fields, call.text("parse_mode"))
    world.open_chat(call)
    document = file_of(world, call, "document", call.text("document")).as_document()
    return _send(world, call, {"document": document, **content})


def send_media_group(world: World, call: Call) -> list[Json]:
    chat = world.open_chat(call)
    items = call.decoded("media", "can't parse media JSON object")
    if not isinstance(items, list) or not items:
        raise bad_request(
            'parameter "media" is required' if items is None else "expected an Array of InputMedia"
        )
    if len(items) not in ALBUM:
        raise bad_request(f"too {'few' if len(items) < ALBUM.start else 'many'} messages to send as an album")
    if len({item.get("type") for item in items if isinstance(item, dict)}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [media(world, call, item) for item in items]
    world.pace.admit(call.text("chat_id"), len(contents))
    common = {"media_group_id": str(world.next_message_id), **_marks(chat, call)}
    return [world.new_message(chat, world.bot, {**content, **common}) for content in contents]


def send_chat_action(world: World, call: Call) -> bool:
    action = call.text("action")
    if action.lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.open_chat(call)
    world.events.publish("action", person=chat.id, action=action.lower())
    return True


def caption(fields: Json, parse_mode: str) -> Json:
    """The parts of a message that a caption makes, of a call's or an InputMedia's fields."""
    given = Call("", fields).decoded("caption_entities", "can't parse caption entities JSON object")
    text, entities = formatted(Call("", fields).text("caption"), parse_mode, given, CAPTION_LIMIT)
    content: Json = {}
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    if Call("", fields).boolean("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if Call("", fields).boolean("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def media(world: World, call: Call, item: Any) -> Json:
    """The parts of a message that one InputMedia makes. Raises `ApiError` 400."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: Expected an Object")
    kind = str(item.get("type", ""))
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: Type must be one of photo and document")
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    file = file_of(world, call, kind, str(item["media"]))
    content: Any = file.as_photo() if kind == "photo" else file.as_document()
    return {kind: content, **caption(item, str(item.get("parse_mode") or ""))}


def file_of(world: World, call: Call, kind: str, reference: str) -> StoredFile:
    """The file that a parameter means: an upload, `attach://` to one, or the id of a file sent before."""
    upload = call.uploads.get(
        reference.removeprefix("attach://") if reference.startswith("attach://") else kind
    )
    if upload is not None:
        if kind == "photo":
            return world.files.add_photo(upload.content)
        return world.files.add_document(upload.content, upload.name, upload.content_type)
    if not reference or reference.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    file = world.files.by_id.get(reference)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _send(world: World, call: Call, content: Json) -> Json:
    markup = reply_markup(call)
    chat = world.open_chat(call)
    marks = _marks(chat, call)
    world.pace.admit(call.text("chat_id"))
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        chat.fixed.add(world.next_message_id)
        chat.keyboard = None if "remove_keyboard" in markup else markup
    return world.new_message(chat, world.bot, {**content, **marks})


def _marks(chat: Room, call: Call) -> Json:
    """What a reply and protection add to a message."""
    marks: Json = {}
    if call.boolean("protect_content"):
        marks["has_protected_content"] = True
    reply = call.decoded("reply_parameters", "can't parse reply parameters JSON object")
    if not reply:
        return marks
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    answered = chat.messages.get(int(reply["message_id"]))
    if answered:
        marks["reply_to_message"] = {k: v for k, v in answered.items() if k != "reply_to_message"}
    elif not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return marks
