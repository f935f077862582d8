"""What a picture's first bytes tell: its kind and size."""

import struct
from typing import NamedTuple


class Picture(NamedTuple):
    extension: str
    mime_type: str
    width: int
    height: int


def look_at(content: bytes) -> Picture | None:
    """The kind and size in pixels of a PNG, GIF, JPEG or WebP; None for anything else."""
    for reader in (_png, _gif, _jpeg, _webp):
        picture = reader(content)
        if picture and picture.width and picture.height:
            return picture
    return None


def _png(content: bytes) -> Picture | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    return Picture("png", "image/png", *struct.unpack(">II", content[16:24]))


def _gif(content: bytes) -> Picture | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or len(content) < 10:
        return None
    return Picture("gif", "image/gif", *struct.unpack("<HH", content[6:10]))


def _jpeg(content: bytes) -> Picture | None:
    """Walks from segment to segment to the frame header, which alone tells the size."""
    position = 2
    while content.startswith(b"\xff\xd8") and position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return Picture("jpg", "image/jpeg", width, height)
        position += 2 + int(struct.unpack(">H", content[position + 2 : position + 4])[0])
    return None


def _webp(content: bytes) -> Picture | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        size = (int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1)
    elif kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        size = ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
    else:
        size = (
            struct.unpack("<H", content[26:28])[0] & 0x3FFF,
            struct.unpack("<H", content[28:30])[0] & 0x3FFF,
        )
    return Picture("webp", "image/webp", *size)
