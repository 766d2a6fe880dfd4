"""Register by IIN and password (clause R-10.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from litestar import Response, get, post
from litestar.response import Redirect

from auth.accounts.open_account import open_account
from auth.accounts.passwords import LONGEST, SHORTEST
from auth.limits.counting import TooMany
from portal.kernel.iin import Iin
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.canonical import canonical
from portal.reading.field import Reader
from portal.reading.numbers import fault_of_birth, iin_number
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.client_address import counted_address
from portal.web.forms import Form, read_form, typed
from portal.web.given import Clock, Counter, Passwords, Transactions
from portal.web.limits import Pause, counts_itself
from portal.web.limits_table import REGISTRATIONS
from portal.web.page import OpenRequest, go_to, page

_FEWEST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class RegistrationView(View):
    """`pause` is set while registrations are refused; `shortest` is the least length of a password."""

    template: ClassVar[str] = "pages/account/register.html"
    form: Form
    pause: Pause | None = None
    shortest: int = SHORTEST


@dataclass(frozen=True, slots=True)
class RegisteredView(View):
    template: ClassVar[str] = "pages/account/registered.html"


@get("/register", opt=access(Access.EVERYONE))
async def registration_form(request: OpenRequest) -> Response[str]:
    return page(request, RegistrationView(Form()))


@post("/register", opt=access(Access.EVERYONE) | counts_itself(), status_code=200)
async def press_register_account(
    request: OpenRequest, transactions: Transactions, clock: Clock, passwords: Passwords, counter: Counter
) -> Response[str] | Redirect:
    """Open an account. The answer does not tell whether the IIN had one."""
    form = _read_registration(typed(await request.form()), clock.now())
    if form.errors:
        return page(request, RegistrationView(form), 422)
    iin, password = Iin(form.values["iin"]), form.values["password"]
    counted = counter.of(REGISTRATIONS, counted_address(request.scope))
    try:
        await open_account(transactions, passwords, counter, clock, counted, iin, password)
    except TooMany as refusal:
        return _paused(request, form, Pause.of(refusal))
    return go_to(request, "/register/done")


def _paused(request: OpenRequest, form: Form, pause: Pause) -> Response[str]:
    answer = page(request, RegistrationView(form, pause), 429)
    answer.headers.update(pause.headers)
    return answer


def _read_registration(values: dict[str, str], now: datetime) -> Form:
    form = read_form(values, _READERS)
    if "iin" not in form.errors:
        _judge_iin(form, now)
    if (
        not form.errors.keys() & {"password", "password_repeat"}
        and form.values["password"] != form.values["password_repeat"]
    ):
        form.errors["password_repeat"] = Fault(N_("The passwords do not match"))
    return form


def _judge_iin(form: Form, now: datetime) -> None:
    unborn = fault_of_birth(Iin(form.values["iin"]), now)
    if unborn:
        form.errors["iin"] = unborn
    elif form.values["iin"] in form.values["password"]:
        form.errors.setdefault("password", Fault(N_("The password must not contain your IIN or phone number")))


def _read_repeat(text: str) -> str | Fault:
    return text or Fault(N_("Repeat the password"))


def _read_password(text: str) -> str | Fault:
    if not text:
        return Fault(N_("Enter the password"))
    if len(text) < SHORTEST:
        return Fault(N_("The password is too short. At least %(n)s characters."), {"n": SHORTEST})
    if len(text) > LONGEST:
        return Fault(N_("No more than %(max)s characters. Now: %(n)s."), {"max": LONGEST, "n": len(text)})
    if len(set(text)) < _FEWEST_LETTERS:
        return Fault(N_("This password is too common. Choose another."))
    return text


_READERS = {
    "iin": iin_number,
    "password": Reader(_read_password, canonical),
    "password_repeat": Reader(_read_repeat, canonical),
}


@get("/register/done", opt=access(Access.EVERYONE))
async def registered(request: OpenRequest) -> Response[str]:
    return page(request, RegisteredView())


PAGES = (registration_form, press_register_account, registered)
