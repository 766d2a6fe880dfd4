"""The citizen's signature: checked, refused with the reason, or waited for (clauses R-10.5 to R-10.8)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from auth.accounts.tables import Account
from portal.applications.tables import Application
from portal.demo.key_files import holder
from portal.demo.people import CITIZEN, HEAD, NEIGHBOUR, DemoPerson
from portal.gateway.tables import GatewayMessage
from portal.journal.tables import JournalEntry
from portal.kernel.language import Language
from portal.messages.tables import Message
from portal.regulation.states import State
from portal.signing.tables import Signature, SignatureState
from portal.simulators.authority.issuing import KeyPurpose
from tests.factories.cases import Cases
from tests.factories.pki import openssl, sign, sign_cades
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant

REFUSED = "The requested service is refused because the EDS is not confirmed"
AFTER_A_REFUSAL = (
    "Nothing you filled in is lost: the draft is as you left it. Put right what was wrong, and sign it again."
)
DAY = timedelta(days=1)


def key_of(
    portal: Portal,
    person: DemoPerson = CITIZEN,
    *,
    starts: int = -1,
    ends: int = 300,
    purpose: KeyPurpose = KeyPurpose.SIGNATURE,
) -> bytes:
    """A key file from the demo's authority; days counted from today."""
    now, demo_data = portal.clock.now(), portal.demo_data
    since, until = now + starts * DAY, now + ends * DAY
    return demo_data.authority.issue(
        holder(person), not_before=since, not_after=until, purpose=purpose, key=demo_data.key
    ).pem


def revoked_key(portal: Portal, *, hold: bool = False) -> bytes:
    now, demo_data = portal.clock.now(), portal.demo_data
    issued = demo_data.authority.issue(holder(CITIZEN), not_before=now - DAY, not_after=now + DAY, key=demo_data.key)
    revoke = demo_data.authority.hold if hold else demo_data.authority.revoke
    revoke(issued.serial, now - timedelta(hours=1))
    portal.publish_lists()
    return issued.pem


def strangers_key(portal: Portal) -> bytes:
    now, demo_data = portal.clock.now(), portal.demo_data
    stranger = demo_data.authority.stranger()
    return stranger.issue(holder(CITIZEN), not_before=now - DAY, not_after=now + DAY, key=demo_data.key).pem


def signed_by_two(portal: Portal, request: bytes) -> bytes:
    files = {"key.pem": key_of(portal), "other.pem": key_of(portal, NEIGHBOUR), "document": request}
    command = "cms -sign -binary -cades -signer key.pem -signer other.pem -outform DER -in document -out it"
    return openssl(command.split(), files, "it")


BAD: dict[str, Callable[[Portal, bytes], bytes]] = {
    "expired": lambda portal, request: sign_cades(key_of(portal, starts=-30, ends=-1), request),
    "not_yet_valid": lambda portal, request: sign_cades(key_of(portal, starts=1), request),
    "revoked": lambda portal, request: sign_cades(revoked_key(portal), request),
    "on_hold": lambda portal, request: sign_cades(revoked_key(portal, hold=True), request),
    "iin_differs": lambda portal, request: portal.sign(NEIGHBOUR, request),
    "organisation_key": lambda portal, request: portal.sign(HEAD, request),
    "authentication_key": lambda portal, request: sign_cades(
        key_of(portal, purpose=KeyPurpose.AUTHENTICATION), request
    ),
    "other_document": lambda portal, request: portal.sign(CITIZEN, request + b" "),
    "unknown_issuer": lambda portal, request: sign_cades(strangers_key(portal), request),
    "not_cades": lambda portal, request: sign(key_of(portal), request),
    "several_signers": signed_by_two,
}


async def only(portal: Portal, application_id: UUID) -> Application:
    (found,) = await portal.rows(select(Application).where(Application.id == application_id))
    assert isinstance(found, Application)
    return found


async def acts(portal: Portal) -> list[str]:
    return list(await portal.rows(select(JournalEntry.act).order_by(JournalEntry.id)))


@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("code", BAD)
async def test_a_signature_that_is_not_confirmed_is_refused_and_the_draft_is_whole(
    portal: Portal, cases: Cases, code: str
) -> None:
    citizen = Applicant.of(portal, await cases.ready(scans=("other",)))
    before, document = await only(portal, UUID(citizen.application_id)), await citizen.download("/request.json")

    assert await citizen.send(BAD[code](portal, document)) == "/sign"

    page = await (await citizen.browser()).open(f"/en{citizen.base}/sign")
    assert page.all("//*[@data-state]/@data-state") == [code]
    assert REFUSED in page.texts("//*[contains(@class, 'banner')]")[0]
    assert "Regulation, clause 10(7)" in page.texts("//details//p")
    after = await only(portal, UUID(citizen.application_id))
    assert (after.application_state, after.arrived_at, after.registration_number) == (State.DRAFT, None, None)
    assert (after.answers, after.request_document) == (before.answers, document)
    assert await acts(portal) == ["sign", "refuse_signature"]
    assert list(await portal.rows(select(Account.proven_at).where(Account.iin == CITIZEN.iin))) == [None]
    (message,) = await portal.rows(select(Message))
    assert (message.kind, message.data) == ("signature_refused", {"code": code})


@pytest.mark.clause("R-10.7")
async def test_every_refusal_has_words_of_its_own(portal: Portal, cases: Cases) -> None:
    citizen, said = Applicant.of(portal, await cases.ready()), {}
    document = await citizen.download("/request.json")
    for code, make in BAD.items():
        await citizen.send(make(portal, document))
        page = await (await citizen.browser()).open(f"/en{citizen.base}/sign")
        said[code] = page.text("//p[@data-state]")
        portal.clock.move(seconds=1)

    assert len(set(said.values())) == len(BAD)
    assert "23 November 2026" in said["expired"].replace("\u00a0", " ")
    assert "25 November 2026" in said["not_yet_valid"].replace("\u00a0", " ")


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("language", Language)
async def test_what_to_do_after_a_refusal_fits_one_that_is_not_the_certificates(
    portal: Portal, cases: Cases, language: Language
) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    await citizen.send(portal.sign(CITIZEN, b"another document"))
    browser = await citizen.browser()

    pages = [await browser.open(language.link(citizen.base + path)) for path in ("/sent", "/sign")]
    mailbox = await browser.open(language.link("/cabinet/messages"))

    told = portal.say(AFTER_A_REFUSAL, language)
    assert [told in page.texts("//main//p") for page in (*pages, mailbox)] == [True, True, True]


@pytest.mark.clause("R-10.7")
async def test_the_same_draft_can_be_signed_again_after_a_refusal(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    document = await citizen.download("/request.json")
    await citizen.send(portal.sign(NEIGHBOUR, document))

    portal.clock.move(minutes=1)
    assert await citizen.send(portal.sign(CITIZEN, document)) == "/sent"

    assert await citizen.state() == "sent"
    assert await acts(portal) == ["sign", "refuse_signature", "sign", "confirm_signature"]


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (None, "Choose the signature file first"),
        (("", b""), "Choose the signature file first"),
        (
            ("a.p7s", b"\0" * (128 * 1024 + 1)),
            "This file is too large to be a signature. Upload the .p7s file that signing has made.",
        ),
    ],
)
async def test_a_file_that_cannot_be_a_signature_is_not_taken_in(
    portal: Portal, cases: Cases, file: tuple[str, bytes] | None, error: str
) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    browser = await citizen.browser()

    answer = await browser.post(f"/en{citizen.base}/sign", files={"signature": file} if file else None)

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, [error])
    assert (await portal.rows(select(Signature)), await acts(portal)) == ([], [])


@pytest.mark.clause("R-4.2")
async def test_a_signature_serves_one_request_alone(portal: Portal, cases: Cases) -> None:
    first, second = Applicant.of(portal, await cases.ready()), Applicant.of(portal, await cases.ready())
    cms = await first.sign()
    await first.send(cms)

    assert await second.send(cms) == "/sign"

    page = await second.open("/sign")
    assert page.all("//p[@data-state]/@data-state") == ["other_document"]


@pytest.mark.clause("R-4.2")
async def test_a_change_after_signing_voids_the_signature(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    cms = await citizen.sign()
    await citizen.submit("/family", {"alone": "yes"})

    assert await citizen.send(cms) == "/sent"
    assert await citizen.submit("/request") == f"{citizen.base}/sign"
    assert await citizen.send(cms) == "/sign"
    assert (await citizen.open("/sign")).all("//p[@data-state]/@data-state") == ["other_document"]


@pytest.mark.clause("R-10.8")
async def test_fifty_presses_at_once_make_one_request_and_fifty_equal_answers(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    browser, cms = await citizen.browser(), await citizen.sign()
    await browser.token()

    files = {"signature": ("request.json.p7s", cms)}
    answers = await asyncio.gather(*(browser.post(f"{citizen.base}/sign", files=files) for _ in range(50)))

    assert {(answer.status_code, answer.headers["location"], answer.content) for answer in answers} == {
        (303, f"{citizen.base}/sent", b"")
    }
    assert await acts(portal) == ["sign", "confirm_signature"]
    assert list(await portal.rows(select(Application.registration_number))) == ["2026-000001"]
    for table in (Signature, GatewayMessage):
        assert list(await portal.rows(select(func.count()).select_from(table))) == [1]


@pytest.mark.clause("R-10.8")
async def test_the_back_button_leads_to_where_the_first_press_led(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    cms = await citizen.sign()
    assert await citizen.send(cms) == "/sent"
    await cases.bring(UUID(citizen.application_id), State.REGISTERED)

    assert await citizen.send(cms) == "/sent"
    assert len(await portal.rows(select(Signature.id))) == 1


@pytest.mark.clause("R-10.6")
async def test_a_list_that_is_not_there_is_no_refusal(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    cms, arrived_at = await citizen.sign(), portal.clock.now()
    portal.lose_lists()

    assert await citizen.send(cms) == "/sent"

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    assert page.state == "checking"
    assert "Revocation cannot be checked now. Your application is saved and keeps its arrival time." in page.texts(
        "//p"
    )
    found = await only(portal, UUID(citizen.application_id))
    assert (found.arrived_at, found.registration_number) == (arrived_at, None)
    (signature,) = await portal.rows(select(Signature))
    assert (signature.state, signature.code) == (SignatureState.BEING_CHECKED, "revocation_unknown")


@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.8")
async def test_the_request_goes_on_by_itself_and_keeps_its_arrival_time(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    cms, arrived_at = await citizen.sign(), portal.clock.now()
    portal.lose_lists()
    await citizen.send(cms)

    for _ in range(3):
        portal.clock.move(hours=8)
        await portal.work()
        assert await citizen.state() == "checking"
    portal.publish_lists()
    portal.clock.move(minutes=1)
    await portal.work()

    assert await citizen.state() == "sent"
    found = await only(portal, UUID(citizen.application_id))
    assert (found.arrived_at, found.registration_number) == (arrived_at, "2026-000001")
    assert await acts(portal) == ["sign", "confirm_signature"]


@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize(("revoked_after", "state"), [(-timedelta(seconds=1), "draft"), (timedelta(seconds=1), "sent")])
async def test_what_counts_is_the_moment_of_arrival(
    portal: Portal, cases: Cases, revoked_after: timedelta, state: str
) -> None:
    """A certificate revoked while the list was away, before the request arrived or after it."""
    citizen, now, demo_data = Applicant.of(portal, await cases.ready()), portal.clock.now(), portal.demo_data
    issued = demo_data.authority.issue(holder(CITIZEN), not_before=now - DAY, not_after=now + DAY, key=demo_data.key)
    portal.lose_lists()
    await citizen.send(sign_cades(issued.pem, await citizen.download("/request.json")))

    demo_data.authority.revoke(issued.serial, now + revoked_after)
    portal.clock.move(minutes=10)
    portal.publish_lists()
    await portal.work()

    (found,) = await portal.rows(select(Application))
    assert found.application_state.value == state
    kinds = await portal.rows(select(Message.kind))
    assert list(kinds) == (["signature_refused"] if state == "draft" else [])


async def test_a_draft_that_is_not_complete_is_not_signed(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.draft(phone="жоқ"))

    assert await citizen.submit("/request") == citizen.base
    answer = await (await citizen.browser()).get(f"{citizen.base}/request.json")
    assert (answer.status_code, answer.headers["location"]) == (303, citizen.base)


async def test_pressing_check_again_keeps_the_document_that_was_made(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.draft())

    first = await citizen.make_request()

    assert await citizen.make_request() == first
