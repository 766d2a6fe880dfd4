"""The application's own routes, for tests that walk them all."""

import re
from dataclasses import dataclass
from uuid import UUID

from litestar.handlers import HTTPRouteHandler

from portal.demo.people import CLERK
from portal.kernel.language import Language, split_path
from portal.web.access import Access
from tests.factories.portal import Portal


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    access: Access

    @property
    def of_an_application(self) -> bool:
        return "application_id" in self.path

    @property
    def of_a_position(self) -> bool:
        return "position_id" in self.path

    def address(self, portal: Portal, application_id: UUID, scan_id: UUID) -> str:
        """The position is the clerk's."""
        values = {
            "application_id": str(application_id),
            "position_id": str(portal.position(CLERK)),
            "scan_id": str(scan_id),
            "code": "person",
            "file_path": "css/kezek.css",
        }
        return re.sub(r"\{(\w+):\w+\}", lambda found: values[found[1]], self.path)


def routes(portal: Portal) -> list[Route]:
    """As the application declares them; the framework's own answers to OPTIONS are nobody's."""
    return sorted(
        (
            Route(method, route.path, Access(handler.opt["access"]))
            for route in portal.app.routes
            for handler in getattr(route, "route_handlers", ())
            if isinstance(handler, HTTPRouteHandler)
            for method in handler.http_methods - {"OPTIONS"}
        ),
        key=lambda route: (route.path, route.method),
    )


def in_kazakh(portal: Portal) -> list[Route]:
    return [route for route in routes(portal) if split_path(route.path)[0] is Language.KAZAKH]
