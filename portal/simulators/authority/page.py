"""The page where anybody is given a key of an invented person, and told how to sign with it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler

from portal.applications.readers import iin, name, one_of, optional, text
from portal.kernel.clock import Clock
from portal.kernel.iin import Bin
from portal.kernel.language import N_, Language, split_path
from portal.kernel.outcomes import Fault
from portal.rendering.environment import Rendering
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holders import Citizen, Official
from portal.simulators.authority.states import State, issue_in
from portal.web.downloads import download
from portal.web.forms import Form, Reader, read, typed

CITIZEN, OFFICIAL = "citizen", "official"
# -nocerts: the -certfile brings the signer's certificate too, and openssl refuses to take it twice.
SIGN = (
    "openssl cms -sign -cades -binary -nocerts -md sha256 -in request.json \\\n"
    "  -signer KEY.pem -inkey KEY.pem -certfile KEY.pem -outform DER -out request.json.p7s"
)
VERIFY = (
    "openssl cms -verify -cades -binary -inform DER -in request.json.p7s \\\n"
    "  -content request.json -CAfile root.pem -out verified.json"
)
_TEMPLATE = "pages/authority/home.html"
_PATHS = [language.prefix or "/" for language in Language]
_CHOOSE = N_("Choose one answer")
_PersonRequest = Request[Any, Any, Any]


class _Here:
    """What the layout needs of a place where nobody signs in."""

    account = None
    demo = True
    test_clock = None

    def __init__(self, path: str) -> None:
        self.language, self.path = split_path(path)
        self.languages = [(language, language.link("/")) for language in Language]


def page_handlers(authority: DemoAuthority, clock: Clock, rendering: Rendering) -> list[HTTPRouteHandler]:
    """The form, and the file it gives."""

    def show(request: _PersonRequest, form: Form, status: int) -> Response[str]:
        here = _Here(request.url.path)
        context = {"here": here, "form": form, "sign_command": SIGN, "verify_command": VERIFY}
        html = rendering.render(here.language, _TEMPLATE, context)
        headers = {"cache-control": "no-store"}
        return Response(html, media_type=MediaType.HTML, status_code=status, headers=headers)

    @get(_PATHS)
    async def home(request: _PersonRequest) -> Response[str]:
        return show(request, Form(values={"kind": CITIZEN, "state": State.GOOD}), 200)

    @post(_PATHS, status_code=200)
    async def give_key(request: _PersonRequest) -> Response[str] | Response[bytes]:
        form = _read(typed(await request.form()))
        if form.errors:
            return show(request, form, 422)
        state = State(form.values["state"])
        key = await asyncio.to_thread(issue_in, state, authority, _holder(form.values), clock.now())
        file = "key.pem" if state is State.GOOD else f"key-{state}.pem"
        return download(key.pem, file, "application/x-pem-file")

    return [home, give_key]


def _read(values: Mapping[str, str]) -> Form:
    readers: dict[str, Reader] = {
        "kind": one_of((CITIZEN, OFFICIAL), _CHOOSE),
        "iin": iin,
        "surname": name(N_("Surname")),
        "given_name": name(N_("Given name")),
        "patronymic": optional(name(N_("Patronymic (if any)"))),
        "organisation": optional(text(N_("Organisation"), longest=100)),
        "bin": optional(_bin),
        "state": one_of(list(State), _CHOOSE),
    }
    if values.get("kind") == OFFICIAL:
        readers |= {"organisation": text(N_("Organisation"), longest=100), "bin": _bin}
    return read(values, readers)


def _bin(typed_text: str) -> str | Fault:
    number = Bin.parse("".join(typed_text.split()))
    return number.digits if number else Fault(N_("Enter the organisation's BIN: 12 digits"))


def _holder(values: Mapping[str, str]) -> Citizen:
    person = (values["iin"], values["surname"], values["given_name"], values["patronymic"])
    if values["kind"] == CITIZEN:
        return Citizen(*person)
    return Official(*person, organisation=values["organisation"], bin=values["bin"])
