"""Sign in by the national identity provider: the way there, the way back, and what the person is told.

The way there is a link and no form: Chromium holds a form's redirects against our own policy, `form-action 'self'`.
"""

from urllib.parse import quote
from uuid import UUID

import structlog
from litestar import Response, get
from litestar.datastructures import Cookie
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from auth.federation.answer import Answer, holder_of
from auth.federation.log_ins import LIFETIME, begin, language_in, take
from auth.federation.provider import authorization_url
from auth.sessions.lifetime import close_session, open_session
from portal.kernel.iin import Iin
from portal.kernel.language import Language
from portal.kernel.outcomes import Indeterminate, Refused
from portal.observing.metrics import LOG_INS
from portal.pages.account.arrival import own_path, session_cookie
from portal.web.access import Access, access
from portal.web.client_address import counted_address
from portal.web.given import Asked, Clock, Counter, Identity, Transactions
from portal.web.limits import counts_itself
from portal.web.limits_table import IDENTITY
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.wiring.take_over import let_in

log = structlog.get_logger()

IDENTITY_COOKIE = "__Host-identity"
CALLBACK = "/login/identity/callback"
_REFUSED, _AWAY, _TAKEN_OVER = (f"/login/identity/{end}" for end in ("refused", "away", "taken-over"))
_OPT = access(Access.EVERYONE) | counts_itself()
_FROM_HERE = ("same-origin", "none")
_NOT_KEPT = {"cache-control": "no-store"}


@get("/login/identity", opt=_OPT)
async def go_to_provider(
    request: PortalRequest,
    transactions: Transactions,
    clock: Clock,
    counter: Counter,
    identity: Identity,
    next: Asked = "",  # noqa: A002 -- the address says so
) -> Redirect:
    """Only from a page of ours, or by hand: no other page may begin a log-in in somebody's browser."""
    if request.headers.get("sec-fetch-site", "none") not in _FROM_HERE:
        return go_to(request, "/login")
    async with transactions.writing() as session:
        await _count(request, session, counter, clock)
        begun = await begin(session, language_of(request), own_path(next), clock.now())
    url = authorization_url(
        identity,
        state=begun.state,
        nonce=begun.nonce,
        code_verifier=begun.code_verifier,
        language=language_of(request),
    )
    answer = Redirect(url, status_code=303, headers=_NOT_KEPT)
    answer.set_cookie(_identity_cookie(begun.browser, int(LIFETIME.total_seconds())))
    return answer


@get(CALLBACK, opt=_OPT)
async def come_back(
    request: PortalRequest, transactions: Transactions, clock: Clock, counter: Counter, identity: Identity
) -> Redirect:
    """One address in all languages, and no page: what comes back does not stay in the browser's address line."""
    state, browser = _sole(request, "state"), request.cookies.get(IDENTITY_COOKIE, "")
    language = language_in(state)
    async with transactions.writing() as session:
        await _count(request, session, counter, clock)
        log_in = await take(session, state, browser, clock.now())
    if isinstance(log_in, Refused):
        return _stay_out(language, log_in)
    answer = Answer(_sole(request, "code"), _sole(request, "error"), _sole(request, "iss"))
    holder = await holder_of(identity, log_in, answer, clock.now())
    if not isinstance(holder, Iin):
        return _stay_out(language, holder, log_in.next_path)
    async with transactions.writing() as session:
        admitted = await let_in(session, holder, clock.now())
        session_id = await _change_session(request, session, admitted.account_id, clock)
    return _enter(language, log_in.next_path, session_id, told_first=admitted.taken_over)


async def _change_session(request: PortalRequest, session: AsyncSession, account_id: UUID, clock: Clock) -> str:
    """A new one; whoever was signed in to this browser is so no longer."""
    if request.user:
        await close_session(session, request.user.id_hash)
    return await open_session(session, account_id, clock.now())


def _enter(language: Language, next_path: str, session_id: str, *, told_first: bool) -> Redirect:
    LOG_INS.labels("identity", "ok").inc()
    path = _with_next(_TAKEN_OVER, next_path) if told_first else next_path or "/welcome"
    answer = Redirect(language.link(path), status_code=303, headers=_NOT_KEPT)
    answer.set_cookie(session_cookie(session_id))
    answer.set_cookie(_identity_cookie("", 0))
    return answer


def _stay_out(language: Language, fault: Refused | Indeterminate, next_path: str = "") -> Redirect:
    """The person is told what to do; the log, which of the checks it was."""
    log.warning("identity_log_in_failed", code=fault.code)
    is_away = isinstance(fault, Indeterminate)
    LOG_INS.labels("identity", "away" if is_away else "wrong").inc()
    path = _AWAY if is_away else _REFUSED
    return Redirect(language.link(_with_next(path, next_path)), status_code=303, headers=_NOT_KEPT)


@get(_REFUSED, opt=access(Access.EVERYONE))
async def refused(request: PortalRequest, next: Asked = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, "pages/account/identity_refused.html", {"next": own_path(next)})


@get(_AWAY, opt=access(Access.EVERYONE))
async def away(request: PortalRequest, next: Asked = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, "pages/account/identity_away.html", {"next": own_path(next)})


@get(_TAKEN_OVER, opt=access(Access.CITIZEN))
async def taken_over(request: PortalRequest, next: Asked = "") -> Response[str]:  # noqa: A002 -- as above
    return page(request, "pages/account/identity_taken_over.html", {"next": own_path(next) or "/welcome"})


async def _count(request: PortalRequest, session: AsyncSession, counter: Counter, clock: Clock) -> None:
    """Raises TooMany."""
    await counter.take(session, [counter.of(IDENTITY, counted_address(request.scope))], clock.now())


def _sole(request: PortalRequest, name: str) -> str:
    """The value, if it is given once; "" for none, and for several that contradict each other."""
    values = request.query_params.getall(name, [])
    return str(values[0]) if len(values) == 1 else ""


def _with_next(path: str, next_path: str) -> str:
    return f"{path}?next={quote(next_path)}" if next_path else path


def _identity_cookie(value: str, max_age: int) -> Cookie:
    """Ties a log-in to the browser it began in."""
    return Cookie(
        key=IDENTITY_COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax", max_age=max_age
    )


PAGES = (go_to_provider, refused, away, taken_over)
ANSWERS = (come_back,)
