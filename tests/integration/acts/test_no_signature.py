"""What is no signature at all is a fault of the field, for citizen and head: no letter, no verdict, nothing kept."""

from base64 import b64encode, encodebytes
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, HEAD
from portal.documents.limits import MEGABYTE
from portal.journal.tables import JournalEntry
from portal.messages.tables import Message
from portal.notices.tables import Notice
from portal.regulation.states import State
from portal.signing.tables import Signature
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.pki import openssl
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, scan

NOT_A_SIGNATURE = "This file is not a signature. Upload the .p7s file that signing has made."
NO_SIGNER = "There is no signature in this file. Sign the document and upload the .p7s file."
TOO_LARGE = "This file is too large to be a signature. Upload the .p7s file that signing has made."


def pem_of(der: bytes, label: str = "CERTIFICATE") -> bytes:
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (label.encode(), encodebytes(der), label.encode())


def certificate(portal: Portal) -> bytes:
    return portal.parts.trust.intermediates[0].der


def bundle(portal: Portal) -> bytes:
    """A .p7b: certificates in the form of a signature, and nobody's signature."""
    command = "crl2pkcs7 -nocrl -certfile authority.pem -outform DER -out it"
    return openssl(command.split(), {"authority.pem": pem_of(certificate(portal))}, "it")


MADE: dict[str, Callable[[Portal, bytes], bytes]] = {
    "empty": lambda _portal, _document: b"",
    "the document itself": lambda _portal, document: document,
    "PDF": lambda _portal, _document: scan(),
    "JPEG": lambda _portal, _document: b"\xff\xd8\xff\xe0" + bytes(200),
    "JPEG of a phone": lambda _portal, _document: b"\xff\xd8\xff\xe0" + bytes(4 * MEGABYTE),
    "text": lambda _portal, _document: "Қол қойдым.".encode(),
    "certificate": lambda portal, _document: certificate(portal),
    "certificate in PEM": lambda portal, _document: pem_of(certificate(portal)),
    "bundle of certificates": lambda portal, _document: bundle(portal),
    "cut short": lambda portal, document: portal.sign(CITIZEN, document)[:-1],
    "broken armour": lambda portal, document: pem_of(portal.sign(CITIZEN, document), "CMS")[:-30],
}
TOLD = dict.fromkeys(MADE, NOT_A_SIGNATURE) | {"bundle of certificates": NO_SIGNER, "JPEG of a phone": TOO_LARGE}
COATS: dict[str, Callable[[bytes], bytes]] = {
    "base64": b64encode,
    "base64 in lines": encodebytes,
    "PEM after a byte order mark": lambda der: b"\xef\xbb\xbf" + pem_of(der, "CMS"),
    "PEM in UTF-16": lambda der: pem_of(der, "PKCS7").decode().encode("utf-16"),
    "base64 in UTF-16": lambda der: encodebytes(der).decode().encode("utf-16"),
}


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("kind", MADE)
async def test_the_citizen_is_told_at_the_field_and_nothing_is_refused(portal: Portal, cases: Cases, kind: str) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    content = MADE[kind](portal, await citizen.download("/request.json"))
    before = await kept(portal)

    said = await faults(await citizen.browser(), f"/en{citizen.base}/sign", content)

    assert said == [TOLD[kind]]
    assert await kept(portal) == before


@pytest.mark.clause("R-5.5")
@pytest.mark.parametrize("kind", MADE)
async def test_the_head_is_told_at_the_field_and_the_notice_still_waits(
    portal: Portal, cases: Cases, kind: str
) -> None:
    office = Office(portal, await cases.at(State.DRAFTED))
    content = MADE[kind](portal, await office.notice_to_sign())
    before = await kept(portal)

    said = await faults(await portal.at_work(HEAD), f"/en{office.base}/sign", content)

    assert said == [TOLD[kind]]
    assert await kept(portal) == before
    assert await office.sign()
    assert await Applicant.of(portal, office.application_id).state() == "issued"


@pytest.mark.parametrize("coat", COATS)
async def test_a_signature_in_another_coat_is_read(portal: Portal, cases: Cases, coat: str) -> None:
    citizen = Applicant.of(portal, await cases.ready())

    assert await citizen.send(COATS[coat](await citizen.sign())) == "/sent"

    assert await citizen.state() == "sent"


async def faults(browser: Browser, path: str, content: bytes) -> list[str]:
    """Upload the content; return the faults of the page, which says nothing of a refusal."""
    answer = await browser.post(path, files={"signature": ("document.p7s", content)})
    assert answer.status_code == 422
    assert browser.page is not None
    assert browser.page.all("//input[@id='signature']/@aria-describedby") == ["signature-error"]
    assert browser.page.texts("//*[@id='signature-error']") == [f"Error: {fault}" for fault in browser.page.errors]
    assert browser.page.texts("//*[contains(@class, 'banner')]") == []
    return browser.page.errors


async def kept(portal: Portal) -> dict[str, Sequence[Any]]:
    """Everything that a refusal of a signature would change."""
    tables = (Application, Notice, Signature, JournalEntry, Message)
    async with portal.parts.transactions.reading() as session:
        return {
            table.__tablename__: (await session.execute(select(*table.__table__.columns))).all() for table in tables
        }
