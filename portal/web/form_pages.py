"""The page of a form whose own address takes POST alone. A reload or the way back from the log-in page comes there."""

from litestar import Litestar
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.handlers import HTTPRouteHandler

from portal.web.access import Access


def page_of_form(app: Litestar, path: str) -> str | None:
    """The nearest page above an address to which people post; None for any other address."""
    if not _takes_form(app, path):
        return None
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        if _handler(app, path, "GET"):
            return path
    return None


def _takes_form(app: Litestar, path: str) -> bool:
    handler = _handler(app, path, "POST")
    return handler is not None and handler.opt["access"] is not Access.MACHINE


def _handler(app: Litestar, path: str, method: str) -> HTTPRouteHandler | None:
    try:
        found = app.asgi_router.handle_routing(path=path, method=method)[1]
    except (MethodNotAllowedException, NotFoundException):
        return None
    return found if isinstance(found, HTTPRouteHandler) else None
