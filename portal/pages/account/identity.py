"""Sign in by the national identity provider: the redirect to it, the callback, and the pages after it.

A link leads to the provider, not a form: Chromium applies our `form-action 'self'` to a form's redirects too.
"""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

import structlog
from litestar import Response, get
from litestar.datastructures import Cookie
from litestar.response import Redirect

from auth.federation.authorization_response import AuthorizationResponse
from auth.federation.log_ins import LIFETIME, language_in
from auth.federation.provider import authorization_url
from auth.limits.counting import Counted
from portal.kernel.language import Language
from portal.kernel.outcomes import Indeterminate
from portal.observing.metrics import LOG_INS
from portal.pages.account.after_log_in import local_path, session_cookie
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.client_address import counted_address
from portal.web.given import Clock, Counter, Identity, QueryText, Transactions
from portal.web.limits import counts_itself
from portal.web.limits_table import IDENTITY
from portal.web.methods import is_head
from portal.web.page import OpenRequest, PortalRequest, go_to, language_of, page
from portal.wiring.identity_log_in import Callback, LogInFailed, SignedIn, begin_log_in, finish_log_in

log = structlog.get_logger()

IDENTITY_COOKIE = "__Host-identity"
CALLBACK = "/login/identity/callback"
_REFUSED, _AWAY, _TAKEN_OVER = (f"/login/identity/{end}" for end in ("refused", "away", "taken-over"))
_OPT = access(Access.EVERYONE) | counts_itself()
_FROM_HERE = ("same-origin", "none")
_NOT_KEPT = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class IdentityView(View):
    """`next` is the path to go on to; "" for the default page."""

    next: str


@dataclass(frozen=True, slots=True)
class RefusedView(IdentityView):
    template: ClassVar[str] = "pages/account/identity_refused.html"


@dataclass(frozen=True, slots=True)
class AwayView(IdentityView):
    template: ClassVar[str] = "pages/account/identity_away.html"


@dataclass(frozen=True, slots=True)
class TakenOverView(IdentityView):
    template: ClassVar[str] = "pages/account/identity_taken_over.html"


@get("/login/identity", opt=_OPT)
async def go_to_provider(
    request: OpenRequest,
    transactions: Transactions,
    clock: Clock,
    counter: Counter,
    identity: Identity,
    next: QueryText = "",  # noqa: A002 -- the address says so
) -> Redirect:
    """Redirect to the provider. Another site's page must not begin a log-in, so its request goes to /login."""
    if is_head(request.scope) or request.headers.get("sec-fetch-site", "none") not in _FROM_HERE:
        return go_to(request, "/login")
    language, counted = language_of(request), _counted(request, counter)
    async with transactions.writing() as session:
        begun = await begin_log_in(session, counter, clock, counted, language, local_path(next))
    url = authorization_url(
        identity, state=begun.state, nonce=begun.nonce, code_verifier=begun.code_verifier, language=language
    )
    answer = Redirect(url, status_code=303, headers=_NOT_KEPT)
    answer.set_cookie(_identity_cookie(begun.browser, int(LIFETIME.total_seconds())))
    return answer


@get(CALLBACK, opt=_OPT)
async def come_back(
    request: OpenRequest, transactions: Transactions, clock: Clock, counter: Counter, identity: Identity
) -> Redirect:
    """Finish the log-in and redirect, so that the code does not stay in the address line. Has no language prefix."""
    if is_head(request.scope):
        return go_to(request, "/login")
    callback = _read_callback(request)
    language = language_in(callback.state)
    outcome = await finish_log_in(transactions, identity, counter, clock, _counted(request, counter), callback)
    if isinstance(outcome, LogInFailed):
        return _failed(language, outcome)
    return _signed_in(language, outcome)


def _read_callback(request: OpenRequest) -> Callback:
    answer = AuthorizationResponse(_sole(request, "code"), _sole(request, "error"), _sole(request, "iss"))
    former_session = request.user.id_hash if request.user else ""
    return Callback(_sole(request, "state"), answer, request.cookies.get(IDENTITY_COOKIE, ""), former_session)


def _signed_in(language: Language, signed_in: SignedIn) -> Redirect:
    LOG_INS.labels("identity", "ok").inc()
    next_path = signed_in.next_path
    path = _with_next(_TAKEN_OVER, next_path) if signed_in.taken_over else next_path or "/welcome"
    answer = Redirect(language.link(path), status_code=303, headers=_NOT_KEPT)
    answer.set_cookie(session_cookie(signed_in.session_id))
    answer.set_cookie(_identity_cookie("", 0))
    return answer


def _failed(language: Language, outcome: LogInFailed) -> Redirect:
    """Redirect to a page that says what to do; the log gets the failed check's code."""
    log.warning("identity_log_in_failed", code=outcome.fault.code)
    is_away = isinstance(outcome.fault, Indeterminate)
    LOG_INS.labels("identity", "away" if is_away else "wrong").inc()
    path = _AWAY if is_away else _REFUSED
    return Redirect(language.link(_with_next(path, outcome.next_path)), status_code=303, headers=_NOT_KEPT)


@get(_REFUSED, opt=access(Access.EVERYONE))
async def refused_page(request: OpenRequest, next: QueryText = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, RefusedView(local_path(next)))


@get(_AWAY, opt=access(Access.EVERYONE))
async def away_page(request: OpenRequest, next: QueryText = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, AwayView(local_path(next)))


@get(_TAKEN_OVER, opt=access(Access.CITIZEN))
async def taken_over_page(request: PortalRequest, next: QueryText = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, TakenOverView(local_path(next) or "/welcome"))


def _counted(request: OpenRequest, counter: Counter) -> list[Counted]:
    return [counter.of(IDENTITY, counted_address(request.scope))]


def _sole(request: OpenRequest, name: str) -> str:
    """Return the query parameter if it is given exactly once, else ""."""
    values = request.query_params.getall(name, [])
    return str(values[0]) if len(values) == 1 else ""


def _with_next(path: str, next_path: str) -> str:
    return f"{path}?next={quote(next_path)}" if next_path else path


def _identity_cookie(value: str, max_age: int) -> Cookie:
    """Return the cookie that binds a log-in to the browser that began it."""
    return Cookie(
        key=IDENTITY_COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax", max_age=max_age
    )


PAGES = (go_to_provider, refused_page, away_page, taken_over_page)
ANSWERS = (come_back,)
