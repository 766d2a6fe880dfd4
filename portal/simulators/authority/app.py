"""The authority's addresses on loopback: its lists, its certificates and its page."""

from litestar import Litestar, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE
from litestar.types import ControllerRouterHandler

from portal.kernel.clock import Clock
from portal.rendering.environment import Rendering
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.page import page_handlers
from portal.web.headers import add_security_headers
from portal.web.static_files import static_files

_CRL, _CERTIFICATE = "application/pkix-crl", "application/x-pem-file"  # RFC 2585
_LARGEST_FORM = 64 * 1024


def create_authority_app(authority: DemoAuthority, clock: Clock, rendering: Rendering | None = None) -> Litestar:
    """Lists and certificates and, with `rendering`, the page that gives keys."""
    handlers: list[ControllerRouterHandler] = [*_files(authority, clock)]
    if rendering:
        handlers += [*page_handlers(authority, clock, rendering), static_files(rendering.assets.folder)]
    return Litestar(
        route_handlers=handlers,
        before_send=[add_security_headers],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=_LARGEST_FORM,
    )


def _files(authority: DemoAuthority, clock: Clock) -> list[HTTPRouteHandler]:
    """While the authority is down its lists answer 503, as the national one's at times do."""

    @get("/crl/root.crl", sync_to_thread=True)
    def root_crl() -> Response[bytes]:
        return _list(authority, authority.root_crl(clock.now()))

    @get("/crl/issuing.crl", sync_to_thread=True)
    def issuing_crl() -> Response[bytes]:
        return _list(authority, authority.issuing_crl(clock.now()))

    @get("/root.pem", sync_to_thread=True)
    def root_certificate() -> Response[bytes]:
        return Response(authority.root_file.read_bytes(), media_type=_CERTIFICATE)

    @get("/issuing.pem", sync_to_thread=True)
    def issuing_certificate() -> Response[bytes]:
        return Response(authority.issuing_file.read_bytes(), media_type=_CERTIFICATE)

    return [root_crl, issuing_crl, root_certificate, issuing_certificate]


def _list(authority: DemoAuthority, der: bytes) -> Response[bytes]:
    if authority.is_down:
        return Response(b"", status_code=HTTP_503_SERVICE_UNAVAILABLE)
    return Response(der, media_type=_CRL)
