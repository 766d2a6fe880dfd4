"""The one place where everything is joined. Nothing happens at import."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ControllerRouterHandler
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from auth.accounts.passwords import Passwords
from auth.federation.log_ins import forget_expired
from auth.key_files import public_keys
from auth.limits.counting import Counter, forget_ended
from auth.limits.known_browsers import KnownBrowsers
from auth.sessions.lifetime import close_expired
from auth.signatures import TrustStore
from auth.tokens import SigningKey, VerifyingKeys
from portal.database.clock import MovableClock
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.documents.check import Check
from portal.documents.discard import Discard
from portal.documents.scanner import Clamd
from portal.documents.sweep import sweep
from portal.documents.tasks import CHECK, DISCARD
from portal.documents.workers import Workers
from portal.endpoints.condition import Condition
from portal.endpoints.health import HEALTH
from portal.endpoints.jwks import jwks
from portal.endpoints.metrics import metrics
from portal.endpoints.sync_channel import sync_channel
from portal.files.opening import open_files
from portal.files.store import Files
from portal.gateway.admit import GatewayInbound, Neighbour
from portal.gateway.deliver import deliver
from portal.gateway.envelope import Login
from portal.gateway.exchange import Line
from portal.gateway.send import DELIVER
from portal.identity_provider import identity_provider
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import Worker
from portal.kernel.clock import Clock, SystemClock
from portal.kernel.language import Language
from portal.migrations.run import revisions
from portal.notices.form import RENDER
from portal.notices.pdf_worker import PdfWorker
from portal.notices.render import RenderNotice
from portal.outbox.work import Effect, Handler
from portal.pages.account import identity
from portal.pages.all import PAGES
from portal.rendering.assets import Assets
from portal.rendering.environment import Rendering
from portal.settings import GatewayAddress, Settings
from portal.signing.receive import CHECK_AGAIN, LOOK_AGAIN, TIME_STAMP, Verifier
from portal.signing.time_stamping import AskForTimeStamp
from portal.signing.verifier import TrustVerifier
from portal.trust_services import crl_refresh, open_trust, responder, time_stamping_authority
from portal.web.access import check_access, routes_without_access
from portal.web.client_address import ClientAddress
from portal.web.csrf import CsrfTokens, check_csrf
from portal.web.errors import EXCEPTION_HANDLERS
from portal.web.headers import add_security_headers
from portal.web.limits import Limiter, check_limits, dear_routes_without_limits
from portal.web.monitors import Monitors
from portal.web.observe import Observe
from portal.web.static_files import static_files
from portal.web.visitor import FindVisitor
from portal.wiring.check_again import CheckAgain
from portal.wiring.gateway import SERVICES
from portal.wiring.look_again import LookAgain

LARGEST_FORM = 64 * 1024
_PORTAL, _GATEWAY = "kezek", "gateway"
_DAY = timedelta(days=1)
_POLL, _POLL_IN_DEMO = 0.5, 0.1
_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Parts:
    """What the web and the worker share."""

    settings: Settings
    clock: Clock
    engine: AsyncEngine
    transactions: Transactions
    rendering: Rendering
    trust: TrustStore
    client: httpx.AsyncClient
    verifier: Verifier
    scan_quarantine: Files
    scan_files: Files
    notice_files: Files


def create_parts(settings: Settings, clock: Clock) -> Parts:
    engine = create_engine(settings.database_url)
    trust = open_trust(settings)
    client = httpx.AsyncClient(timeout=_SECONDS)
    return Parts(
        settings=settings,
        clock=clock,
        engine=engine,
        transactions=Transactions(engine),
        rendering=rendering_of(settings),
        trust=trust,
        client=client,
        verifier=TrustVerifier(trust, responder(settings, trust, client, clock)),
        scan_quarantine=open_files(settings.files_url, "scans/quarantine"),
        scan_files=open_files(settings.files_url, "scans/clean"),
        notice_files=open_files(settings.files_url, "notices"),
    )


def rendering_of(settings: Settings) -> Rendering:
    return Rendering(settings.templates, Assets(settings.static), ZoneInfo(settings.zone))


def create_app(
    settings: Settings, clock: Clock | None = None, also: Sequence[ControllerRouterHandler] = ()
) -> Litestar:
    """The portal. It refuses to start while a route does not say for whom it is, or a dear one how often."""
    if (settings.test_mode or also) and not (settings.test_mode and settings.demo):
        raise ValueError("the test mode, and its addresses, are for demonstrations alone")
    parts = create_parts(settings, clock or SystemClock())
    condition = Condition(parts.transactions, parts.clock, parts.trust, revisions())
    by_identity = bool(settings.identity_provider.issuer)
    pages, answers = (PAGES + identity.PAGES, identity.ANSWERS) if by_identity else (PAGES, ())
    app = Litestar(
        route_handlers=[
            *(Router(language.prefix or "/", route_handlers=pages) for language in Language),
            *answers,
            sync_channel,
            jwks,
            *HEALTH,
            metrics,
            static_files(settings.static),
            *also,
        ],
        guards=[check_access, check_limits, check_csrf],
        middleware=[ClientAddress(settings.trusted_proxies), FindVisitor(parts.transactions, parts.clock)],
        dependencies={**_dependencies(parts), "condition": _given(condition)},
        exception_handlers=EXCEPTION_HANDLERS,
        before_send=[add_security_headers],
        compression_config=CompressionConfig(backend="gzip", minimum_size=600, gzip_compress_level=5),
        request_max_body_size=LARGEST_FORM,
        openapi_config=None,
        logging_config=None,
        lifespan=[_closing(parts, condition)],
        state=_state(parts),
    )
    app.asgi_handler = Observe(app.asgi_handler)
    undeclared = routes_without_access(app)
    if undeclared:
        raise RuntimeError(f"routes that declare no access: {undeclared}")
    unlimited = dear_routes_without_limits(app)
    if unlimited:
        raise RuntimeError(f"dear routes that declare no limits: {unlimited}")
    return app


def _state(parts: Parts) -> State:
    secrets = (parts.settings.secret_file, *parts.settings.accepted_secret_files)
    tokens = CsrfTokens(*(file.read_bytes() for file in secrets))
    limiter = Limiter(parts.transactions, parts.clock, _counter(parts))
    by_identity = bool(parts.settings.identity_provider.issuer)
    moved = {"identity_on": by_identity, "test_clock": parts.clock if parts.settings.test_mode else None}
    return State(
        {"rendering": parts.rendering, "csrf_tokens": tokens, "limiter": limiter, "demo": parts.settings.demo, **moved}
        | {"monitors": Monitors(parts.settings.metrics_from)}
    )


def _counter(parts: Parts) -> Counter:
    return Counter(parts.settings.secret_file.read_bytes())


def _known_browsers(parts: Parts) -> KnownBrowsers:
    secrets = (parts.settings.secret_file, *parts.settings.accepted_secret_files)
    return KnownBrowsers(*(file.read_bytes() for file in secrets))


def _dependencies(parts: Parts) -> dict[str, Provide]:
    values: dict[str, object] = {
        "transactions": parts.transactions,
        "clock": parts.clock,
        "passwords": Passwords(),
        "counter": _counter(parts),
        "known_browsers": _known_browsers(parts),
        "verifier": parts.verifier,
        "scan_quarantine": parts.scan_quarantine,
        "scan_files": parts.scan_files,
        "notice_files": parts.notice_files,
        "gateway_inbound": _inbound(parts.settings.gateway),
        "published_keys": _published(parts.settings),
        "identity": identity_provider(parts.settings),
    }
    return {name: _given(value) for name, value in values.items()}


def _given(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)


def _closing(parts: Parts, condition: Condition) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        condition.forget()
        yield
        await parts.engine.dispose()

    return lifespan


def _inbound(gateway: GatewayAddress) -> GatewayInbound:
    """Who may bring messages in: the gateway, under its own keys and the password agreed with it."""
    keys = VerifyingKeys(public_keys(gateway.gateway_keys))
    return GatewayInbound(_PORTAL, Neighbour(_GATEWAY, keys, _login(gateway)), SERVICES)


def _published(settings: Settings) -> VerifyingKeys:
    own = [key for key in (settings.server_keys.private, settings.gateway.key_file) if key]
    return VerifyingKeys(public_keys([*own, *settings.server_keys.published]))


def _login(gateway: GatewayAddress) -> Login:
    password = gateway.password_file.read_text().strip() if gateway.password_file else ""
    return Login(gateway.sender_id, password)


@dataclass(frozen=True, slots=True)
class Working:
    """A worker with what it must close when it ends."""

    worker: Worker
    parts: Parts
    scans: Workers
    pdf_worker: PdfWorker
    client: httpx.AsyncClient
    jobs: tuple[RecurringJob, ...]

    async def enlist(self) -> None:
        async with self.parts.transactions.writing() as session:
            await enlist(session, self.jobs, self.parts.clock.now())

    async def close(self) -> None:
        self.scans.close()
        self.pdf_worker.close()
        await self.client.aclose()
        await self.parts.engine.dispose()


def create_worker(settings: Settings, clock: Clock | None = None) -> Working:
    """What is done after commits and every so often: any number of these may run."""
    parts = create_parts(settings, clock or SystemClock())
    client = parts.client
    scans, pdf_worker = Workers(), PdfWorker()
    jobs = (
        crl_refresh(settings, parts.trust, client, parts.clock),
        RecurringJob("sessions", timedelta(hours=1), _close_sessions),
        RecurringJob("attempts", timedelta(hours=1), _forget_attempts),
        RecurringJob("scans", _DAY, partial(_sweep_scans, parts)),
    )
    handlers = _handlers(parts, client, scans, pdf_worker) | recurring_handlers(jobs, parts.clock)
    return Working(_worker(parts, handlers), parts, scans, pdf_worker, client, jobs)


def _worker(parts: Parts, handlers: dict[str, Handler]) -> Worker:
    """In a demonstration somebody sits and waits. In test mode the clock may have been moved by another process."""
    poll = _POLL_IN_DEMO if parts.settings.demo else _POLL
    if parts.settings.test_mode and isinstance(parts.clock, MovableClock):
        follow = partial(parts.clock.follow, parts.transactions)
        return Worker(parts.transactions, parts.clock, handlers, poll=poll, before_each_look=follow)
    return Worker(parts.transactions, parts.clock, handlers, poll=poll)


def _handlers(parts: Parts, client: httpx.AsyncClient, scans: Workers, pdf_worker: PdfWorker) -> dict[str, Handler]:
    settings, transactions = parts.settings, parts.transactions
    handlers: dict[str, Handler] = {
        CHECK: Check(parts.scan_quarantine, parts.scan_files, Clamd(settings.scanner), scans, parts.clock),
        DISCARD: Discard(parts.scan_quarantine),
        RENDER: RenderNotice(transactions, parts.rendering, parts.notice_files, pdf_worker, settings.static),
        CHECK_AGAIN: CheckAgain(transactions, parts.verifier, parts.clock),
        LOOK_AGAIN: LookAgain(transactions, parts.verifier, parts.clock),
        TIME_STAMP: AskForTimeStamp(
            transactions, time_stamping_authority(settings, parts.client), parts.trust, parts.clock
        ),
    }
    if settings.gateway.url and settings.gateway.key_file:
        line = Line(
            client,
            settings.gateway.url,
            _GATEWAY,
            _PORTAL,
            SigningKey.from_file(settings.gateway.key_file),
            _login(settings.gateway),
        )
        handlers[DELIVER] = deliver(line, transactions, parts.clock)
    return handlers


async def _close_sessions(now: datetime) -> Effect:
    async def effect(session: AsyncSession) -> None:
        await close_expired(session, now)
        await forget_expired(session, now)

    return effect


async def _forget_attempts(now: datetime) -> Effect:
    async def effect(session: AsyncSession) -> None:
        await forget_ended(session, now)

    return effect


async def _sweep_scans(parts: Parts, _now: datetime) -> None:
    """Content that no scan names any more, left by removed scans and by requests that were never finished.

    Files are dated by the machine, so it is the machine's day that counts, however the portal's clock is moved.
    """
    async with parts.transactions.reading() as session:
        await sweep(session, parts.scan_quarantine, parts.scan_files, SystemClock().now() - _DAY)
