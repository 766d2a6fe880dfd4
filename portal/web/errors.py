"""Error pages: the only place that maps exceptions to status codes.

They use neither the session nor the database, because these may be what failed.
"""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, InternalServerException
from litestar.response import Redirect
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ExceptionHandlersMap

from auth.accounts.passwords import TooBusy
from auth.limits.counting import TooMany
from portal.database.commits import has_committed
from portal.database.unavailable import DatabaseUnavailable
from portal.kernel.errors import NotFound, NotYourTurn
from portal.kernel.language import N_, split_path
from portal.observing.request_id import own_request_id
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.web.access import NotSignedIn
from portal.web.csrf import SAFE_METHODS
from portal.web.limits import Pause
from portal.web.page import AnyRequest, language_of, wants_fragment

log = structlog.get_logger()

ERROR_TEXTS = {
    400: N_("Bad request. Reload the page and try again."),
    403: N_("You may not open this page"),
    404: N_("Page not found. Check the address or go to the home page."),
    405: N_("Bad request. Reload the page and try again."),
    408: N_("Your data came too slowly and were not taken. Try again where the connection is better."),
    409: N_("These data were changed elsewhere. Reload the page."),
    413: N_(
        "Too much data. Attach the files one at a time. If one file is too large by itself, scan the document again at"
        " a lower resolution."
    ),
    429: N_("Too many requests"),
    500: N_("Something went wrong on our side. We know. Your answers are saved."),
    503: N_("The portal cannot do this right now. Try again in a few seconds."),
}
_SIGNING_IN = N_("Many people are signing in at this moment. Try again in a few seconds.")
_FAILED = N_("Something went wrong on our side. We know.")
_NOT_SAVED = N_("What you have just sent is not saved. Go back and send it again.")
_IN_DOUBT = N_("What you have just sent may have been saved. Look before you send it again.")
_RETRY_AFTER = "5"
_HAS_LEFT = "client disconnected prematurely"
"""Litestar's detail for a browser that disconnected while sending. Nobody reads the answer, and nothing is wrong."""
_EXPIRED = N_("This page was open for too long, or came from elsewhere. Go back, reload it and try again.")


class _ErrorHere:
    """What the error layout needs, found without a session."""

    account = None
    csrf = ""

    def __init__(self, request: AnyRequest) -> None:
        self.language, self.path = split_path(request.url.path)
        self.languages = [(self.language, self.language.link("/"))]
        self.demo = bool(request.app.state.demo)
        self.test_clock = request.app.state.test_clock


@dataclass(frozen=True, slots=True)
class ErrorView(View):
    """`message` and `saved` are texts to translate: what happened, and what became of what was sent.

    `code` is the number of the request, "" where nobody needs it.
    """

    template: ClassVar[str] = "errors/error.html"
    here: _ErrorHere
    status: int
    message: str
    saved: str
    code: str


@dataclass(frozen=True, slots=True)
class ErrorPart(View):
    """The same without a page around it, for htmx."""

    template: ClassVar[str] = "errors/error_part.html"
    status: int
    message: str
    saved: str
    code: str


@dataclass(frozen=True, slots=True)
class TooManyView(ErrorView):
    """When to try again, and what else the person can do."""

    template: ClassVar[str] = "errors/too_many.html"
    pause: Pause


@dataclass(frozen=True, slots=True)
class TooManyPart(View):
    """The same without a page around it, for htmx."""

    template: ClassVar[str] = "errors/too_many_part.html"
    status: int
    pause: Pause


def error_page(request: AnyRequest, status: int, message: str | None = None) -> Response[Any]:
    return _rendered(request, status, ErrorView(_ErrorHere(request), status, message or ERROR_TEXTS[status], "", ""))


def _rendered(request: AnyRequest, status: int, view: View) -> Response[Any]:
    rendering: Rendering = request.app.state.rendering
    text = rendering.render(language_of(request), view.template, view.context())
    return Response(text, status_code=status, media_type=MediaType.HTML, headers={"cache-control": "no-store"})


def _failure(
    request: AnyRequest, status: int, message: str | None = None, *, code: str = "", in_doubt: bool = False
) -> Response[Any]:
    """On our side: of what was sent it says whether it is saved. htmx gets it without a page around it."""
    saved = (_IN_DOUBT if in_doubt or has_committed() else _NOT_SAVED) if _sends(request) else ""
    texts = (status, message or ERROR_TEXTS[status], saved, code)
    view = ErrorPart(*texts) if wants_fragment(request) else ErrorView(_ErrorHere(request), *texts)
    return _rendered(request, status, view)


def _sends(request: AnyRequest) -> bool:
    return request.method not in SAFE_METHODS


def _come_back(answer: Response[Any]) -> Response[Any]:
    answer.headers["retry-after"] = _RETRY_AFTER
    return answer


def _not_found(request: AnyRequest, _error: NotFound) -> Response[Any]:
    return error_page(request, 404)


def _not_your_turn(request: AnyRequest, _error: NotYourTurn) -> Response[Any]:
    return error_page(request, 409)


def _too_busy(request: AnyRequest, _error: TooBusy) -> Response[Any]:
    return _come_back(_failure(request, 503, _SIGNING_IN))


def _database_unavailable(request: AnyRequest, error: DatabaseUnavailable) -> Response[Any]:
    log.warning("database_unavailable", error=type(error.__cause__).__name__, in_doubt=error.in_doubt)
    return _come_back(_failure(request, 503, in_doubt=error.in_doubt))


def _too_many(request: AnyRequest, refusal: TooMany) -> Response[Any]:
    """When to try again, and what else the person can do. htmx gets a fragment."""
    pause, status = Pause.of(refusal), 429
    view = (
        TooManyPart(status, pause)
        if wants_fragment(request)
        else TooManyView(_ErrorHere(request), status, ERROR_TEXTS[status], "", "", pause)
    )
    answer = _rendered(request, status, view)
    answer.headers.update(pause.headers)
    return answer


def _not_signed_in(request: AnyRequest, _error: NotSignedIn) -> Response[Any]:
    """Redirects to the log-in page, and back afterwards. A fragment follows no redirect: htmx gets HX-Redirect."""
    language, _ = split_path(request.url.path)
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
        shown = request.url.path
    return split_path(shown)[1] if shown and not shown.startswith("//") else ""


def _http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    if isinstance(error, InternalServerException) and error.detail == _HAS_LEFT:
        return error_page(request, 400)
    if error.status_code >= 500:
        return _unforeseen(request, error.__cause__ if isinstance(error.__cause__, Exception) else error)
    if error.status_code == 403:
        return error_page(request, 403, _EXPIRED)
    return error_page(request, error.status_code if error.status_code in ERROR_TEXTS else 400)


def _unforeseen(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The person gets the request's id. The log has the same id and the traceback, but no input."""
    log.error("unforeseen", exc_info=error)
    return _failure(request, 500, _FAILED if _sends(request) else None, code=own_request_id())


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    NotFound: _not_found,
    NotYourTurn: _not_your_turn,
    DatabaseUnavailable: _database_unavailable,
    NotSignedIn: _not_signed_in,
    TooBusy: _too_busy,
    TooMany: _too_many,
    HTTPException: _http,
    Exception: _unforeseen,
}
