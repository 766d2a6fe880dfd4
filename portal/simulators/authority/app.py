"""The authority's addresses on loopback: its lists and certificates."""

from litestar import Litestar, Response, get
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE

from portal.kernel.clock import Clock
from portal.simulators.authority.authority import DemoAuthority

_CRL, _CERTIFICATE = "application/pkix-crl", "application/x-pem-file"  # RFC 2585


def create_authority_app(authority: DemoAuthority, clock: Clock) -> Litestar:
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

    handlers = [root_crl, issuing_crl, root_certificate, issuing_certificate]
    return Litestar(route_handlers=handlers, openapi_config=None, logging_config=None)


def _list(authority: DemoAuthority, der: bytes) -> Response[bytes]:
    if authority.is_down:
        return Response(b"", status_code=HTTP_503_SERVICE_UNAVAILABLE)
    return Response(der, media_type=_CRL)
