"""`/healthz` and `/metrics`: whether it works, and numbers for Prometheus to collect."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from handlers.visit import Visit
from models.backlog import Backlog, backlog
from models.clock import Clock
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.outcomes import Failed, Lost, Outcome, Sent
from scheduler.pacing import Pacer
from scheduler.ticking import Clockwork

HEALTH, METRICS = "/healthz", "/metrics"
PATHS = (HEALTH, METRICS)
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# A clockwork that leads and has not ended a tick for so long is stuck; a long delivery ticks all the while.
_STUCK_SECONDS = 60.0
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Health(BaseMiddleware):
    """Counts what happens in this process. As an outer middleware it times updates."""

    def __init__(self, store: Store, clock: Clock, pacer: Pacer) -> None:
        self._store = store
        self._clock = clock
        self._pacer = pacer
        self._backlog: Backlog | None = None
        self.clockwork: Clockwork | None = None
        self.registry = CollectorRegistry(auto_describe=False)
        self._sent = self._counter("notices_sent", "Notices that Telegram took.")
        self._failed = self._counter("notices_failed", "Notices set aside for ever.", "kind")
        self._lost = self._counter("people_lost", "Times that a person could not be reached any more.")
        self._heard = self._counter("sentences", "Sentences, by what they were taken for.", "intent")
        self._missed = self._counter("not_understood", "What was not understood, by kind.", "kind")
        self._updates = Histogram(
            "praktikplatsen_update_seconds",
            "Updates handled, and how long each took.",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.registry.register(_Now(self))

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"praktikplatsen_{name}", about, labels, registry=self.registry)

    def note(self, outcome: Outcome, kinds: Sequence[str]) -> None:
        """Hears from the delivery how something ended; `kinds` are those of its notices."""
        match outcome:
            case Sent(ids):
                self._sent.inc(len(ids))
            case Failed():
                for kind in kinds:
                    self._failed.labels(kind).inc()
            case Lost():
                self._lost.inc()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        with self._updates.time():
            served = await handler(event, data)
        if isinstance(visit := data.get("visit"), Visit):
            self._note_words(visit)
        if data.get("lost"):
            self._lost.inc()
        return served

    def _note_words(self, visit: Visit) -> None:
        if visit.heard is not None:
            self._heard.labels(visit.heard).inc()
        if visit.missed is not None:
            self._missed.labels(visit.missed.value).inc()

    async def answer(self, request: web.Request) -> web.Response:
        """Answers a request to one of `PATHS`."""
        return await (self._metrics() if request.path == METRICS else self._healthz())

    def routes(self) -> list[web.RouteDef]:
        return [web.get(path, self.answer) for path in PATHS]

    async def _look(self) -> bool:
        """Whether the database answers; remembers what waits."""
        try:
            async with asyncio.timeout(5):
                self._backlog = await self._store.read(backlog, self._clock.now())
        except (StoreUnavailable, TimeoutError):
            self._backlog = None
        return self._backlog is not None

    async def _healthz(self) -> web.Response:
        reachable, clockwork = await self._look(), self.clockwork
        leads = clockwork is not None and clockwork.leads
        stuck = leads and clockwork is not None and clockwork.silent_seconds() > _STUCK_SECONDS
        body = {"database": reachable, "clockwork": "stuck" if stuck else "leads" if leads else "stands by"}
        if clockwork is None:
            del body["clockwork"]
        well = reachable and not stuck
        return web.json_response({"well": well, **body}, status=200 if well else 503)

    async def _metrics(self) -> web.Response:
        await self._look()
        return web.Response(body=generate_latest(self.registry), headers={"Content-Type": _CONTENT_TYPE})

    def now(self) -> Iterator[Metric]:
        """What is measured at the moment of asking; what the database can't tell is left out."""
        if (waiting := self._backlog) is not None:
            yield _gauge("notices_due", "Notices that could go out now.", waiting.due)
            yield _gauge("notices_overdue", "Those due for over a minute.", waiting.overdue)
            yield _gauge("oldest_overdue_seconds", "How late the oldest is.", waiting.oldest_seconds)
        if self.clockwork is not None:
            yield _gauge("clockwork_leads", "1 where this process sends notices.", self.clockwork.leads)
        refused = "Times that Telegram asked for a pause (429)."
        yield CounterMetricFamily("praktikplatsen_telegram_429", refused, value=self._pacer.refusals)


class _Now:
    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[Metric]:
        return self._health.now()


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"praktikplatsen_{name}", about, value=float(value))


async def serve_health(health: Health, host: str, port: int) -> web.AppRunner:
    """Listens for those who watch. Raises `OSError` where it can't; `cleanup` the result when done."""
    app = web.Application()
    app.add_routes(health.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
