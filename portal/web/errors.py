"""The only place that maps exceptions to status codes and their pages."""

from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, InternalServerException, MethodNotAllowedException
from litestar.response import Redirect
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ExceptionHandlersMap

from auth.accounts.passwords import TooBusy
from auth.limits.counting import TooMany
from portal.database.unavailable import DatabaseUnavailable
from portal.kernel.errors import NotFound, NotYourTurn
from portal.kernel.language import split_path
from portal.web.access import NotSignedIn
from portal.web.error_pages import error_page
from portal.web.error_words import ERROR_WORDS, PRIVATE_KEY_SENT, SIGNING_IN
from portal.web.form_pages import page_of_form
from portal.web.limits import Pause
from portal.web.page import AnyRequest, language_of, path_of, wants_fragment
from portal.web.private_keys import PrivateKeySent
from portal.web.unrouted import UnroutedPage

log = structlog.get_logger()

_RETRY_AFTER = "5"
_HAS_LEFT = "client disconnected prematurely"
"""Litestar's detail for a browser that disconnected while sending. Nobody reads the answer, and nothing is wrong."""


def _come_back(answer: Response[Any]) -> Response[Any]:
    answer.headers["retry-after"] = _RETRY_AFTER
    return answer


def _not_found(request: AnyRequest, _error: NotFound) -> Response[Any]:
    return error_page(request, 404)


def _not_your_turn(request: AnyRequest, _error: NotYourTurn) -> Response[Any]:
    return error_page(request, 409)


def _too_busy(request: AnyRequest, _error: TooBusy) -> Response[Any]:
    return _come_back(error_page(request, 503, SIGNING_IN))


def _private_key_sent(request: AnyRequest, _error: PrivateKeySent) -> Response[Any]:
    return error_page(request, 400, PRIVATE_KEY_SENT)


def _database_unavailable(request: AnyRequest, error: DatabaseUnavailable) -> Response[Any]:
    log.warning("database_unavailable", error=type(error.__cause__).__name__, in_doubt=error.in_doubt)
    return _come_back(error_page(request, 503, in_doubt=error.in_doubt))


def _too_many(request: AnyRequest, refusal: TooMany) -> Response[Any]:
    """When to try again, and what else the person can do."""
    pause = Pause.of(refusal)
    answer = error_page(request, 429, pause=pause)
    answer.headers.update(pause.headers)
    return answer


def _not_signed_in(request: AnyRequest, _error: NotSignedIn) -> Response[Any]:
    """Redirects to the log-in page, and back afterwards. A fragment follows no redirect: htmx gets HX-Redirect."""
    language = language_of(request)
    path = _where_they_are(request)
    # Quoted: an address may contain characters that a header may not.
    address = language.link("/login") + (f"?next={quote(path)}" if path else "")
    if wants_fragment(request):
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers={"hx-redirect": address})
    return Redirect(address, status_code=303)


def _where_they_are(request: AnyRequest) -> str:
    """The path of the page that the person sees, to return to; "" if it is not known."""
    address = request.headers.get("hx-current-url", "") if wants_fragment(request) else ""
    try:
        shown = urlsplit(address).path
    except ValueError:
        return ""
    if not shown and request.method == "GET":
        shown = path_of(request)
    return split_path(shown)[1] if shown and not shown.startswith("//") else ""


def _method_not_allowed(request: AnyRequest, error: MethodNotAllowedException) -> Response[Any]:
    """Whoever asks for the address of a form is led to its page."""
    page = page_of_form(request.app, path_of(request)) if request.method == "GET" else None
    # Quoted: an address may contain characters that a header may not.
    return Redirect(quote(page), status_code=303) if page else UnroutedPage(request, 405, error.headers)


def _http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    if isinstance(error, InternalServerException) and error.detail == _HAS_LEFT:
        return error_page(request, 400)
    if error.status_code >= 500:
        return _unforeseen(request, error.__cause__ if isinstance(error.__cause__, Exception) else error)
    status = error.status_code if error.status_code in ERROR_WORDS else 400
    return error_page(request, status) if "route_handler" in request.scope else UnroutedPage(request, status)


def _unforeseen(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The person gets the request's id. The log has the same id and the traceback, but no input."""
    log.error("unforeseen", exc_info=error)
    return error_page(request, 500)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    NotFound: _not_found,
    NotYourTurn: _not_your_turn,
    DatabaseUnavailable: _database_unavailable,
    NotSignedIn: _not_signed_in,
    TooBusy: _too_busy,
    PrivateKeySent: _private_key_sent,
    TooMany: _too_many,
    MethodNotAllowedException: _method_not_allowed,
    HTTPException: _http,
    Exception: _unforeseen,
}
