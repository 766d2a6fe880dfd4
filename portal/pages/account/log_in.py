"""Sign in by IIN and password, sign out (clauses R-10.2 to R-10.4)."""

from dataclasses import dataclass
from typing import ClassVar

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from auth.limits.counting import TooMany
from auth.sessions.lifecycle import close_session
from auth.sessions.sign_in import Attempt, sign_in
from portal.kernel.iin import IinFault
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault, Refused
from portal.observing.metrics import LOG_INS
from portal.pages.account.after_log_in import local_path, session_cookie
from portal.pages.account.attempts import attempt_of, browser_cookie
from portal.reading.canonical import one_line
from portal.reading.numbers import IIN_FAULTS, iin_number
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.forms import Form, typed
from portal.web.given import Clock, Counter, DeviceCookies, Passwords, QueryText, Transactions
from portal.web.limits import Pause, counts_itself
from portal.web.page import OpenRequest, PortalRequest, go_to, page

_WRONG = Fault(N_("Wrong IIN or password"))
_EMPTY = {"iin": Fault(IIN_FAULTS[IinFault.EMPTY]), "password": Fault(N_("Enter the password"))}


@dataclass(frozen=True, slots=True)
class LogInView(View):
    """The form without the password. `refused`: what was typed is wrong; `pause` is set while attempts are refused."""

    template: ClassVar[str] = "pages/account/login.html"
    form: Form
    next: str
    refused: bool = False
    pause: Pause | None = None


@get("/login", opt=access(Access.EVERYONE))
async def log_in_form(request: OpenRequest, next: QueryText = "") -> Response[str]:  # noqa: A002 -- the address says so
    return page(request, LogInView(Form({"iin": ""}), local_path(next)))


@post("/login", opt=access(Access.EVERYONE) | counts_itself(), status_code=200)
async def press_log_in(
    request: OpenRequest,
    transactions: Transactions,
    clock: Clock,
    passwords: Passwords,
    counter: Counter,
    device_cookies: DeviceCookies,
) -> Response[str] | Redirect:
    values = typed(await request.form())
    if form := _with_empty_fields(values):
        return page(request, LogInView(form, local_path(values.get("next", ""))), 422)
    iin = iin_number(values.get("iin", ""))
    if isinstance(iin, Fault):
        # A malformed IIN belongs to nobody, so that there is no attempt to count.
        return _wrong(request, values)
    former_session = request.user.id_hash if request.user else ""
    counted = attempt_of(request, counter, device_cookies, iin)
    attempt = Attempt(iin, values.get("password", ""), counted, former_session)
    try:
        session_id = await sign_in(transactions, passwords, counter, clock, attempt)
    except TooMany as refusal:
        return _paused(request, values, Pause.of(refusal))
    if isinstance(session_id, Refused):
        return _wrong(request, values)
    return _signed_in(request, values, session_id, browser_cookie(device_cookies, iin))


def _with_empty_fields(values: dict[str, str]) -> Form | None:
    """Return the form with a fault for each empty field, or None. Says nothing of accounts, so there is no attempt."""
    empty = {name: fault for name, fault in _EMPTY.items() if not one_line(values.get(name, ""))}
    return Form({"iin": values.get("iin", "")}, empty) if empty else None


def _signed_in(request: OpenRequest, values: dict[str, str], session_id: str, browser: Cookie) -> Redirect:
    LOG_INS.labels("password", "ok").inc()
    answer = go_to(request, local_path(values.get("next", "")) or "/welcome")
    answer.set_cookie(session_cookie(session_id))
    answer.set_cookie(browser)
    return answer


def _wrong(request: OpenRequest, values: dict[str, str]) -> Response[str]:
    """Answer the same for an unknown IIN and for a wrong password."""
    LOG_INS.labels("password", "wrong").inc()
    form = Form({"iin": values.get("iin", "")}, {"iin": _WRONG})
    return page(request, LogInView(form, local_path(values.get("next", "")), refused=True), 422)


def _paused(request: OpenRequest, values: dict[str, str], pause: Pause) -> Response[str]:
    LOG_INS.labels("password", "limited").inc()
    form = Form({"iin": values.get("iin", "")})
    answer = page(request, LogInView(form, local_path(values.get("next", "")), pause=pause), 429)
    answer.headers.update(pause.headers)
    return answer


@get("/welcome", opt=access(Access.CITIZEN))
async def welcome(request: PortalRequest) -> Redirect:
    """Redirect after a log-in: officials to the workplace, everybody else to the cabinet."""
    return go_to(request, "/provider" if request.user.is_official else "/cabinet")


@post("/logout", opt=access(Access.EVERYONE), status_code=200)
async def press_log_out(request: OpenRequest, transactions: Transactions) -> Redirect:
    if request.user:
        async with transactions.writing() as session:
            await close_session(session, request.user.id_hash)
    answer = go_to(request, "/")
    answer.set_cookie(session_cookie("", max_age=0))
    return answer


PAGES = (log_in_form, press_log_in, welcome, press_log_out)
