"""Files: photos, documents, their ids, and the way back."""

import pytest

from tests.playground.telegram import ANNA, TOKEN, Telegram, png

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080004000501011100ffd9")
GIF = b"GIF89a" + (7).to_bytes(2, "little") + (6).to_bytes(2, "little") + b"\0" * 8
WEBP = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (8).to_bytes(3, "little") + (9).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("content", "size"), [(png(30, 20), (30, 20)), (JPEG, (5, 4)), (GIF, (7, 6)), (WEBP, (9, 10))]
)
async def test_a_photo_tells_its_size(telegram: Telegram, content: bytes, size: tuple[int, int]) -> None:
    sent = (await telegram.upload("sendPhoto", {"photo": ("a", content)}, chat_id=ANNA.id)).result
    (photo,) = sent["photo"]
    assert (photo["width"], photo["height"], photo["file_size"]) == (*size, len(content))


@pytest.mark.parametrize(
    ("content", "words"), [(b"text", "IMAGE_PROCESS_FAILED"), (png(41, 2), "PHOTO_INVALID_DIMENSIONS")]
)
async def test_what_is_no_photo_is_refused(telegram: Telegram, content: bytes, words: str) -> None:
    refused = await telegram.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=ANNA.id)
    assert refused.description == f"Bad Request: {words}"


async def test_a_file_can_be_sent_again_by_its_id_and_fetched(telegram: Telegram) -> None:
    files = {"document": ("../Lista å.csv", b"a;b\n")}
    first = (
        await telegram.upload("sendDocument", files, chat_id=ANNA.id, caption="<b>L</b>", parse_mode="HTML")
    ).result
    document = first["document"]
    assert (document["file_name"], document["mime_type"]) == ("Lista å.csv", "text/csv")
    assert first["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    again = (await telegram.call("sendDocument", chat_id=ANNA.id, document=document["file_id"])).result
    assert again["document"] == document
    path = (await telegram.call("getFile", file_id=document["file_id"])).result["file_path"]
    async with telegram.session.get(f"{telegram.base}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == b"a;b\n"
    async with telegram.session.get(f"{telegram.base}/file/bot{TOKEN}/documents/other") as response:
        assert response.status == 404


async def test_a_photos_id_does_not_pass_for_a_documents(telegram: Telegram) -> None:
    sent = (await telegram.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id)).result
    refused = await telegram.call("sendDocument", chat_id=ANNA.id, document=sent["photo"][0]["file_id"])
    assert refused.description == "Bad Request: can't use file of type Photo as Document"


async def test_media_can_be_replaced_in_place(telegram: Telegram) -> None:
    sent = (
        await telegram.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id, caption="a")
    ).result
    edited = await telegram.upload(
        "editMessageMedia",
        {"new": ("b.pdf", b"%PDF")},
        chat_id=ANNA.id,
        message_id=sent["message_id"],
        media={"type": "document", "media": "attach://new", "caption": "b"},
    )
    assert "photo" not in edited.result
    assert (edited.result["document"]["file_name"], edited.result["caption"]) == ("b.pdf", "b")


async def test_albums_hold_two_to_ten_of_one_kind(telegram: Telegram) -> None:
    photo, paper = ({"type": kind, "media": "attach://f"} for kind in ("photo", "document"))
    for media, words in (
        ([photo], "too few messages to send as an album"),
        ([photo] * 11, "too many messages to send as an album"),
        ([photo, paper], "document can't be mixed with other media types"),
        (
            [{"type": "video", "media": "attach://f"}] * 2,
            "can't parse InputMedia: Type must be one of photo and document",
        ),
    ):
        answer = await telegram.upload(
            "sendMediaGroup", {"f": ("a.png", png())}, chat_id=ANNA.id, media=media
        )
        assert answer.description == f"Bad Request: {words}"
    assert await telegram.on_screen() == []


async def test_the_phone_shows_pictures_and_downloads_everything_else(telegram: Telegram) -> None:
    await telegram.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id)
    await telegram.upload("sendDocument", {"document": ("a.html", b"<script>")}, chat_id=ANNA.id)
    picture, page = await telegram.on_screen()
    async with telegram.session.get(telegram.base + picture["photo"][0]["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", png())
    async with telegram.session.get(telegram.base + page["document"]["url"]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert "sandbox" in response.headers["Content-Security-Policy"]
