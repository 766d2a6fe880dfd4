"""All addresses as one router. Programs on this machine alone may call them."""

from ipaddress import ip_address
from typing import Any

from litestar import Request, Response, Router
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler

from portal.demo.running import RunningDemo
from portal.demo.test_mode.routes.about import about_routes
from portal.demo.test_mode.routes.authority import authority_routes
from portal.demo.test_mode.routes.clock import clock_routes
from portal.demo.test_mode.routes.faults import fault_routes
from portal.demo.test_mode.routes.messages import message_routes
from portal.demo.test_mode.routes.outside import outside_routes
from portal.kernel.errors import NotFound
from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

PATH = "/__test__"
_NAME = "localhost"


def test_mode_routes(demo: RunningDemo) -> Router:
    makers = (about_routes, clock_routes, message_routes, authority_routes, fault_routes, outside_routes)
    return Router(
        PATH,
        route_handlers=[handler for make in makers for handler in make(demo)],
        guards=[only_from_here],
        opt={**access(Access.MACHINE), NO_VISITOR: True},
        exception_handlers={HTTPException: _told},
    )


def only_from_here(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Raises NotFound for other machines and other host names, and 415 for a POST that is not JSON.

    A page of another site, open in a browser on this machine, sends its own host name and cannot send JSON unasked.
    """
    client, name = connection.client, connection.base_url.hostname or ""
    if client is None or not (_is_loopback(client.host) and _is_loopback(name)):
        raise NotFound
    is_json = connection.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    if connection.scope.get("method") == "POST" and not is_json:
        raise HTTPException(status_code=415, detail="send application/json")


def _is_loopback(host: str) -> bool:
    try:
        return host == _NAME or ip_address(host).is_loopback
    except ValueError:
        return False


def _told(_request: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, object]]:
    """For the author of the suite."""
    return Response({"error": error.detail, "where": error.extra or None}, status_code=error.status_code)
