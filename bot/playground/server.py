"""The local chat's server: the Bot API and the phones on one address."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground.bot_api import BotApi
from bot.playground.errors import ApiError
from bot.playground.limits import Fault, FaultKind, Limits
from bot.playground.people import PlaygroundGroup, PlaygroundPerson
from bot.playground.phone import Phone
from bot.playground.phone_groups import GroupPhone
from bot.playground.state import World
from bot.playground.storage import Storage
from models.clock import Clock

PAGE = Path(__file__).parent / "page"
LARGEST_REQUEST = 52 * 1024 * 1024
STOP_SECONDS = 2.0
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}

log = logging.getLogger(__name__)


class Playground:
    """A Telegram of one's own: `start` serves it, `stop` ends it.

    `people` have phones from the start, and some of them are in `groups`. `on_clock_moved` is awaited after
    the clock was moved on the page. With `state_file` chats, files and undelivered updates survive a restart.
    `routes` are served beside it.
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Clock,
        people: Sequence[PlaygroundPerson] = (),
        groups: Sequence[PlaygroundGroup] = (),
        bot_name: str = "Praktikplatsen",
        bot_username: str = "praktikplatsen_bot",
        on_clock_moved: Callable[[], Awaitable[None]] | None = None,
        state_file: Path | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        allow_remote: bool = False,
        routes: Sequence[web.RouteDef] = (),
    ) -> None:
        self.world = World(token, clock, people, limits, bot_name, bot_username, groups)
        self._api = BotApi(self.world)
        self._phone = Phone(self.world, on_clock_moved)
        self._groups = GroupPhone(self.world)
        self._storage = Storage(self.world, self._api.courier, state_file) if state_file else None
        self._allow_remote = allow_remote
        self._routes = routes
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens (port 0: any free one) and returns the base address.

        Raises `ValueError` for a host that others reach.
        """
        if not self._allow_remote and not is_loopback(host):
            raise ValueError(f"{host} is reachable by others; only loopback is served")
        if self._storage:
            self._storage.load()
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[self._guard])
        app.add_routes([*self._api.routes(), *self._phone.routes(), *self._groups.routes()])
        app.add_routes(self._routes)
        app.add_routes([web.get("/", _page), web.get("/page/{path:.+}", _page)])
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=STOP_SECONDS
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        if self._storage:
            self._storage.watch()
        self._api.courier.wake()
        address = self._runner.addresses[0]
        return f"http://{f'[{address[0]}]' if ':' in address[0] else address[0]}:{address[1]}"

    async def stop(self) -> None:
        """Ends long polls, events and deliveries, saves, and closes."""
        self.world.updates.end_poller()
        self.world.events.close()
        await self._api.courier.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        if self._storage:
            await self._storage.close()

    def inject_failure(
        self,
        kind: FaultKind,
        times: int = 1,
        *,
        method: str | None = None,
        retry_after: int = 1,
        carried_out: bool = False,
    ) -> None:
        """Makes the next `times` calls (of `method`, or any) fail; see `limits.Fault`."""
        self.world.faults.waiting.append(Fault(kind, times, method, retry_after, carried_out))

    def set_down(self, down: bool) -> None:
        """Takes Telegram away from the bot (every connection is cut), or brings it back; the phones go on."""
        self.world.faults.down = down
        if down:
            self.world.updates.end_poller(ApiError(502, "Bad Gateway"))
        else:
            self._api.courier.wake()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keeps other web sites away from the phones: through a visitor's browser they reach loopback."""
        is_bot = request.path.startswith(("/bot", "/file/bot"))
        if not self._allow_remote and not is_bot and not is_own_request(request):
            return web.json_response({"error": "Den här chatten nås bara från den egna datorn."}, status=403)
        return await handler(request)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_own_request(request: web.Request) -> bool:
    """Whether Host is a local name and Origin, if there is one, the very same address."""
    name = urlsplit(f"//{request.headers.get('Host', '')}").hostname
    origin = request.headers.get("Origin")
    own = name in LOCAL_NAMES or (name is not None and is_loopback(name))
    return own and origin in (None, f"http://{request.headers['Host']}")


async def _page(request: web.Request) -> web.StreamResponse:
    """The page's files, never anything outside their folder."""
    path = (PAGE / request.match_info.get("path", "index.html")).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
