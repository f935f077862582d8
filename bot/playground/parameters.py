"""One call of a method and its parameters, however they travelled (query, form, multipart or JSON)."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from bot.playground.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A method (lower case) with its fields as they came: strings, or JSON values."""

    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field as text; empty when it is missing or null."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The field as a whole number; `default` when it is missing or is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def decoded(self, name: str, refusal: str) -> Any:
        """The field as a JSON value; None when missing. Raises `ApiError` with `refusal` if it is no JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(refusal) from None


async def call_of_request(request: web.Request) -> Call:
    """Reads a request to `/bot<token>/<method>`; fields of the body win over those of the address."""
    fields: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        fields.update(_object(await request.text()))
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                fields[name] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
    return Call(request.match_info["method"].lower(), fields, uploads)


async def call_of_response(response: ClientResponse) -> Call | None:
    """Reads the call that a webhook may answer with, as JSON or multipart; None if the body holds none."""
    fields: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    if response.content_type == "application/json":
        fields = _object(await response.text())
    elif response.content_type.startswith("multipart/"):
        await _read_parts(response, fields, uploads)
    method = str(fields.pop("method", "")).lower()
    return Call(method, fields, uploads) if method else None


async def _read_parts(response: ClientResponse, fields: dict[str, Any], uploads: dict[str, Upload]) -> None:
    async for part in MultipartReader.from_response(response):
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, kind, content)
        else:
            fields[part.name] = content.decode(errors="replace")


def _object(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("expected a JSON object")
    return value
