"""A private key sent by mistake: recognised wherever files and texts are taken, told of, and not kept anywhere."""

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from litestar.handlers import HTTPRouteHandler
from litestar.types import Empty
from sqlalchemy import select

from portal.database.base import Base
from portal.demo.people import CITIZEN, EXECUTOR, HEAD, DemoPerson
from portal.kernel.language import Language
from portal.regulation.states import State
from portal.web.access import Access
from portal.web.private_keys import PRIVATE_KEY
from tests.factories.answers import PERSON
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK

KEY = ec.generate_private_key(ec.SECP256R1())
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
FORMS = {
    "PEM": PEM,
    "PKCS#12": serialize_key_and_certificates(b"AUTH", KEY, None, None, BestAvailableEncryption(b"kezek")),
    "base64": base64.encodebytes(KEY.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
}


@dataclass(frozen=True)
class Place:
    """Where a file is taken: the state of the case, who sends it, the form's other fields, the name of the field."""

    state: State
    person: DemoPerson
    data: dict[str, str]
    name: str


PLACES = {
    "/cabinet/applications/{}/sign": Place(State.DRAFT, CITIZEN, {}, "signature"),
    "/cabinet/applications/{}/documents": Place(State.DRAFT, CITIZEN, {"kind": "other"}, "file"),
    "/provider/applications/{}/sign": Place(State.DRAFTED, HEAD, {}, "signature"),
}
TEXTS = {
    "/cabinet/applications/{}/sections/person": Place(State.DRAFT, CITIZEN, PERSON, "addr_reg"),
    "/cabinet/applications/{}/family": Place(State.DRAFT, CITIZEN, {}, "member_name"),
    "/provider/applications/{}/return": Place(State.DRAFTED, HEAD, {}, "remark"),
    "/provider/applications/{}/refusal": Place(State.EXAMINED, EXECUTOR, {"ground": "exchange"}, "facts"),
    "/provider/applications/{}/defects": Place(State.EXAMINED, EXECUTOR, {}, "words"),
}


@pytest.fixture
def no_spool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Any upload that is put on the disk fails: there is no folder for it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))


@pytest.mark.usefixtures("no_spool")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", PLACES)
async def test_a_key_instead_of_a_file_is_told_of_and_nothing_of_it_stays(
    portal: Portal, cases: Cases, path: str, form: str
) -> None:
    place, octets = PLACES[path], FORMS[form]
    application_id = await made(cases, place)
    before = await everything(portal)
    watch(octets)
    browser = await portal.signed_in(place.person)

    answer = await browser.post(path.format(application_id), place.data, {place.name: ("AUTH_RSA256.p12", octets)})

    assert answer.status_code == 422
    assert browser.page is not None
    assert browser.page.errors == [portal.say(PRIVATE_KEY.message)]
    (described_by,) = browser.page.all(f"//input[@name='{place.name}']/@aria-describedby")
    assert f"{place.name}-error" in described_by.split()
    assert traces(octets, before, after := await everything(portal)) == []
    assert changed(before, after) == set()


@pytest.mark.parametrize("language", Language)
async def test_it_is_said_in_each_language_also_where_the_kind_is_not_chosen(
    portal: Portal, cases: Cases, language: Language
) -> None:
    browser, draft = await portal.signed_in(CITIZEN), await cases.draft()

    await browser.post(language.link(f"/cabinet/applications/{draft}/documents"), files={"file": ("k.key", PEM)})

    assert browser.page is not None
    assert browser.page.errors == [portal.say(PRIVATE_KEY.message, language)]
    assert "1414" in browser.page.errors[0]


@pytest.mark.parametrize("path", PLACES)
async def test_a_key_sent_to_a_page_that_is_gone_is_told_of_too(portal: Portal, cases: Cases, path: str) -> None:
    """A second press, or the back button."""
    place = PLACES[path]
    application_id = await cases.at(State.ISSUED if place.state is State.DRAFTED else State.SENT)
    before = await everything(portal)
    browser = await portal.signed_in(place.person)

    answer = await browser.post(path.format(application_id), place.data, {place.name: ("k.pem", PEM)})

    assert answer.status_code == 400
    assert portal.say(PRIVATE_KEY.message) in " ".join(answer.text.split())
    assert changed(before, await everything(portal)) == set()


@pytest.mark.parametrize("by_htmx", [False, True])
@pytest.mark.parametrize("path", TEXTS)
async def test_a_key_pasted_into_a_text_is_told_of_and_nothing_of_it_stays(
    portal: Portal, cases: Cases, path: str, *, by_htmx: bool
) -> None:
    place = TEXTS[path]
    application_id = await made(cases, place)
    before = await everything(portal)
    watch(PEM)
    browser = await portal.signed_in(place.person)
    data = {**place.data, place.name: PEM.decode(), "csrf": await browser.token()}
    headers = {"hx-request": "true"} if by_htmx else {}

    answer = await browser.send("POST", path.format(application_id), data=data, headers=headers)

    assert answer.status_code == 400
    assert portal.say(PRIVATE_KEY.message) in " ".join(answer.text.split())
    assert traces(PEM, before, after := await everything(portal)) == []
    assert changed(before, after) == set()


def test_every_address_that_takes_files_is_tried_here(portal_of_all: Portal) -> None:
    """Machines authenticate themselves, and send no forms."""
    takes_files = {
        route.path_format.replace("{application_id}", "{}")
        for route in portal_of_all.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler)
        and handler.request_max_body_size is not Empty
        and handler.opt.get("access") is not Access.MACHINE
    }

    prefixes = [language.prefix for language in Language]
    assert takes_files == {prefix + path for prefix in prefixes for path in PLACES}


async def made(cases: Cases, place: Place) -> UUID:
    if place.state is State.DRAFT:
        return await cases.ready()
    return await cases.at(place.state)


def watch(octets: bytes) -> None:
    """The log and the addresses of requests may not have these."""
    for number, line in enumerate(octets.splitlines()):
        if len(line) > 30 and line.isascii():
            SINK.watch(line.decode(), f"line {number} of a private key")
    SINK.watch(hashlib.sha256(octets).hexdigest(), "the digest of a private key")


async def everything(portal: Portal) -> dict[str, bytes]:
    """Every row of the database, and every file of the installation's folder."""
    found = {}
    for table in Base.metadata.sorted_tables:
        async with portal.parts.transactions.reading() as session:
            rows = (await session.execute(select(table))).all()
        found[table.name] = b"\n".join(written(value) for row in sorted(rows, key=str) for value in row)
    folder = portal.demo_data.settings.data
    return found | {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def written(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def traces(octets: bytes, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Where anything of the key is found: a part of it, its contents, or its digest."""
    there = b"\n".join(before.values())
    parts = [part for part in parts_of(octets) if part not in there]
    assert len(parts) > 5, "other keys begin and end alike, but no more"
    return [place for place, content in after.items() if any(part in content for part in parts)]


def parts_of(octets: bytes) -> Iterator[bytes]:
    digest = hashlib.sha256(octets)
    yield from (digest.digest(), digest.hexdigest().encode(), base64.b64encode(digest.digest()))
    yield from (octets[at : at + 24] for at in range(0, len(octets) - 24, 24))
    yield KEY.private_numbers().private_value.to_bytes(32, "big")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Tables and files that are not as they were, but for sessions, what limits count, and the database's own files."""
    both = before.keys() | after.keys()
    own = {name for name in both if name.startswith("kezek.db")} | {"sessions", "attempts"}
    return {name for name in both - own if before.get(name) != after.get(name)}
