"""Seven kinds of visitors, and what each sees of a portal that has something of everything."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from joserfc.jwk import ECKey
from litestar import Litestar
from sqlalchemy import select

from auth.accounts.prove import prove
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, NEIGHBOUR, DemoPerson
from portal.documents.tables import Scan
from portal.kernel.ids import new_id
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.factories.routes import Route, in_kazakh
from tests.integration.federation.world import identity_app
from tests.integration.fuzz.asking import PageForm, Site, Visit

STATES = (State.DELIVERED, State.REGISTERED, State.EXAMINED, State.DRAFTED, State.ISSUED)
SIGN_OUT = "/logout"
IDENTITY = tuple(f"/login/identity{end}" for end in ("", "/callback", "/refused", "/away", "/taken-over"))
NO_PROVIDER = "http://127.0.0.1:1"
_NO_FIELDS = ("submit", "button", "reset")


class Kind(StrEnum):
    NOBODY = "nobody"
    UNPROVEN = "unproven"
    PROVEN = "proven"
    CLERK = "clerk"
    HEAD = "head"
    EXECUTOR = "executor"
    ENDED = "ended"
    """With the cookie of a session that is closed."""


_PEOPLE: Mapping[Kind, DemoPerson] = {
    Kind.UNPROVEN: NEIGHBOUR,
    Kind.PROVEN: CITIZEN,
    Kind.CLERK: CLERK,
    Kind.HEAD: HEAD,
    Kind.EXECUTOR: EXECUTOR,
    Kind.ENDED: CITIZEN,
}


_SIGNED_IN = _PEOPLE.keys() - {Kind.ENDED}


def app_with_every_route(portal: Portal) -> Litestar:
    """With log-in by an identity provider. Nobody listens there: answers of its own are for other tests."""
    key = ECKey.generate_key("P-256", {"kid": "1"}).as_dict(private=False)
    return identity_app(portal, NO_PROVIDER, json.dumps({"keys": [key]}).encode())


@dataclass(frozen=True)
class Ids:
    """Of applications, and of a scan of the first."""

    applications: Sequence[UUID]
    scan: UUID


async def fill(portal: Portal, cases: Cases) -> Ids:
    """Make applications in many states, and drafts of both citizens."""
    made = [await cases.draft(scans=("other",)), await cases.ready(scans=("other",)), await cases.draft(NEIGHBOUR)]
    made += [await cases.at(state, scans=("other",)) for state in STATES]
    async with portal.parts.transactions.writing() as session:
        await prove(session, portal.account(CITIZEN), portal.clock.now())
    (scan,) = await portal.rows(select(Scan.id).where(Scan.owner_id == made[0]))
    return Ids([*made, new_id()], scan)


async def site_of(portal: Portal, app: Litestar, kind: Kind, ids: Ids) -> Site:
    """Open every page once, for its forms. Whoever is signed in does not sign out, which would end the visit."""
    routes = [route for route in in_kazakh(portal) if kind not in _SIGNED_IN or route.path != SIGN_OUT]
    at_each = {route: _addresses(portal, route, ids) for route in routes}
    async with Browser(app) as browser:
        if kind in _PEOPLE:
            browser.use_session((await portal.signed_in(_PEOPLE[kind])).session_id or "")
        pages = [address for route in routes if route.method == "GET" for address in at_each[route]]
        forms = await _forms_at(browser, pages)
    pressed = [form for form in forms if kind not in _SIGNED_IN or not form.action.endswith(SIGN_OUT)]
    return Site(
        [*at_each.values(), *([one] for one in IDENTITY)], pressed, [*map(str, ids.applications), str(ids.scan)]
    )


async def visit(portal: Portal, app: Litestar, kind: Kind) -> Visit:
    """Come with a new session, and with a token for its forms."""
    async with Browser(app) as browser:
        if kind in _PEOPLE:
            browser.use_session((await portal.signed_in(_PEOPLE[kind])).session_id or "")
        session_id, token = browser.session_id, await browser.token()
        if kind is Kind.ENDED:
            await browser.post("/logout")
            browser.use_session(session_id or "")
        return Visit("; ".join(f"{name}={value}" for name, value in browser._client.cookies.items()), token)


def _addresses(portal: Portal, route: Route, ids: Ids) -> list[str]:
    """The addresses of a route: that of an application has one for each of them."""
    return sorted({route.address(portal, one, ids.scan) for one in ids.applications})


async def _forms_at(browser: Browser, addresses: Sequence[str]) -> list[PageForm]:
    forms: list[PageForm] = []
    for address in addresses:
        answer = await browser.get(address)
        forms += _forms(browser.page) if browser.page and answer.status_code == 200 else []
    return list(dict.fromkeys(forms))


def _forms(page: Page) -> list[PageForm]:
    return [
        PageForm(
            str(form.get("action")),
            tuple(
                (str(field.get("name")), str(field.get("value") or ""))
                for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name] | .//button[@name]")
                if field.get("type") not in (*_NO_FIELDS, "file")
            ),
            tuple(str(field.get("name")) for field in form.xpath(".//input[@type='file'][@name]")),
        )
        for form in page.all("//form[@method='post']")
    ]
