"""Who may open an address: declared on every route, checked before its handler runs.

A visitor without access gets 404, not 403: the answer does not tell that the page exists.
"""

from enum import StrEnum
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from portal.kernel.errors import NotFound
from portal.providers.tables import Role
from portal.web.visitor import Visitor


class Access(StrEnum):
    """Who a route is for. MACHINE routes authenticate the caller themselves; a MONITOR is known by its address."""

    EVERYONE = "everyone"
    CITIZEN = "citizen"
    STAFF = "staff"
    CLERK = "clerk"
    HEAD = "head"
    EXECUTOR = "executor"
    MACHINE = "machine"
    MONITOR = "monitor"


_ROLES = {Access.CLERK: Role.CLERK, Access.HEAD: Role.HEAD, Access.EXECUTOR: Role.EXECUTOR}


class NotSignedIn(Exception):
    """Nobody is signed in, and the page is for signed-in people."""


def access(to: Access) -> dict[str, Any]:
    """Return the `opt` of a route handler: `@get("/cabinet", opt=access(Access.CITIZEN))`."""
    return {"access": to}


async def check_access(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Guard every route of the application. Raises NotFound and NotSignedIn."""
    if "access" not in handler.opt:
        raise NotFound
    to = Access(handler.opt["access"])
    if to in (Access.EVERYONE, Access.MACHINE):
        return
    if to is Access.MONITOR:
        if not connection.app.state.monitors.may(connection):
            raise NotFound
        return
    visitor: Visitor | None = connection.scope.get("user")
    if visitor is None:
        raise NotSignedIn
    if not _may(visitor, to):
        raise NotFound


def _may(visitor: Visitor, to: Access) -> bool:
    if to is Access.CITIZEN:
        return True
    roles = {holding.role for holding in visitor.holdings}
    return bool(roles) if to is Access.STAFF else _ROLES[to] in roles


def routes_without_access(app: Litestar) -> list[str]:
    """Return the routes that declare no access. The application does not start if there is one."""
    return sorted(
        f"{route.path} {handler}"
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and "access" not in handler.opt
    )
