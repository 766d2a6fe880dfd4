"""Pages of errors: what happened in one line, what became of what was sent, and the ways on.

They read neither the session nor the database, which may be what failed: they show what the request knows already.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from litestar import Response
from litestar.enums import MediaType

from portal.kernel.language import N_
from portal.observing.request_id import own_request_id
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.web.csrf import SAFE_METHODS
from portal.web.error_words import ERROR_WORDS, ErrorWords, outcome_of
from portal.web.limits import Pause
from portal.web.page import AnyRequest, Here, language_of, wants_fragment
from portal.web.visitor import SESSION_COOKIE

_CASE = re.compile(r"/(cabinet|provider)/applications/[0-9a-f-]{36}(?=/|$)")
_ADDRESS_AT_FAULT = (404, 405)


@dataclass(frozen=True, slots=True)
class Way:
    """A link to go on with; `hint` says what is there."""

    path: str
    text: str
    hint: str = ""


_DESK = Way("/provider", N_("Workplace"), N_("The applications that wait for you"))
_CABINET = Way("/cabinet", N_("Personal cabinet"), N_("Your applications and their results"))
_LOG_IN = Way("/login", N_("Sign in"), N_("To your personal cabinet or your workplace"))
_SERVICE = Way("/services/housing-queue", N_("About the service"), N_("Who can apply, and what is needed"))
_OPEN = {"cabinet": N_("Open your application"), "provider": N_("Open the application")}


class ErrorHere(Here):
    """The place of an error page. Nobody has looked for the visitor where the database failed first."""

    def __init__(self, request: AnyRequest) -> None:
        super().__init__(request)
        # A link begins with one slash: browsers read "//name" and "/\name" as the name of a host.
        self.path = "/" + quote(self.path.lstrip("/\\"))
        self.visitor_unknown = "user" not in request.scope and SESSION_COOKIE in request.cookies

    @property
    def at_work(self) -> bool:
        """Whether the visitor is an official; by the address, where the visitor is unknown."""
        return self.account.is_official if self.account else self.path.startswith("/provider")


def ways_on(here: ErrorHere, status: int) -> list[Way]:
    """Return links to the case that the address names, to the visitor's own pages, and to the service."""
    if not (here.account or here.visitor_unknown):
        return [_SERVICE, _LOG_IN]
    case = None if status in _ADDRESS_AT_FAULT else _CASE.match(here.path)
    own = _DESK if here.at_work else _CABINET
    return [*([Way(case[0], _OPEN[case[1]])] if case else []), own, _SERVICE]


@dataclass(frozen=True, slots=True)
class ErrorPart(View):
    """An error for htmx, which puts it where the answer would have stood.

    `code` is the number of the request, "" where nobody needs it.
    """

    template: ClassVar[str] = "errors/error_part.html"
    status: int
    words: ErrorWords
    outcome: str
    code: str
    pause: Pause | None


@dataclass(frozen=True, slots=True)
class ErrorView(ErrorPart):
    """The same as a page. `again` is the address to ask again, "" where asking sends something or does not help."""

    template: ClassVar[str] = "errors/error.html"
    here: ErrorHere
    again: str
    ways: Sequence[Way]


def error_page(
    request: AnyRequest,
    status: int,
    words: ErrorWords | None = None,
    *,
    in_doubt: bool = False,
    pause: Pause | None = None,
) -> Response[Any]:
    """Answer with the error, in the language of the address. `in_doubt`: a commit may have succeeded."""
    here, sends = ErrorHere(request), request.method not in SAFE_METHODS
    # The words of a pause say what is kept.
    outcome = "" if pause else outcome_of(status, sends=sends, in_doubt=in_doubt, known=here.account is not None)
    code = own_request_id() if status >= 500 else ""
    told = (status, words or ERROR_WORDS[status], outcome, code, pause)
    if wants_fragment(request):
        return _rendered(request, ErrorPart(*told))
    again = "" if sends or status < 500 else dict(here.languages)[here.language]
    return _rendered(request, ErrorView(*told, here, again, ways_on(here, status)))


def _rendered(request: AnyRequest, view: ErrorPart) -> Response[Any]:
    rendering: Rendering = request.app.state.rendering
    text = rendering.render(language_of(request), view.template, view.context())
    return Response(text, status_code=view.status, media_type=MediaType.HTML, headers={"cache-control": "no-store"})
