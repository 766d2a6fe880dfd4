"""A draft and a request of an earlier version of the form: the draft is asked again, the request is read as signed."""

import hashlib
import json
from uuid import UUID

import pytest
import rfc8785
from sqlalchemy import select

from portal.applications.earlier_forms import EARLIER
from portal.applications.questions import CONSENT
from portal.applications.tables import Application
from portal.demo.people import CITIZEN, EXECUTOR, PROVIDERS
from portal.kernel.language import Language
from portal.regulation.standard import FUNDS
from portal.regulation.states import State
from tests.factories.answers import CATEGORY
from tests.factories.answers import CONSENT as CONSENTS
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office

pytestmark = pytest.mark.clause("R-10.5")

VERSION = "2026-11"
SINCE = ("fund", "communal_dwelling")
"""The questions that the form of 2026-11 did not have."""
TICKS = {question.code: "yes" for question in CONSENT.questions}
CONSENT_OF_THEN = EARLIER[VERSION]["consent_housing"].label
GROUND_3 = "My family and I have no communal dwelling in permanent use in this town or village"
CHANGED = "The form has changed since you filled it in"
CHANGED_SECTION = "This section has changed since you filled it in"
WHAT_TO_DO = {
    "category": "Answer what is new, and check what you answered before.",
    "consent": "Some texts are new: read what you agree to, and tick it again.",
}


async def made_in_the_earlier_form(portal: Portal, application_id: UUID) -> bytes:
    """Make the ready draft one of 2026-11, with its request document, and return the document."""
    async with portal.parts.transactions.writing() as session:
        draft = await session.get_one(Application, application_id)
        draft.answers = _of_then(draft.answers)
        content = json.loads(draft.request_document or b"")
        del content["petition"]
        text = portal.parts.rendering.text(Language.KAZAKH, CONSENT_OF_THEN)
        content["consents"][0]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        content |= {"form_version": VERSION, "answers": _of_then(content["answers"])}
        draft.request_document = rfc8785.dumps(content)
        return draft.request_document


def _of_then(answers: dict[str, str]) -> dict[str, str]:
    """These answers as the form of 2026-11 stored them, with ground 3 alone."""
    return {code: value for code, value in answers.items() if code not in SINCE} | TICKS | {"need_ground": "3"}


@pytest.fixture
async def citizen(portal: Portal, cases: Cases) -> Applicant:
    application_id = await cases.ready(scans=("other",), phone="+77010000001")
    await made_in_the_earlier_form(portal, application_id)
    return Applicant.of(portal, application_id)


@pytest.mark.parametrize("language", Language)
async def test_a_draft_says_that_the_form_has_changed_and_where(
    portal: Portal, citizen: Applicant, language: Language
) -> None:
    browser = await citizen.browser()

    draft = await browser.open(language.link(citizen.base))
    category = await browser.open(language.link(f"{citizen.base}/sections/category"))
    consent = await browser.open(language.link(f"{citizen.base}/sections/consent"))
    person = await browser.open(language.link(f"{citizen.base}/sections/person"))

    assert draft.all("//li//*/@data-state") == ["done", "doing", "done", "doing", "doing"]
    assert portal.say(CHANGED, language) in draft.texts("//*[@class='banner-title']")
    told = portal.say(CHANGED_SECTION, language)
    assert [told in page.texts("//*[@class='banner-title']") for page in (category, consent, person)] == [
        True,
        True,
        False,
    ]
    assert consent.all("//input[@type='checkbox']/@checked") == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", WHAT_TO_DO)
async def test_a_section_says_what_to_do_in_it_and_nothing_of_another(
    portal: Portal, citizen: Applicant, section: str, language: Language
) -> None:
    page = await (await citizen.browser()).open(language.link(f"{citizen.base}/sections/{section}"))

    said = " ".join(page.texts("//*[contains(@class, 'banner')]"))
    assert [portal.say(text, language) in said for text in WHAT_TO_DO.values()] == [
        one == section for one in WHAT_TO_DO
    ]


async def test_nothing_else_is_lost_and_it_is_sent_in_the_present_form(portal: Portal, citizen: Applicant) -> None:
    assert await citizen.submit("/request") == citizen.base
    assert await citizen.submit("/sections/category", {**CATEGORY, "category": "orphan"}) == f"{citizen.base}/family"
    assert await citizen.submit("/sections/consent", CONSENTS) == citizen.base

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    content = json.loads(await citizen.make_request())

    assert page.texts("//*[@class='banner-title']") == []
    assert (content["form_version"], content["petition"]["code"]) == ("2026-12", "registration")
    assert (content["answers"]["phone"], [scan["kind"] for scan in content["attachments"]]) == (
        "+77010000001",
        ["other"],
    )


async def test_a_document_of_the_earlier_form_is_neither_shown_nor_signed(portal: Portal, citizen: Applicant) -> None:
    (document,) = await portal.rows(select(Application.request_document))
    assert isinstance(document, bytes)
    browser = await citizen.browser()

    shown, downloaded = [await browser.get(citizen.base + path) for path in ("/sign", "/request.json")]
    await citizen.send(portal.sign(CITIZEN, document))
    after = await browser.get(f"{citizen.base}/sent")

    assert [answer.headers["location"] for answer in (shown, downloaded, after)] == [citizen.base] * 3
    assert await citizen.state() == "done"
    assert list(await portal.rows(select(Application.arrived_at))) == [None]


async def signed_in_the_earlier_form(portal: Portal, cases: Cases, patch: pytest.MonkeyPatch, state: State) -> UUID:
    """Make a request that was signed and sent while 2026-11 was the form's version."""
    application_id = await cases.ready(scans=("other",))
    await made_in_the_earlier_form(portal, application_id)
    with patch.context() as then:
        then.setattr("portal.applications.request_document.FORM_VERSION", VERSION)
        await cases.bring(application_id, state)
    return application_id


@pytest.mark.parametrize("language", Language)
async def test_a_request_signed_in_the_earlier_form_is_read_as_it_was(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    application_id = await signed_in_the_earlier_form(portal, cases, monkeypatch, State.EXAMINED)

    page = await (await portal.at_work(EXECUTOR)).open(language.link(f"/provider/applications/{application_id}"))

    rows = dict(zip(page.texts("//main//dt"), page.texts("//main//dd"), strict=True))
    assert rows[portal.say("Ground of need", language)] == portal.say(GROUND_3, language)
    assert rows[portal.say(CONSENT_OF_THEN)] == portal.say("Yes", language)
    assert portal.say(CONSENT.questions[0].label) not in rows
    assert page.all("//*[@id='petition']") == []


async def test_its_signed_bytes_stay_as_they_are(portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    application_id = await signed_in_the_earlier_form(portal, cases, monkeypatch, State.EXAMINED)
    (signed,) = await portal.rows(select(Application.request_document))
    citizen = Applicant.of(portal, application_id)

    official = await (await portal.at_work(EXECUTOR)).get(f"/provider/applications/{application_id}/request.json")

    assert [await citizen.download("/request.json"), official.content] == [signed, signed]
    assert (await citizen.open("/status")).heading == portal.say("Under examination")


@pytest.mark.parametrize("state", [State.ISSUED, State.DEFECTIVE, State.REFUSED])
async def test_it_is_decided_like_any_other(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    application_id = await signed_in_the_earlier_form(portal, cases, monkeypatch, State.EXAMINED)

    await cases.bring(application_id, state, refusal=state is State.REFUSED)

    assert (await Applicant.of(portal, application_id).open()).state == state.value


async def test_what_follows_a_refusal_for_defects_asks_again(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    await signed_in_the_earlier_form(portal, cases, monkeypatch, State.DEFECTIVE)
    citizen = Applicant(portal)
    await citizen.start()

    page = await (await citizen.browser()).open(f"/en{citizen.base}")

    assert page.all("//li//*/@data-state") == ["done", "doing", "done", "doing", "doing"]
    assert CHANGED in page.texts("//*[@class='banner-title']")


@pytest.mark.clause("S-A1")
@pytest.mark.parametrize("fund", FUNDS)
async def test_the_petition_stands_where_it_is_checked_and_where_it_is_decided(
    portal: Portal, cases: Cases, fund: str
) -> None:
    """In the language of the request, whatever the language of the page: its digest is signed."""
    citizen = Applicant.of(portal, await cases.ready(fund=fund))
    petition = portal.say(FUNDS[fund].petition, Language.KAZAKH)

    checked = await (await citizen.browser()).open(f"/ru{citizen.base}/sign")
    signed = json.loads(await citizen.download("/request.json"))
    await cases.bring(UUID(citizen.application_id), State.EXAMINED)
    decided = await Office(portal, citizen.application_id).open(EXECUTOR)

    assert [page.text("//*[@id='petition'][@lang='kk']") for page in (checked, decided)] == [petition] * 2
    assert signed["petition"]["sha256"] == hashlib.sha256(petition.encode()).hexdigest()
    name = PROVIDERS[0].name[Language.RUSSIAN]
    addressee = portal.say("To the head of the local executive body: %(provider)s", Language.RUSSIAN, provider=name)
    assert addressee in checked.texts("//main//p")


async def test_a_request_made_in_another_language_is_made_anew_and_else_kept(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    browser, path = await citizen.browser(), f"{citizen.base}/request"
    kazakh = await citizen.download("/request.json")

    await citizen.submit("/request")
    again = await citizen.download("/request.json")
    await browser.submit(f"/ru{path}")
    page = await browser.open(f"/ru{citizen.base}/sign")

    assert again == kazakh
    assert (await citizen.request())["language"] == "ru"
    assert page.text("//*[@id='petition'][@lang='ru']") == portal.say(FUNDS["either"].petition, Language.RUSSIAN)


async def test_a_consent_is_checked_in_the_language_in_which_it_is_signed(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())

    page = await (await citizen.browser()).open(f"/ru{citizen.base}/sign")

    consents = [portal.say(question.label, Language.KAZAKH) for question in CONSENT.questions]
    assert page.texts("//dt[@lang='kk']") == consents
