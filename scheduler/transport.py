"""python-telegram-bot's HTTP through aiohttp, at about a tenth of what its own httpx transport costs."""

import io
import os
import ssl
from typing import Any

import aiohttp
import certifi
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Waiting times come as timedelta, the library's announced default; without this it warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class NotSentError(NetworkError):
    """No connection came about, so Telegram cannot have got it. Any other network error leaves that open."""


class NotSentInTimeError(TimedOut, NotSentError):
    """No connection came about in time."""


class AiohttpRequest(BaseRequest):
    """The transport to hand to `telegram.ext.ExtBot`, as `request` and as `get_updates_request`.

    Timeouts are seconds: `connect_timeout` for getting a connection, `read_timeout` for each wait for the
    answer, `upload_timeout` in its place when files are sent. Raises the errors of telegram.error, and
    RuntimeError before `initialize` or after `shutdown`.
    """

    __slots__ = ("_connect_timeout", "_connections", "_read_timeout", "_session", "_upload_timeout")

    def __init__(
        self,
        *,
        connections: int = 16,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        upload_timeout: float = 60.0,
    ) -> None:
        self._connections = connections
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._upload_timeout = upload_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections,
                    # Both Telegram libraries trust this list of authorities, whatever the system carries.
                    ssl=ssl.create_default_context(cafile=certifi.where()),
                ),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 aiohttp has no such limit of its own.
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 Waiting for a free connection is no failure.
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("This transport is not initialized.")
        uploads = request_data is not None and request_data.contains_files
        timeout = aiohttp.ClientTimeout(
            sock_connect=_given(connect_timeout, self._connect_timeout),
            sock_read=_given(read_timeout, self._upload_timeout if uploads else self._read_timeout),
        )
        try:
            async with self._session.request(method, url, timeout=timeout, **_body(request_data)) as response:
                return response.status, await response.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise NotSentInTimeError(f"No connection in time: {error}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientConnectorError as error:
            raise NotSentError(f"No connection: {error}") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            # The base class replaces what is not UTF-8, and has the error that callers know.
            return BaseRequest.parse_json_payload(payload)


def _given(value: Any, default: float) -> float | None:
    """What the caller of one method asked for; None means no limit."""
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return None if value is None else float(value)


def _body(data: RequestData | None) -> dict[str, Any]:
    """JSON when there are no files, since a form costs aiohttp several times as much."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": orjson.dumps(data.parameters), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        # Bare bytes would be sent in one piece, and aiohttp warns of that.
        readable = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, readable, filename=filename, content_type=mime_type)
    return {"data": form}
