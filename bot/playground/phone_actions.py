"""What a person does on the phone: writes, sends files, taps, blocks, clears."""

from dataclasses import replace
from typing import Any

from bot.playground.entities import CAPTION_LIMIT, TEXT_LIMIT, formatted, message_text
from bot.playground.errors import ApiError
from bot.playground.html_markup import utf16_length
from bot.playground.parameters import Upload
from bot.playground.people import PlaygroundPerson
from bot.playground.state import Chat, Json, Room, Tap, World

SHORT = 80
REMEMBERED_TAPS = 5000


class PhoneError(Exception):
    """Something that the phone cannot do; the text is Swedish, for the person who plays."""


def write(world: World, chat: Chat, text: str) -> Json:
    """A text from the person."""
    return send(world, chat, text_content(text))


def text_content(text: str) -> Json:
    """A message's content. Telegram's apps cut longer texts into several; here they are refused."""
    if utf16_length(text.strip()) > TEXT_LIMIT:
        raise PhoneError(f"Meddelandet är för långt: högst {TEXT_LIMIT} tecken.")
    try:
        plain, entities = message_text(text, "", None)
    except ApiError:
        raise PhoneError("Skriv något först.") from None
    content: Json = {"text": plain}
    if entities:
        content["entities"] = entities
    return content


def send_file(world: World, chat: Chat, kind: str, upload: Upload, caption: str) -> Json:
    """A photo or document from the person, perhaps with a caption."""
    try:
        text, entities = formatted(caption, "", None, CAPTION_LIMIT)
    except ApiError:
        raise PhoneError(f"Bildtexten är för lång: högst {CAPTION_LIMIT} tecken.") from None
    _check_open(chat)
    content: Json = {kind: _kept(world, kind, upload)}
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    return send(world, chat, content)


def _kept(world: World, kind: str, upload: Upload) -> Any:
    try:
        if kind == "photo":
            return world.files.add_photo(upload.content).as_photo()
        return world.files.add_document(upload.content, upload.name, upload.content_type).as_document()
    except ApiError:
        if kind == "photo":
            raise PhoneError(
                "Det där är ingen bild som går att skicka. Prova att skicka den som fil."
            ) from None
        raise PhoneError("Filen är tom.") from None


def send(world: World, chat: Chat, content: Json) -> Json:
    """A message in the person's name, of what the Bot API calls its content."""
    _check_open(chat)
    if not chat.started:
        chat.started = True
        world.events.publish("person", person=person_json(chat))
    if chat.keyboard and (chat.keyboard.get("force_reply") or chat.keyboard.get("one_time_keyboard")):
        chat.keyboard = None
    message = world.new_message(chat, chat.person.as_user(), content)
    world.updates.add("message", message, chat.person.id)
    return message


def tap(world: World, chat: Room, person: PlaygroundPerson, request: Json) -> Json:
    """A press of a button, by place or with forged data: `{"callback_id"}`, or what a link or copy gives."""
    message_id = request.get("message_id")
    message = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if isinstance(data := request.get("data"), str):
        return _press(world, chat, person, int(message_id or 0), message, data)
    if message is None:
        raise PhoneError("Meddelandet finns inte längre.")
    button = _button(message, request)
    if "url" in button:
        return {"url": button["url"]}
    if "copy_text" in button:
        return {"copy_text": button["copy_text"]["text"]}
    if "callback_data" not in button:
        raise PhoneError("Den knappen går inte att trycka på i den lokala chatten.")
    return _press(world, chat, person, message["message_id"], message, button["callback_data"])


def _button(message: Json, request: Json) -> Json:
    row, column = request.get("row"), request.get("column")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not isinstance(row, int) or not isinstance(column, int) or min(row, column) < 0:
        raise PhoneError("Säg vilken knapp: row och column, eller data.")
    if row >= len(rows) or column >= len(rows[row]):
        raise PhoneError("Den knappen finns inte längre.")
    button: Json = rows[row][column]
    return button


def _press(
    world: World, chat: Room, person: PlaygroundPerson, message_id: int, message: Json | None, data: str
) -> Json:
    if isinstance(chat, Chat):
        _check_open(chat)
    callback_id = str(world.next_tap_id)
    world.next_tap_id += 1
    while len(world.taps) >= REMEMBERED_TAPS:
        del world.taps[next(iter(world.taps))]
    world.taps[callback_id] = Tap(person.id, message_id, world.monotonic())
    gone = {"chat": chat.as_chat(), "message_id": message_id, "date": 0}
    query = {
        "id": callback_id,
        "from": person.as_user(),
        "message": message or gone,
        "chat_instance": str(world.bot["id"] * 1000 + chat.id),
        "data": data,
    }
    world.updates.add("callback_query", query, person.id)
    world.on_change()
    return {"callback_id": callback_id}


def block(world: World, chat: Chat, blocked: bool) -> None:
    """Blocks or unblocks the bot, which hears of it as `my_chat_member`."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    member: Json = {"user": world.bot, "status": "member"}
    kicked: Json = {"user": world.bot, "status": "kicked", "until_date": 0}
    change = {
        "chat": chat.person.as_chat(),
        "from": chat.person.as_user(),
        "date": world.unix_time(),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    world.updates.add("my_chat_member", change, chat.person.id)
    world.events.publish("person", person=person_json(chat))
    world.on_change()


def clear(world: World, chat: Chat) -> None:
    """Empties the chat on the phone; the bot's messages stay where they are for the bot."""
    chat.cleared = max(chat.messages, default=0)
    ids = list(chat.messages)
    world.events.publish("delete", person=chat.person.id, message_ids=ids)
    world.on_change()


def add_person(world: World, name: str, language: str) -> Chat:
    """A new phone. Raises `PhoneError` without a name or with an odd language."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 64:
        raise PhoneError("Namnet behöver vara 1–64 tecken.")
    if not (language.isascii() and language.replace("-", "").isalpha() and 2 <= len(language) <= 10):
        raise PhoneError("Språket anges som sv eller en.")
    chat = Chat(person=PlaygroundPerson(max(world.chats, default=1000) + 1, name, language=language))
    world.chats[chat.person.id] = chat
    world.events.publish("person", person=person_json(chat))
    world.on_change()
    return chat


def rename_to(chat: Chat, person: PlaygroundPerson) -> None:
    """The program's own description of a person wins over a stored one."""
    chat.person = replace(person, started=chat.started or person.started)
    chat.started = chat.person.started


def visible(chat: Room) -> list[Json]:
    """The messages that the phone shows, oldest first."""
    return [message for number, message in sorted(chat.messages.items()) if number > chat.cleared]


def person_json(chat: Chat) -> Json:
    return {
        "id": chat.person.id,
        "name": chat.person.name,
        "about": chat.person.about,
        "language": chat.person.language,
        "blocked": chat.blocked,
        "started": chat.started,
        **newest(chat),
    }


def newest(chat: Room) -> Json:
    """What the phone's list of chats shows of one."""
    last = next(iter(reversed(visible(chat))), None)
    return {"last": _short(last) if last else "", "last_id": last["message_id"] if last else 0}


def _short(message: Json) -> str:
    text = message.get("text") or message.get("caption") or ("Bild" if "photo" in message else "Fil")
    line = " ".join(str(text).split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


def _check_open(chat: Chat) -> None:
    if chat.blocked:
        raise PhoneError("Du har blockerat boten. Ta bort blockeringen för att skriva.")
