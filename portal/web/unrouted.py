"""Error pages of addresses without a route: no middleware has run, so the visitor is found here."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from litestar import Response
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy.exc import SQLAlchemyError

from portal.database.unavailable import DatabaseUnavailable
from portal.web.error_pages import error_page
from portal.web.page import AnyRequest
from portal.web.visitor import FindVisitor


class UnroutedPage(Response[None]):
    """Finds the visitor and renders the page, once it may wait: handlers of exceptions may not."""

    def __init__(self, request: AnyRequest, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(None, status_code=status, headers=headers)
        self._request = request

    def to_asgi_response(self, *_given: Any, **_options: Any) -> ASGIApp:  # type: ignore[override]
        return self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitors: FindVisitor = self._request.app.state.visitors
        # Without a database the page is shown all the same, without the visitor's menu.
        with suppress(DatabaseUnavailable, SQLAlchemyError):
            await visitors.find_into(scope)
        page = error_page(self._request, self.status_code or 404)
        page.headers.update(self.headers)
        await page.to_asgi_response(None, self._request)(scope, receive, send)
