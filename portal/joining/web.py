"""The application."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.types import ControllerRouterHandler
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.endpoints.condition import Condition
from portal.endpoints.health import HEALTH
from portal.endpoints.jwks import jwks
from portal.endpoints.metrics import metrics
from portal.endpoints.sync_channel import sync_channel
from portal.joining.identity_provider import identity_provider
from portal.joining.parts import Parts, create_parts
from portal.joining.provided import dependencies, state
from portal.kernel.clock import Clock, SystemClock
from portal.kernel.language import Language
from portal.migrations.run import revisions
from portal.pages.account import identity
from portal.pages.all import PAGES
from portal.settings import Settings
from portal.web.access import check_access, routes_without_access
from portal.web.client_address import ClientAddress
from portal.web.csrf import check_csrf
from portal.web.errors import EXCEPTION_HANDLERS
from portal.web.form_data import FormRequest
from portal.web.headers import add_security_headers
from portal.web.limits import check_limits, costly_routes_without_limits
from portal.web.methods import Methods, declare_options
from portal.web.observe import Observe
from portal.web.static_files import static_files
from portal.web.visitor import FindVisitor
from portal.web.well_formed import WellFormed

LARGEST_FORM = 64 * 1024
_MACHINE_ADDRESSES = (sync_channel, jwks, *HEALTH, metrics)


def create_app(
    settings: Settings, clock: Clock | None = None, also: Sequence[ControllerRouterHandler] = ()
) -> Litestar:
    """`also`: the addresses of the test mode.

    Raises RuntimeError where a route does not declare who may call it, or a costly one how often.
    """
    if (settings.test_mode or also) and not (settings.test_mode and settings.demo):
        raise ValueError("the test mode, and its addresses, are for demonstrations alone")
    app = _join(create_parts(settings, clock or SystemClock()), also)
    app.asgi_handler = Observe(Methods(app.asgi_handler))
    declare_options(app)
    _refuse_undeclared(app)
    return app


def _join(parts: Parts, also: Sequence[ControllerRouterHandler]) -> Litestar:
    condition = Condition(parts.transactions, parts.clock, parts.trust, revisions())
    provider, visitors = identity_provider(parts.settings), FindVisitor(parts.transactions, parts.clock)
    return Litestar(
        route_handlers=[
            *_pages(by_identity=provider is not None),
            *_MACHINE_ADDRESSES,
            static_files(parts.settings.static),
            *also,
        ],
        guards=[check_access, check_limits, check_csrf],
        middleware=[WellFormed(), ClientAddress(parts.settings.trusted_proxies), visitors],
        request_class=FormRequest,
        dependencies=dependencies(parts, condition=condition, identity=provider),
        exception_handlers=EXCEPTION_HANDLERS,
        before_send=[add_security_headers],
        compression_config=CompressionConfig(backend="gzip", minimum_size=600, gzip_compress_level=5),
        request_max_body_size=LARGEST_FORM,
        openapi_config=None,
        logging_config=None,
        lifespan=[_lifespan(parts.engine, condition)],
        state=state(parts, provider, visitors),
    )


def _pages(*, by_identity: bool) -> list[ControllerRouterHandler]:
    """Every page under the prefix of each language. Without an identity provider its pages do not exist."""
    pages, answers = (PAGES + identity.PAGES, identity.ANSWERS) if by_identity else (PAGES, ())
    return [*(Router(language.prefix or "/", route_handlers=pages) for language in Language), *answers]


def _refuse_undeclared(app: Litestar) -> None:
    undeclared = routes_without_access(app)
    if undeclared:
        raise RuntimeError(f"routes that declare no access: {undeclared}")
    unlimited = costly_routes_without_limits(app)
    if unlimited:
        raise RuntimeError(f"costly routes that declare no limits: {unlimited}")


def _lifespan(engine: AsyncEngine, condition: Condition) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        condition.forget()
        yield
        await engine.dispose()

    return lifespan
