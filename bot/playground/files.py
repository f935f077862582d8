"""The files that people and the bot have sent, under the ids and paths that the Bot API gives them."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.images import Picture, look_at

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
SAFE_SUFFIX = 12


@dataclass(frozen=True)
class StoredFile:
    """One file. `path` is its place below `/file/bot<token>/`; `picture` tells a photo's size in pixels."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    path: str
    content: bytes
    picture: Picture | None = None

    def as_file(self) -> dict[str, Any]:
        """The Bot API's `File`, without a path when it is too big to fetch."""
        path = {"file_path": self.path} if len(self.content) <= DOWNLOAD_LIMIT else {}
        return {**self._ids(), **path}

    def as_photo(self) -> list[dict[str, Any]]:
        """The Bot API's array of `PhotoSize`: the one size that there is."""
        size = self.picture or Picture("", "", 0, 0)
        return [{**self._ids(), "width": size.width, "height": size.height}]

    def as_document(self) -> dict[str, Any]:
        """The Bot API's `Document`."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self._ids()}

    def _ids(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass
class FileCabinet:
    """All files by id and by path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add_photo(self, content: bytes) -> StoredFile:
        """Keeps a picture. Raises `ApiError` 400 for what is no picture, or one that is too big."""
        if len(content) > PHOTO_LIMIT:
            raise bad_request("file is too big")
        picture = look_at(content)
        if picture is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if picture.width + picture.height > 10_000 or max(picture[2:]) > 20 * min(picture[2:]):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._add("photo", content, f"photo.{picture.extension}", picture.mime_type, picture)

    def add_document(self, content: bytes, name: str, content_type: str = "") -> StoredFile:
        """Keeps any file that is not empty; its type follows its name. Raises `ApiError` 400."""
        if not content:
            raise bad_request("file must be non-empty")
        name = PurePosixPath(name.replace("\\", "/")).name or "file"
        kind = mimetypes.guess_type(name)[0] or content_type or "application/octet-stream"
        return self._add("document", content, name, kind, None)

    def keep(self, file: StoredFile) -> None:
        self.by_id[file.file_id] = file
        self.by_path[file.path] = file

    def _add(
        self, kind: str, content: bytes, name: str, mime_type: str, picture: Picture | None
    ) -> StoredFile:
        number = len(self.by_id) + 1
        digest = hashlib.sha256(content).hexdigest()
        suffix = PurePosixPath(name).suffix[:SAFE_SUFFIX]
        file = StoredFile(
            file_id=f"{'AgAC' if kind == 'photo' else 'BQAC'}{number:06d}{digest[:30]}",
            unique_id=f"AQAD{digest[:16]}",
            kind=kind,
            name=name,
            mime_type=mime_type,
            path=f"{kind}s/file_{number}{suffix if suffix[1:].isalnum() else ''}",
            content=content,
            picture=picture,
        )
        self.keep(file)
        return file
