"""The faults of one form are told apart: no two read alike, and each leads to its own field."""

from dataclasses import dataclass, field

import pytest
from litestar.handlers import HTTPRouteHandler

from portal.demo.people import CITIZEN, EXECUTOR, HEAD, DemoPerson
from portal.kernel.language import Language, split_path
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal

DRAFT = "/cabinet/applications/{application_id:uuid}"
CASE = "/provider/applications/{application_id:uuid}"


@dataclass(frozen=True)
class Filled:
    """A form sent empty, but for `values`; `fields` are those that are faulty then, in the order of the page."""

    route: str
    fields: tuple[str, ...]
    who: DemoPerson | None = CITIZEN
    state: State | None = State.DRAFT
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.route.rsplit("/", 1)[-1], *self.values.values()])


def section(code: str, *fields: str, **values: str) -> Filled:
    return Filled(f"{DRAFT}/sections/{code}", fields, values=values)


FORMS = [
    Filled("/register", ("iin", "password", "password_repeat"), None, None),
    Filled("/login", ("iin", "password"), None, None),
    section("person", "surname", "given_name", "addr_reg", "addr_live", "phone"),
    section("category", "provider", "fund", "category", "communal_dwelling", "need_ground"),
    section("category", "provider", "fund", "stratum", "communal_dwelling", "need_ground", category="vulnerable"),
    section("category", "provider", "fund", "cosmonaut", "communal_dwelling", "need_ground", category="public"),
    section("consent", "consent_housing", "consent_secret", "consent_data", "liability"),
    Filled(f"{DRAFT}/family", ("alone",)),
    Filled(f"{DRAFT}/family/members", ("member_name", "member_iin", "kinship")),
    Filled(f"{DRAFT}/documents", ("kind", "file")),
    Filled(f"{DRAFT}/sign", ("signature",)),
    Filled(f"{CASE}/executor", ("executor",), HEAD, State.REGISTERED),
    Filled(f"{CASE}/return", ("remark",), HEAD, State.DRAFTED),
    Filled(f"{CASE}/sign", ("signature",), HEAD, State.DRAFTED),
    Filled(f"{CASE}/refusal", ("ground", "facts"), EXECUTOR, State.EXAMINED),
]
ONE_FAULT = {f"{CASE}/defects", f"{CASE}/keep"}
"""Forms with one fault at most; they need a case of their own to be open."""
NO_FIELDS = {
    "/cabinet/applications",
    "/cabinet/messages/read",
    "/logout",
    f"{DRAFT}/documents/remove",
    f"{DRAFT}/family/members/remove",
    f"{DRAFT}/request",
    f"{CASE}/notice",
    f"{CASE}/register",
    f"{CASE}/unconfirmed",
}


async def sent(portal: Portal, cases: Cases, filled: Filled, language: Language) -> Page:
    browser = await portal.at_work(filled.who) if filled.who else portal.browser()
    path = filled.route
    if filled.state:
        application_id = await (
            cases.ready() if filled.route.endswith("sign") and filled.who is CITIZEN else cases.at(filled.state)
        )
        path = path.replace("{application_id:uuid}", str(application_id))
    empty = {name: "" for name in filled.fields if name not in ("file", "signature")}
    answer = await browser.post(language.link(path), {**empty, **filled.values})
    assert (answer.status_code, browser.page is not None) == (422, True), answer.text[:300]
    assert browser.page is not None
    return browser.page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("filled", FORMS, ids=str)
async def test_the_faults_of_an_empty_form_are_distinct_and_lead_to_their_fields(
    portal: Portal, cases: Cases, filled: Filled, language: Language
) -> None:
    page = await sent(portal, cases, filled, language)

    assert page.all("//*[@class='error-summary']//a/@href") == [f"#{name}" for name in filled.fields]
    beside = [page.text(f"//*[@id='{name}-error']") for name in filled.fields]
    assert len(set(page.errors)) == len(set(beside)) == len(filled.fields)


@pytest.mark.parametrize("language", Language)
async def test_faults_that_read_alike_name_their_fields(portal: Portal, cases: Cases, language: Language) -> None:
    """The same fault in several fields: beside each it is plain whose it is, in the list above it must be said."""
    page = await sent(portal, cases, section("person", surname="1", given_name="2", patronymic="3"), language)

    fault = portal.say("This does not look like a person's name. Use letters, hyphen and space.", language)
    names = [portal.say(label, language) for label in ("Surname", "Given name", "Patronymic (if any)")]
    assert page.errors[:3] == [f"{name}: {fault}" for name in names]
    assert len(set(page.errors)) == len(page.errors)


def test_every_form_is_looked_at(portal: Portal) -> None:
    posts = {
        split_path(route.path)[1]
        for route in portal.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and "POST" in handler.http_methods
    }
    looked_at = {filled.route for filled in FORMS} | ONE_FAULT | NO_FIELDS

    assert {path.replace("{code:str}", "") for path in posts} - {"/gateway/sync-channel"} == {
        path.rsplit("sections/", 1)[0] + "sections/" if "sections/" in path else path for path in looked_at
    }
