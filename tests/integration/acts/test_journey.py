"""The main way through, by the pages, with every outside system's stand-in (issue 2, the journey)."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from auth.accounts.tables import Account
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD
from portal.gateway.tables import Direction, GatewayMessage, MessageState
from portal.journal.tables import JournalEntry
from portal.messages.tables import Message
from portal.notices.tables import Notice
from portal.queue.tables import QueueEntry
from portal.regulation.states import State
from tests.factories.answers import PUBLIC_SERVANT
from tests.factories.cases import Cases
from tests.factories.pki import openssl
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, desk, place_on, scan

NUMBER = "2026-000001"


def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


def verified(portal: Portal, signature: bytes, pdf: bytes) -> bytes:
    """What openssl has verified, given the root and the two files alone."""
    root = portal.demo_data.authority.root_file.read_bytes()
    command = "cms -verify -cades -binary -inform DER -in n.p7s -content n.pdf -CAfile root.pem -out checked"
    return openssl(command.split(), {"n.p7s": signature, "n.pdf": pdf, "root.pem": root}, "checked")


@pytest.mark.clause("R-1.2")
@pytest.mark.clause("R-3.a")
@pytest.mark.clause("R-3.d")
@pytest.mark.clause("R-5.2")
@pytest.mark.clause("R-5.3")
@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
@pytest.mark.clause("R-10.5")
@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.8")
@pytest.mark.clause("R-10.11a")
@pytest.mark.clause("R-10.11b")
@pytest.mark.clause("S-9.2")
async def test_a_citizen_applies_and_is_put_on_the_queue(portal: Portal) -> None:
    citizen = Applicant(portal)
    async with portal.outside() as outside:
        await citizen.start()
        assert await citizen.fill_in() == ["/sections/category", "/family", "/documents", ""]

        await citizen.attach("work_certificate", "Анықтама.pdf", scan())
        await citizen.attach("other", "сурет.jpg", photograph())
        assert (await citizen.open("/documents")).all("//*/@data-state") == ["being_checked"] * 2
        await outside.worker.run_due()
        assert (await citizen.open("/documents")).all("//*/@data-state") == ["clean"] * 2

        arrived_at = portal.clock.now()
        assert await citizen.send(portal.sign(CITIZEN, await citizen.make_request())) == "/sent"
        sent = await citizen.open()
        assert (sent.state, sent.heading) == ("sent", portal.say("Application No %(number)s", number=NUMBER))

        portal.clock.move(seconds=2)
        await outside.worker.run_due()
        assert await citizen.state() == "delivered"
        status = await citizen.open("/status")
        assert status.by_testid("registration-number") == portal.say("No %(number)s", number=NUMBER)

        officials = Office(portal, citizen.application_id)
        assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[NUMBER], [], []]
        portal.clock.move(minutes=5)
        await officials.register()
        assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [NUMBER], []]
        portal.clock.move(hours=2)
        await officials.name_executor()
        assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [], [NUMBER]]
        portal.clock.move(days=1)
        await officials.draft_notice()
        assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [NUMBER], []]
        await outside.worker.run_due()  # makes the PDF, and fetches the day's revocation lists
        pdf = await officials.sign()

    issued = await citizen.open()
    assert (issued.state, place_on(issued)) == ("issued", "1")
    assert (await citizen.open("/notice")).by_testid("ordinal") == "1"
    assert await citizen.download("/notice.pdf") == pdf
    assert verified(portal, await citizen.download("/notice.p7s"), pdf) == pdf
    assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [], []]

    (notice,) = await portal.rows(select(Notice))
    assert notice.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    (entry,) = await portal.rows(select(QueueEntry))
    assert (entry.list, entry.counted_from, entry.registration_number) == ("public", arrived_at, NUMBER)
    (proven_at,) = await portal.rows(select(Account.proven_at).where(Account.iin == CITIZEN.iin))
    assert proven_at == arrived_at
    messages = await portal.rows(select(GatewayMessage).order_by(GatewayMessage.direction))
    assert [(row.direction, row.state) for row in messages] == [
        (Direction.IN, MessageState.RECEIVED),
        (Direction.OUT, MessageState.DELIVERED),
    ]
    assert list(await portal.rows(select(Message.kind).order_by(Message.id))) == ["accepted", "registered"]


@pytest.mark.clause("R-7.1")
@pytest.mark.clause("R-7.2")
@pytest.mark.clause("R-7.3")
async def test_the_journal_tells_who_did_what(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.ISSUED)

    entries = await portal.rows(
        select(JournalEntry).where(JournalEntry.subject_id == application_id).order_by(JournalEntry.id)
    )

    people = {portal.account(person): person for person in (CITIZEN, CLERK, HEAD, EXECUTOR)}
    assert [(entry.act, entry.actor, people.get(entry.account_id)) for entry in entries] == [
        ("sign", "recipient", CITIZEN),
        ("confirm_signature", "portal", None),
        ("deliver", "gateway", None),
        ("register", "clerk", CLERK),
        ("name_executor", "head", HEAD),
        ("draft_notice", "executor", EXECUTOR),
        ("sign_notice", "head", HEAD),
    ]


@pytest.mark.clause("R-4.2")
async def test_the_request_names_the_scans_by_what_the_provider_will_read(portal: Portal) -> None:
    citizen = Applicant(portal)
    async with portal.outside() as outside:
        await citizen.start()
        await citizen.fill_in()
        await citizen.attach("work_certificate", "Анықтама.pdf", scan())
        await outside.worker.run_due()
        await citizen.make_request()

    request = await citizen.request()

    (link,) = [href for href in (await citizen.open("/documents")).links if "/documents/" in href]
    kept = await citizen.download(link.removeprefix(citizen.base))
    assert request["attachments"] == [
        {"kind": "work_certificate", "name": "Анықтама.pdf", "sha256": hashlib.sha256(kept).hexdigest()}
    ]
    assert request["answers"] == {code: value for code, value in PUBLIC_SERVANT.items() if code != "alone"}
    assert (request["iin"], request["family"]) == (CITIZEN.iin, [])
