"""Register, log in, log out (clauses R-10.1 to R-10.4)."""

from collections.abc import Mapping

from litestar import Response, get, post
from litestar.response import Redirect

from auth.accounts.log_in import credentials, log_in, still_stand
from auth.accounts.passwords import LONGEST, SHORTEST, TooBusy
from auth.accounts.register import register
from auth.limits.counting import TooMany
from auth.sessions.lifetime import close_session, open_session
from portal.kernel.iin import Iin
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault, Refused
from portal.observing.metrics import LOG_INS
from portal.pages.account.arrival import own_path, session_cookie
from portal.pages.account.attempts import attempt_of, browser_cookie
from portal.reading.numbers import iin_number
from portal.web.access import Access, access
from portal.web.client_address import counted_address
from portal.web.forms import Form, read, typed
from portal.web.given import Asked, Clock, Counter, KnownBrowsers, Passwords, Transactions
from portal.web.limits import Pause, counts_itself
from portal.web.limits_table import REGISTRATIONS
from portal.web.page import PortalRequest, go_to, page

_WRONG = Fault(N_("Wrong IIN or password"))
_OUTCOMES = {422: "wrong", 429: "limited"}


@get("/register", opt=access(Access.EVERYONE))
async def register_form(request: PortalRequest) -> Response[str]:
    return _show_registration(request, Form())


@post("/register", opt=access(Access.EVERYONE) | counts_itself(), status_code=200)
async def register_account(
    request: PortalRequest, transactions: Transactions, clock: Clock, passwords: Passwords, counter: Counter
) -> Response[str] | Redirect:
    """The same answer whether or not the IIN had an account."""
    form = _read_registration(typed(await request.form()))
    if form.errors:
        return _show_registration(request, form, 422)
    try:
        async with transactions.writing(bookkeeping=True) as session:
            counted = counter.of(REGISTRATIONS, counted_address(request.scope))
            await counter.take(session, [counted], clock.now())
    except TooMany as refusal:
        return _show_registration(request, form, 429, refusal)
    hashed = await passwords.hash(form.values["password"])
    async with transactions.writing() as session:
        await register(session, Iin(form.values["iin"]), hashed, clock.now())
    return go_to(request, "/register/done")


def _show_registration(
    request: PortalRequest, form: Form, status: int = 200, refusal: TooMany | None = None
) -> Response[str]:
    return _show(request, "pages/account/register.html", {"form": form, "shortest": SHORTEST}, status, refusal)


def _show(
    request: PortalRequest, template: str, context: dict[str, object], status: int, refusal: TooMany | None
) -> Response[str]:
    """With what was typed, passwords left out; `refusal` says that now nothing is taken, and until when."""
    pause = Pause.of(refusal) if refusal else None
    answer = page(request, template, {**context, "pause": pause}, status)
    answer.headers.update(pause.headers if pause else {})
    return answer


def _read_registration(values: dict[str, str]) -> Form:
    form = read(values, {"iin": iin_number, "password": _read_password, "password_repeat": str})
    if "iin" not in form.errors and form.values["iin"] in form.values["password"]:
        form.errors.setdefault("password", Fault(N_("The password must not contain your IIN or phone number")))
    if "password" not in form.errors and form.values["password"] != form.values["password_repeat"]:
        form.errors["password_repeat"] = Fault(N_("The passwords do not match"))
    return form


def _read_password(text: str) -> str | Fault:
    if len(text) < SHORTEST:
        return Fault(N_("The password is too short. At least %(n)s characters."), {"n": SHORTEST})
    if len(text) > LONGEST:
        return Fault(N_("No more than %(max)s characters. Now: %(n)s."), {"max": LONGEST, "n": len(text)})
    if len(set(text)) < 5:
        return Fault(N_("This password is too common. Choose another."))
    return text


@get("/register/done", opt=access(Access.EVERYONE))
async def registered(request: PortalRequest) -> Response[str]:
    return page(request, "pages/account/registered.html", {})


@get("/login", opt=access(Access.EVERYONE))
async def log_in_form(request: PortalRequest, next: Asked = "") -> Response[str]:  # noqa: A002 -- the address says so
    return _show_log_in(request, {"next": next})


@post("/login", opt=access(Access.EVERYONE) | counts_itself(), status_code=200)
async def log_in_account(
    request: PortalRequest,
    transactions: Transactions,
    clock: Clock,
    passwords: Passwords,
    counter: Counter,
    known_browsers: KnownBrowsers,
) -> Response[str] | Redirect:
    """Counted as a failure before the password is looked at; a success gives that back."""
    values = typed(await request.form())
    iin = iin_number(values.get("iin", ""))
    if isinstance(iin, Fault):
        # Nobody's, as anybody can tell: there is nothing to guess, to hide or to count.
        return _show_log_in(request, values, 422, errors={"iin": _WRONG})
    try:
        async with transactions.writing(bookkeeping=True) as session:
            attempt = attempt_of(request, counter, known_browsers, iin)
            taken = await counter.take(session, attempt, clock.now())
            known = await credentials(session, iin)
    except TooMany as refusal:
        return _show_log_in(request, values, 429, refusal=refusal)
    try:
        account_id = await log_in(known, passwords, values.get("password", ""))
    except TooBusy:
        async with transactions.writing(bookkeeping=True) as session:
            await counter.give_back(session, taken)
        raise
    if isinstance(account_id, Refused):
        return _show_log_in(request, values, 422, errors={"iin": _WRONG})
    async with transactions.writing() as session:
        if known is None or not await still_stand(session, known):
            return _show_log_in(request, values, 422, errors={"iin": _WRONG})
        await counter.give_back(session, taken)
        if request.user:
            await close_session(session, request.user.id_hash)
        session_id = await open_session(session, account_id, clock.now())
    LOG_INS.labels("password", "ok").inc()
    answer = go_to(request, own_path(values.get("next", "")) or "/welcome")
    answer.set_cookie(session_cookie(session_id))
    answer.set_cookie(browser_cookie(known_browsers, iin))
    return answer


def _show_log_in(
    request: PortalRequest,
    values: Mapping[str, str],
    status: int = 200,
    errors: dict[str, Fault] | None = None,
    refusal: TooMany | None = None,
) -> Response[str]:
    if status in _OUTCOMES:
        LOG_INS.labels("password", _OUTCOMES[status]).inc()
    form = Form({"iin": values.get("iin", "")}, errors or {})
    context: dict[str, object] = {"form": form, "next": own_path(values.get("next", ""))}
    return _show(request, "pages/account/login.html", context, status, refusal)


@get("/welcome", opt=access(Access.CITIZEN))
async def welcome(request: PortalRequest) -> Redirect:
    """Where a person goes on after log-in: officials to their workplace, everybody else to the cabinet."""
    return go_to(request, "/provider" if request.user.workplace else "/cabinet")


@post("/logout", opt=access(Access.EVERYONE), status_code=200)
async def log_out(request: PortalRequest, transactions: Transactions) -> Redirect:
    if request.user:
        async with transactions.writing() as session:
            await close_session(session, request.user.id_hash)
    answer = go_to(request, "/")
    answer.set_cookie(session_cookie("", max_age=0))
    return answer


PAGES = (register_form, register_account, registered, log_in_form, log_in_account, welcome, log_out)
