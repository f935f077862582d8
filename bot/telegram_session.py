"""aiogram's HTTP session with JSON bodies: a form costs more to build, and most calls carry no file."""

from http import HTTPStatus
from typing import Any, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

from handlers.showing import SendText

_JSON = {"Content-Type": "application/json"}


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _is_taken(content: bytes) -> bool:
    """Whether this is Telegram's word that it did what was asked."""
    try:
        return orjson.loads(content)["ok"] is True
    except (ValueError, LookupError, TypeError):
        return False


class JsonSession(AiohttpSession):
    """Otherwise as aiogram's own session: same arguments, same errors, and forms where files are sent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"json_loads": orjson.loads, "json_dumps": _dumps, **options})

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 The signature is aiogram's.
    ) -> TelegramType:
        """Send one call, give its result. Raises aiogram's errors: TelegramNetworkError if no answer came."""
        files: dict[str, Any] = {}
        body = self._body(bot, method, files)
        if files:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        limit = ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with session.post(url, data=orjson.dumps(body), headers=_JSON, timeout=limit) as response:
                content = await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        if response.status == HTTPStatus.OK and isinstance(method, SendText) and _is_taken(content):
            # Nobody reads the message that comes back, so nothing is made of it.
            return cast(TelegramType, None)
        answer = self.check_response(
            bot=bot, method=method, status_code=response.status, content=content.decode()
        )
        return cast(TelegramType, answer.result)

    def _body(self, bot: Bot, method: TelegramMethod[Any], files: dict[str, Any]) -> dict[str, Any]:
        """The parameters that are set, as Telegram wants them; files met on the way are put into `files`."""
        if isinstance(method, SendText):
            return {name: value for name, value in vars(method).items() if value is not None}
        given = method.model_dump(warnings=False, exclude_none=True)
        # A keyboard is plain already and carries no file.
        prepared = {
            name: value
            if name == "reply_markup"
            else self.prepare_value(value, bot=bot, files=files, _dumps_json=False)
            for name, value in given.items()
        }
        return {name: value for name, value in prepared.items() if value is not None and value != ""}
