"""The page that issues a key for a fictional person and explains how to sign with it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from portal.kernel.clock import Clock
from portal.kernel.language import Language, split_path
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holder_form import CITIZEN, holder_of, read_holder
from portal.simulators.authority.states import KeyState, issue_in
from portal.simulators.page import StandInPlace, StandInRequest, stand_in_page
from portal.web.downloads import download
from portal.web.forms import Form, typed

# -nocerts: -certfile contains the signer's certificate too, and openssl refuses it twice.
SIGN = (
    "openssl cms -sign -cades -binary -nocerts -md sha256 -in request.json \\\n"
    "  -signer KEY.pem -inkey KEY.pem -certfile KEY.pem -outform DER -out request.json.p7s"
)
VERIFY = (
    "openssl cms -verify -cades -binary -inform DER -in request.json.p7s \\\n"
    "  -content request.json -CAfile root.pem -out verified.json"
)
_PATHS = [language.prefix or "/" for language in Language]


@dataclass(frozen=True, slots=True)
class KeyView(View):
    """`faults`: what the authority's services are made to do wrong, for tests."""

    template: ClassVar[str] = "pages/authority/home.html"
    form: Form
    faults: Sequence[str]
    sign_command: str = SIGN
    verify_command: str = VERIFY


def key_page_handlers(authority: DemoAuthority, clock: Clock, rendering: Rendering) -> list[HTTPRouteHandler]:
    """The form, and the download of the key."""

    def show(request: StandInRequest, form: Form) -> Response[str]:
        faults = [f"{service}: {switched.fault}" for service, switched in authority.faults.all().items()]
        place = StandInPlace(*split_path(request.url.path))
        return stand_in_page(rendering, place, KeyView(form, faults), 422 if form.errors else 200)

    @get(_PATHS)
    async def home(request: StandInRequest) -> Response[str]:
        return show(request, Form(values={"kind": CITIZEN, "state": KeyState.GOOD}))

    @post(_PATHS, status_code=200)
    async def give_key(request: StandInRequest) -> Response[str] | Response[bytes]:
        form = read_holder(typed(await request.form()))
        if form.errors:
            return show(request, form)
        state = KeyState(form.values["state"])
        key = await asyncio.to_thread(issue_in, state, authority, holder_of(form.values), clock.now())
        file = "key.pem" if state is KeyState.GOOD else f"key-{state}.pem"
        return download(key.pem, file, "application/x-pem-file")

    return [home, give_key]
