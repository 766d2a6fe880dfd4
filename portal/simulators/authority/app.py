"""The authority's HTTP server: lists, certificates, OCSP, time-stamps and pages."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED, HTTP_503_SERVICE_UNAVAILABLE
from litestar.types import ControllerRouterHandler

from auth.certificates.encoding.pem import pem_blocks
from portal.kernel.clock import Clock
from portal.rendering.environment import Rendering
from portal.simulators.authority import services
from portal.simulators.authority.addresses import title
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.faults import Service, ServiceFault
from portal.simulators.authority.gost_page import gost_handlers
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family
from portal.simulators.authority.page import key_page_handlers
from portal.simulators.authority.publishing import ListKind
from portal.web.headers import add_security_headers
from portal.web.static_files import static_files

_CRL, _CERTIFICATE, _PEM = "application/pkix-crl", "application/pkix-cert", "application/x-pem-file"  # RFC 2585
_OCSP, _TIME_STAMP = "application/ocsp-response", "application/timestamp-reply"  # RFC 6960, C; RFC 3161, 3.4
_HTML = b"<!doctype html><title>Sign in to the network</title>\n"
_LARGEST_REQUEST = 4 * 1024 * 1024
_LISTS = {f"/crl/{title(kind, family)}.crl": (kind, family) for kind in ListKind for family in Family}
_CERTIFICATES = {f"/cert/{title(member, family)}.cer": (member, family) for member in Member for family in Family}
_IN_PEM = {
    f"/{title(member, family)}.pem": (member, family) for member in (Member.ROOT, Member.ISSUING) for family in Family
}
_Asked = Request[Any, Any, Any]


def create_authority_app(authority: DemoAuthority, clock: Clock, rendering: Rendering | None = None) -> Litestar:
    """Lists, certificates and responders. With `rendering`, also the pages that issue keys and sign."""
    handlers: list[ControllerRouterHandler] = [*_lists(authority, clock), *_responders(authority, clock)]
    handlers += _certificates(authority)
    if rendering:
        handlers += [*key_page_handlers(authority, clock, rendering), *gost_handlers(authority, clock, rendering)]
        handlers.append(static_files(rendering.assets.folder))
    return Litestar(
        route_handlers=handlers,
        before_send=[add_security_headers],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=_LARGEST_REQUEST,
    )


def _lists(authority: DemoAuthority, clock: Clock) -> list[HTTPRouteHandler]:
    @get(list(_LISTS))
    async def crl(request: _Asked) -> Response[bytes]:
        make = partial(services.published_list, authority, *_LISTS[request.url.path])
        return _once(request, await _answer(authority, Service.LISTS, make, clock.now(), _CRL))

    return [crl]


def _once(request: _Asked, answer: Response[bytes]) -> Response[bytes]:
    """The response with an entity tag, or 304 when the client has this list already (RFC 9110, 13.1.2)."""
    if answer.status_code is not None and answer.status_code != HTTP_200_OK:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
    answer.headers["ETag"] = tag
    return answer


def _responders(authority: DemoAuthority, clock: Clock) -> list[HTTPRouteHandler]:
    @post("/ocsp", status_code=200)
    async def ocsp(request: _Asked) -> Response[bytes]:
        make = partial(services.ocsp_answer, authority, await request.body())
        return await _answer(authority, Service.OCSP, make, clock.now(), _OCSP)

    @post("/tsp", status_code=200)
    async def tsp(request: _Asked) -> Response[bytes]:
        make = partial(services.time_stamp, authority, await request.body())
        return await _answer(authority, Service.TSP, make, clock.now(), _TIME_STAMP)

    return [ocsp, tsp]


def _certificates(authority: DemoAuthority) -> list[HTTPRouteHandler]:
    """In DER; those of roots and issuing authorities also in PEM, for people."""

    @get(list(_CERTIFICATES))
    async def certificate(request: _Asked) -> Response[bytes]:
        file = await asyncio.to_thread(authority.file, *_CERTIFICATES[request.url.path])
        return Response(pem_blocks(file.read_bytes(), "CERTIFICATE")[0], media_type=_CERTIFICATE)

    @get(list(_IN_PEM))
    async def in_pem(request: _Asked) -> Response[bytes]:
        file = await asyncio.to_thread(authority.file, *_IN_PEM[request.url.path])
        return Response(file.read_bytes(), media_type=_PEM)

    return [certificate, in_pem]


async def _answer(
    authority: DemoAuthority, service: Service, make: Callable[[datetime], bytes], now: datetime, media_type: str
) -> Response[bytes]:
    """What `make` returns, unless a fault of this service is switched on."""
    switched = authority.faults.of(service)
    fault = switched.fault if switched else None
    if fault is ServiceFault.DOWN:
        return Response(b"", status_code=HTTP_503_SERVICE_UNAVAILABLE)
    if fault is ServiceFault.HTML:
        return Response(_HTML, media_type="text/html")
    if switched and fault is ServiceFault.SLOW:
        await asyncio.sleep(switched.seconds)
    der = await asyncio.to_thread(make, now)
    return Response(der[: len(der) // 2] if fault is ServiceFault.TRUNCATED else der, media_type=media_type)
