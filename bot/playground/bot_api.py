"""The Bot API over HTTP: finds the method of a request, carries it out and answers as Telegram does."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.playground import answering, editing, inline, profile, sending
from bot.playground.errors import ApiError, too_many_requests
from bot.playground.limits import Fault
from bot.playground.parameters import Call, call_of_request
from bot.playground.state import World
from bot.playground.updates import get_updates
from bot.playground.webhooks import Courier, delete_webhook, get_webhook_info, set_webhook

Method = Callable[[World, Call], Any]

log = logging.getLogger(__name__)

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "getChat": answering.get_chat,
    "getFile": answering.get_file,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.text_setter("name"),
    "getMyName": profile.text_getter("name"),
    "setMyDescription": profile.text_setter("description"),
    "getMyDescription": profile.text_getter("description"),
    "setMyShortDescription": profile.text_setter("short_description"),
    "getMyShortDescription": profile.text_getter("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}
SESSION_METHODS = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "logOut", "close")
OFFERED = (*METHODS, *SESSION_METHODS)
_BY_NAME = {name.lower(): method for name, method in METHODS.items()}


class BotApi:
    """Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.courier = Courier(world, self.carry_out)
        world.updates.on_new = self.courier.wake

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._serve),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    async def carry_out(self, call: Call) -> tuple[Any, str]:
        """The result of a call and the description beside it (mostly empty). Raises `ApiError`."""
        if method := _BY_NAME.get(call.method):
            return method(self._world, call), ""
        if call.method == "getupdates":
            return await get_updates(self._world.updates, bool(self.courier.webhook.url), call), ""
        if call.method == "setwebhook":
            return True, await set_webhook(self._world, self.courier, call)
        if call.method == "deletewebhook":
            return True, await delete_webhook(self._world, self.courier, call)
        if call.method == "getwebhookinfo":
            return get_webhook_info(self._world, self.courier), ""
        if call.method in ("logout", "close"):
            self._world.updates.end_poller()
            return True, ""
        raise ApiError(404, "Not Found: method not found")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        fault = self._world.faults.take(method)
        if self._world.faults.down or (fault and not fault.carried_out):
            return await self._fail(request, fault or Fault("closed"))
        response = await self._answer(request)
        return await self._fail(request, fault) if fault else response

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
            result, description = await self.carry_out(await call_of_request(request))
        except ApiError as error:
            return error_response(error)
        except web.HTTPRequestEntityTooLarge:
            return error_response(ApiError(413, "Request Entity Too Large"))
        except Exception:
            log.exception("the local chat failed in %s", request.match_info["method"])
            return error_response(ApiError(500, "Internal Server Error"))
        about = {"description": description} if description else {}
        return _json({"ok": True, "result": result, **about}, 200)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """A bad day: an error, a cut connection, or one that stays silent until the caller gives up."""
        if fault.kind == "too_many_requests":
            return error_response(too_many_requests(fault.retry_after))
        if fault.kind == "server_error":
            return error_response(ApiError(502, "Bad Gateway"))
        if fault.kind == "timeout":
            await asyncio.Event().wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=502)

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except ApiError as error:
            return error_response(error)
        file = self._world.files.by_path.get(request.match_info["path"])
        if file is None:
            return error_response(ApiError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._world.token.encode()):
            raise ApiError(401, "Unauthorized")


def error_response(error: ApiError) -> web.Response:
    """The answer that tells of `error`; the HTTP status is its code."""
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    response = _json(body, error.code)
    if error.parameters and "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response


def _json(body: dict[str, Any], status: int) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, status=status, content_type="application/json")
