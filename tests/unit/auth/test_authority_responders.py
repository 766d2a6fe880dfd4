"""The responder and the time-stamping authority on loopback, asked by openssl and asn1crypto."""

import asyncio
import hashlib
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from asn1crypto import ocsp, tsp
from asn1crypto.core import Integer

from auth.certificates.algorithms import AlgorithmIdentifier, Signed, signature_fault
from auth.certificates.certificate import read_certificate
from auth.certificates.encoding.der import read_only
from auth.certificates.revocation import Reason
from portal.kernel.clock import SystemClock
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.authority import DemoAuthority, IssuedKey
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import GOST, Family, PrivateKey, public_key_bits, public_key_info
from tests.factories.asgi import asgi_transport
from tests.factories.pki import CITIZEN, NOW, Pki
from tests.fakes.clock import SettableClock
from tests.integration.gateway.loopback import served

DOCUMENT = b'{"nonce":"7d41"}'
RSA_POLICY, GOST_POLICY = "1.2.398.3.3.2.6.2", "1.2.398.3.3.2.6.4"
DAY = timedelta(days=1)
both_families = pytest.mark.parametrize("family", list(Family))


@dataclass
class Asking:
    """A folder with the certificates in it, and a program that asks over HTTP."""

    authority: DemoAuthority
    folder: Path
    address: str

    async def run(self, command: str) -> tuple[int, str]:
        ran = await asyncio.to_thread(
            subprocess.run, command.split(), cwd=self.folder, capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    async def status(self, certificate: str, issuer: str, options: str = "") -> str:
        """Of a response that openssl has verified."""
        command = f"openssl ocsp {options} -issuer {issuer} -cert {certificate} -url {self.address}/ocsp"
        code, said = await self.run(f"{command} -CAfile root.pem -verify_other issuing.pem")
        assert (code, "Response verify OK" in said, "WARNING" in said) == (0, True, False), said
        return next(line.split(": ")[1] for line in said.splitlines() if line.startswith(f"{certificate}: "))


@pytest.fixture
async def asking(own_pki: Pki, tmp_path: Path) -> AsyncIterator[Asking]:
    """By the machine's own clock: openssl has no other for answers of a responder."""
    authority = own_pki.authority
    for name, file in (("root.pem", authority.root_file), ("issuing.pem", authority.issuing_file)):
        (tmp_path / name).write_bytes(file.read_bytes())
    async with served(create_authority_app(authority, SystemClock())) as address:
        yield Asking(authority, tmp_path, address)


def key_of_today(asking: Asking, key: PrivateKey) -> IssuedKey:
    now = SystemClock().now()
    issued = asking.authority.issue(CITIZEN, not_before=now - DAY, not_after=now + DAY, key=key)
    (asking.folder / "leaf.pem").write_bytes(issued.pem)
    return issued


async def test_openssl_follows_a_certificate_through_its_states(asking: Asking, pki: Pki) -> None:
    key, now = key_of_today(asking, pki.key), SystemClock().now()
    seen = [await asking.status("leaf.pem", "issuing.pem")]
    for change in (
        lambda: asking.authority.hold(key.serial, now),
        lambda: asking.authority.release(key.serial),
        lambda: asking.authority.revoke(key.serial, now, Reason.KEY_COMPROMISE),
    ):
        change()
        seen.append(await asking.status("leaf.pem", "issuing.pem", "-sha256"))

    assert seen == ["good", "revoked", "good", "revoked"]


async def test_root_answers_for_the_issuing_authority_itself(asking: Asking) -> None:
    assert await asking.status("issuing.pem", "root.pem") == "good"

    issuing = read_certificate(asking.authority.member(Member.ISSUING).certificate)
    assert issuing is not None
    asking.authority.revoke(issuing.serial, SystemClock().now())

    assert await asking.status("issuing.pem", "root.pem") == "revoked"


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
async def test_openssl_verifies_a_time_stamp(digest: str, asking: Asking) -> None:
    (asking.folder / "document").write_bytes(DOCUMENT)
    await asking.run(f"openssl ts -query -data document -{digest} -cert -out query")
    await _send(asking, "query")

    code, said = await asking.run(
        "openssl ts -verify -queryfile query -in reply -CAfile root.pem -untrusted issuing.pem"
    )

    assert (code, "Verification: OK" in said) == (0, True), said


async def test_altered_document_has_no_time_stamp(asking: Asking) -> None:
    (asking.folder / "document").write_bytes(DOCUMENT)
    await asking.run("openssl ts -query -data document -sha256 -cert -out query")
    await _send(asking, "query")
    (asking.folder / "document").write_bytes(DOCUMENT + b" ")

    code, _ = await asking.run("openssl ts -verify -data document -in reply -CAfile root.pem -untrusted issuing.pem")

    assert code == 1


async def _send(asking: Asking, query: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{asking.address}/tsp", content=(asking.folder / query).read_bytes())
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/timestamp-reply")
    (asking.folder / "reply").write_bytes(answer.content)


@pytest.fixture
def client(own_pki: Pki) -> httpx.AsyncClient:
    """At NOW."""
    app = create_authority_app(own_pki.authority, SettableClock(NOW))
    return httpx.AsyncClient(transport=asgi_transport(app), base_url="http://authority.test")


async def test_certificate_of_another_authority_is_unknown(client: httpx.AsyncClient, own_pki: Pki) -> None:
    asked = ocsp_request(own_pki.authority.stranger(), Family.RSA, 5)

    answer = await client.post("/ocsp", content=asked.dump())

    responses = ocsp.OCSPResponse.load(answer.content).response_data["responses"]
    assert [one["cert_status"].name for one in responses] == ["unknown"]


@both_families
async def test_answer_is_signed_by_the_delegate_of_the_issuer(
    family: Family, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    serial = own_pki.issue(family=family).serial
    own_pki.authority.revoke(serial, NOW - DAY, Reason.SUPERSEDED)
    request = ocsp_request(own_pki.authority, family, serial)

    answer = await client.post("/ocsp", content=request.dump())

    response = ocsp.OCSPResponse.load(answer.content)
    basic, data = response.basic_ocsp_response, response.response_data
    delegate = read_certificate(basic["certs"][0].dump())
    issuer = read_certificate(own_pki.authority.member(Member.ISSUING, family).certificate)
    assert delegate is not None
    assert issuer is not None
    name = basic["signature_algorithm"]["algorithm"].dotted
    by_delegate = Signed(data.dump(), basic["signature"].native, AlgorithmIdentifier(name, None))
    assert signature_fault(delegate.public_key, by_delegate) is None
    assert signature_fault(issuer.public_key, delegate.signed) is None
    single = data["responses"][0]
    assert single["cert_id"]["serial_number"].native == serial
    revoked = single["cert_status"].chosen.native
    assert (revoked["revocation_time"], revoked["revocation_reason"]) == (NOW - DAY, "superseded")
    assert (single["this_update"].native, response.nonce_value.native) == (NOW, b"nonce")


def ocsp_request(authority: DemoAuthority, family: Family, serial: int) -> ocsp.OCSPRequest:
    issuer = authority.member(Member.ISSUING, family)
    key = public_key_bits(public_key_info(issuer.key))
    cert_id = {
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": hashlib.sha1(issuer.name, usedforsecurity=False).digest(),
        "issuer_key_hash": hashlib.sha1(key, usedforsecurity=False).digest(),
        "serial_number": serial,
    }
    nonce = {"extn_id": "nonce", "critical": False, "extn_value": b"nonce"}
    tbs = {"request_list": [{"req_cert": cert_id}], "request_extensions": [nonce]}
    return ocsp.OCSPRequest({"tbs_request": tbs})


@pytest.mark.parametrize(
    ("digest", "policy", "given"),
    [
        ("2.16.840.1.101.3.4.2.1", None, RSA_POLICY),
        ("2.16.840.1.101.3.4.2.1", RSA_POLICY, RSA_POLICY),
        ("2.16.840.1.101.3.4.2.1", GOST_POLICY, GOST_POLICY),
        (GOST[512].digest, None, GOST_POLICY),
        (GOST[256].digest, None, GOST_POLICY),
        (GOST[512].digest, RSA_POLICY, RSA_POLICY),
    ],
)
async def test_family_of_a_time_stamp_is_by_policy_or_digest(
    digest: str, policy: str | None, given: str, client: httpx.AsyncClient
) -> None:
    answer = await client.post("/tsp", content=query(digest, policy).dump())

    response = tsp.TimeStampResp.load(answer.content)
    signed = response["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    serial = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    stamper = next(one.chosen for one in signed["certificates"] if one.chosen.serial_number == serial)
    assert (response["status"]["status"].native, info["policy"].dotted, info["nonce"].native) == ("granted", given, 7)
    assert (info["gen_time"].native, len(signed["certificates"])) == (NOW, 2)
    assert [policy["policy_identifier"].native for policy in stamper.certificate_policies_value] == [given]
    assert stamper.extended_key_usage_value.native == ["time_stamping"]


@pytest.mark.parametrize(
    ("digest", "policy", "fault"),
    [
        ("1.3.14.3.2.26", None, "bad_alg"),
        ("2.16.840.1.101.3.4.2.1", "1.2.3", "unaccepted_policy"),
        ("2.16.840.1.101.3.4.2.3", None, "bad_data_format"),
    ],
)
async def test_what_cannot_be_stamped_is_refused(
    digest: str, policy: str | None, fault: str, client: httpx.AsyncClient
) -> None:
    answer = await client.post("/tsp", content=query(digest, policy, octets=32).dump())

    status = tsp_status(answer.content)
    assert (status["status"].native, status["fail_info"].native) == ("rejection", {fault})


def tsp_status(der: bytes) -> tsp.PKIStatusInfo:
    """Of a refusal: the library reads no answer without a time-stamp."""
    return tsp.PKIStatusInfo.load(next(read_only(der).children()).raw)


def query(digest: str, policy: str | None = None, octets: int | None = None) -> tsp.TimeStampReq:
    size = octets or (64 if digest == GOST[512].digest else 32)
    imprint = {"hash_algorithm": {"algorithm": digest}, "hashed_message": bytes(size)}
    asked = {"version": 1, "message_imprint": imprint, "nonce": Integer(7), "cert_req": True}
    return tsp.TimeStampReq(asked | ({"req_policy": policy} if policy else {}))


@pytest.mark.parametrize("path", ["/ocsp", "/tsp"])
@pytest.mark.parametrize("body", [b"", b"GET", b"\x30\x03\x02\x01\x01", b"\x30\x84\xff\xff\xff\xff"])
async def test_what_is_no_request_is_refused(path: str, body: bytes, client: httpx.AsyncClient) -> None:
    answer = await client.post(path, content=body)

    refused = {
        "/ocsp": lambda der: ocsp.OCSPResponse.load(der)["response_status"].native,
        "/tsp": lambda der: tsp_status(der)["fail_info"].native,
    }[path](answer.content)
    assert (answer.status_code, refused) == (200, "malformed_request" if path == "/ocsp" else {"bad_request"})
