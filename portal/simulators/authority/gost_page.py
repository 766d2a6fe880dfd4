"""The page that signs a file with a GOST key, as NCALayer does; openssl alone cannot."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler

from portal.kernel.clock import Clock
from portal.kernel.language import N_, Language, split_path
from portal.kernel.outcomes import Fault
from portal.reading.canonical import one_line
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holder_form import CITIZEN, holder_of, read_holder
from portal.simulators.authority.holders import Citizen
from portal.simulators.authority.keys import Family
from portal.simulators.authority.signing import sign_cades
from portal.simulators.authority.states import KeyState, issue_in
from portal.simulators.page import StandInPlace, StandInRequest, stand_in_page
from portal.web.downloads import download
from portal.web.forms import Form, typed

PATH = "/gost"
_PATHS = [language.prefix + PATH for language in Language]


@dataclass(frozen=True, slots=True)
class GostView(View):
    template: ClassVar[str] = "pages/authority/gost.html"
    form: Form


def gost_handlers(authority: DemoAuthority, clock: Clock, rendering: Rendering) -> list[HTTPRouteHandler]:
    def show(request: StandInRequest, form: Form) -> Response[str]:
        place = StandInPlace(*split_path(request.url.path))
        return stand_in_page(rendering, place, GostView(form), 422 if form.errors else 200)

    @get(_PATHS)
    async def ask(request: StandInRequest) -> Response[str]:
        return show(request, Form(values={"kind": CITIZEN, "state": KeyState.GOOD}))

    @post(_PATHS, status_code=200)
    async def sign_it(request: StandInRequest) -> Response[str] | Response[bytes]:
        sent = await request.form()
        form, document = read_holder(typed(sent)), sent.get("document")
        if not isinstance(document, UploadFile) or not document.filename:
            form.errors["document"] = Fault(N_("Choose the file to sign"))
            return show(request, form)
        if form.errors:
            return show(request, form)
        state, holder = KeyState(form.values["state"]), holder_of(form.values)
        cms = await asyncio.to_thread(_sign, state, authority, holder, await document.read(), clock.now())
        return download(cms, f"{one_line(document.filename)}.p7s", "application/pkcs7-signature")

    return [ask, sign_it]


def _sign(state: KeyState, authority: DemoAuthority, holder: Citizen, content: bytes, now: datetime) -> bytes:
    return sign_cades(issue_in(state, authority, holder, now, Family.GOST).pem, content, now)
