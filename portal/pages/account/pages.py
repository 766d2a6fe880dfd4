"""Register, log in, log out (clauses R-10.1 to R-10.4)."""

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from auth.accounts.log_in import credentials, log_in
from auth.accounts.passwords import LONGEST, SHORTEST
from auth.accounts.register import register
from auth.sessions.lifetime import close_session, open_session
from portal.applications.readers import iin as read_iin
from portal.kernel.iin import Iin
from portal.kernel.language import N_, split_path
from portal.kernel.outcomes import Fault, Refused
from portal.web.access import Access, access
from portal.web.forms import Form, read, typed
from portal.web.given import Asked, Clock, Passwords, Transactions
from portal.web.page import PortalRequest, go_to, page
from portal.web.visitor import SESSION_COOKIE

_WRONG = Fault(N_("Wrong IIN or password"))


def _session_cookie(value: str, max_age: int | None = None) -> Cookie:
    return Cookie(
        key=SESSION_COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax", max_age=max_age
    )


@get("/register", opt=access(Access.EVERYONE))
async def register_form(request: PortalRequest) -> Response[str]:
    return page(request, "pages/account/register.html", {"form": Form(), "shortest": SHORTEST})


@post("/register", opt=access(Access.EVERYONE), status_code=200)
async def register_account(
    request: PortalRequest, transactions: Transactions, clock: Clock, passwords: Passwords
) -> Response[str] | Redirect:
    """The same answer whether or not the IIN had an account."""
    form = _read_registration(typed(await request.form()))
    if form.errors:
        context = {"form": form, "shortest": SHORTEST}
        return page(request, "pages/account/register.html", context, 422)
    hashed = await passwords.hash(form.values["password"])
    async with transactions.writing() as session:
        await register(session, Iin(form.values["iin"]), hashed, clock.now())
    return go_to(request, "/register/done")


def _read_registration(values: dict[str, str]) -> Form:
    form = read(values, {"iin": read_iin, "password": _read_password, "password_repeat": str})
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
    return page(request, "pages/account/login.html", {"form": Form(), "next": _own_path(next)})


@post("/login", opt=access(Access.EVERYONE), status_code=200)
async def log_in_account(
    request: PortalRequest, transactions: Transactions, clock: Clock, passwords: Passwords
) -> Response[str] | Redirect:
    values = typed(await request.form())
    number = read_iin(values.get("iin", ""))
    async with transactions.reading() as session:
        known = await credentials(session, str(number))
    account_id = await log_in(known, passwords, values.get("password", ""))
    if isinstance(account_id, Refused):
        form = Form({"iin": values.get("iin", "")}, {"iin": _WRONG})
        return page(request, "pages/account/login.html", {"form": form, "next": _own_path(values.get("next", ""))}, 422)
    async with transactions.writing() as session:
        if request.user:
            await close_session(session, request.user.id_hash)
        session_id = await open_session(session, account_id, clock.now())
    answer = go_to(request, _own_path(values.get("next", "")) or "/welcome")
    answer.set_cookie(_session_cookie(session_id))
    return answer


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
    answer.set_cookie(_session_cookie("", max_age=0))
    return answer


def _own_path(address: str) -> str:
    """A page of ours to go on to, without its language prefix; "" for anything else."""
    path = split_path(address)[1]
    # With its prefix off, "/ru//evil.example" is the address of another host.
    return path if address.isprintable() and _is_path(address) and _is_path(path) else ""


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


PAGES = (register_form, register_account, registered, log_in_form, log_in_account, welcome, log_out)
