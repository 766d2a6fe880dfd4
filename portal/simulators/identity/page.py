"""The page on which a person is chosen, and the redirect back to the portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

from litestar import Response, get, post
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from portal.kernel.clock import Clock
from portal.kernel.language import Language, language_of_code
from portal.kernel.outcomes import Fault
from portal.reading.numbers import iin_number
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.codes import AuthorizationRequest, Codes
from portal.simulators.page import StandInPlace, StandInRequest, stand_in_page
from portal.web.forms import Form, typed
from portal.web.headers import CONTENT_SECURITY_POLICY

AUTHORIZE = "/authorize"
_OWN_FIELDS = {"person", "iin", "answer"}


@dataclass(frozen=True, slots=True)
class ChooseView(View):
    """`people` are pairs of IIN and name; `asked` goes on in hidden fields, as the portal has sent it."""

    template: ClassVar[str] = "pages/identity/home.html"
    form: Form
    people: Sequence[tuple[str, str]]
    asked: Mapping[str, str]


def page_handlers(agreed: Agreed, codes: Codes, clock: Clock, rendering: Rendering) -> list[HTTPRouteHandler]:
    """The form, and where it leads. What the portal asked for travels in the form's hidden fields."""

    def show(values: Mapping[str, str], form: Form, status: int = 200) -> Response[str]:
        language = language_of_code(values.get("ui_locales", ""))
        asked = {name: value for name, value in values.items() if name not in _OWN_FIELDS}
        view = ChooseView(form, agreed.people, asked)
        return stand_in_page(rendering, StandInPlace(language), view, status, _headers(agreed))

    @get(AUTHORIZE)
    async def ask(request: StandInRequest) -> Response[str]:
        values = dict(request.query_params.items())
        form = Form({"person": agreed.people[0][0]})
        return show(values, form) if agreed.read_request(values) else _not_agreed()

    @post(AUTHORIZE, status_code=200)
    async def choose(request: StandInRequest) -> Response[str] | Redirect:
        values = typed(await request.form())
        asked = agreed.read_request(values)
        if asked is None:
            return _not_agreed()
        if values.get("answer") == "refuse":
            return _back(asked, agreed, error="access_denied")
        chosen = iin_number(values.get("iin") or values.get("person", ""))
        if isinstance(chosen, Fault):
            return show(values, Form(dict(values), {"iin": chosen}), 422)
        return _back(asked, agreed, code=codes.give(asked, chosen, clock.now()))

    @get([language.prefix or "/" for language in Language])
    async def home() -> Redirect:
        return Redirect(_portal_of(agreed))

    return [ask, choose, home]


def _headers(agreed: Agreed) -> dict[str, str]:
    """The form is redirected to the portal, which `form-action` must allow."""
    allowed = f"form-action 'self' {_portal_of(agreed)}"
    policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", allowed)
    return {"content-security-policy": policy}


def _portal_of(agreed: Agreed) -> str:
    parts = urlsplit(agreed.redirect_uri)
    return f"{parts.scheme}://{parts.netloc}"


def _back(asked: AuthorizationRequest, agreed: Agreed, **answer: str) -> Redirect:
    query = urlencode({**answer, "state": asked.state, "iss": agreed.issuer})
    return Redirect(f"{asked.redirect_uri}?{query}", status_code=303, headers={"cache-control": "no-store"})


def _not_agreed() -> Response[str]:
    """Never a redirect: the address in such a request may be an attacker's."""
    return Response("invalid_request", media_type=MediaType.TEXT, status_code=400)
