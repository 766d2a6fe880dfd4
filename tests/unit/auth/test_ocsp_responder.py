"""Asking a responder: openssl's on loopback and faulty ones; the resulting status."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from auth.certificates.codes import Code
from auth.certificates.ocsp import OcspFault, OcspResponder, OcspSource, ask_about
from auth.certificates.ocsp.request import ocsp_request
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revocation, Revoked, Unknown
from portal.kernel.clock import SystemClock
from tests.factories.pki import NOW, openssl
from tests.fakes.clock import SettableClock
from tests.unit.auth.ocsp_answers import (
    ANOTHER,
    ISSUING,
    NONCE,
    SIGNER,
    OcspAnswer,
    status_alone,
    trusting,
)
from tests.unit.auth.ocsp_servers import OCSP_TYPE, Answering, openssl_responder, responding, silent
from tests.unit.auth.servers import AnsweringLater, BreakingOff, client_of

URL = "http://ocsp.test/"
HELD, STRANGER = (ISSUING.issue(title, authority=False) for title in ("held", "stranger"))
HTML = b"<!doctype html><title>Sign in to the network</title>"
HOUR = timedelta(hours=1)
GOOD = OcspAnswer()


@pytest.fixture(scope="module")
def openssl_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    known = [(SIGNER, "V"), (ANOTHER, "keyCompromise"), (HELD, "certificateHold")]
    with openssl_responder(tmp_path_factory.mktemp("responder"), known) as url:
        yield url


async def told(application: object, folder: Path, *, listed: bool = True, seconds: float = 5) -> OcspSource:
    """The reply of an ASGI application about SIGNER. `listed`: the lists held say that it is not revoked."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as client:  # type: ignore[arg-type]
        responder = OcspResponder(URL, client, seconds=seconds)
        lists = trusting(folder, listed=listed).crls
        return await ask_about(SIGNER.certificate, ISSUING.certificate, responder, lists, SettableClock(NOW))


def found(source: OcspSource) -> Revocation:
    return source.look_up(SIGNER.certificate, ISSUING.certificate, NOW)


@pytest.mark.parametrize("digest", ["1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1"])
@pytest.mark.parametrize(
    ("about", "expected", "told"),
    [
        (SIGNER, NotRevoked, None),
        (ANOTHER, Revoked, Reason.KEY_COMPROMISE),
        (HELD, OnHold, None),
        (STRANGER, Unknown, Code.OCSP_UNKNOWN),
    ],
    ids=["good", "revoked", "on hold", "unknown"],
)
async def test_openssl_is_asked_and_its_answer_believed(
    about: object, expected: type, told: object, digest: str, openssl_url: str, tmp_path: Path
) -> None:
    now, certificate = SystemClock().now(), about.certificate  # type: ignore[attr-defined]
    lists = trusting(tmp_path, listed=False).crls
    async with httpx.AsyncClient() as client:
        responder = OcspResponder(openssl_url, client, digest)
        source = await ask_about(certificate, ISSUING.certificate, responder, lists, SettableClock(now))

    answer = source.look_up(certificate, ISSUING.certificate, now)

    assert (type(answer), getattr(answer, "reason", getattr(answer, "code", None))) == (expected, told)
    assert len(source.response) > 0


@pytest.mark.parametrize(("digest", "named"), [("1.3.14.3.2.26", "sha1"), ("2.16.840.1.101.3.4.2.1", "sha256")])
def test_openssl_reads_the_request_as_its_own(digest: str, named: str) -> None:
    request = ocsp_request(SIGNER.certificate, ISSUING.certificate, NONCE, digest)
    own_command = f"ocsp -{named} -issuer issuing.der -cert signer.der -reqout own -no_nonce"
    files = {"issuing.der": ISSUING.der, "signer.der": SIGNER.der, "request": request}

    own = openssl(own_command.split(), files, "own")
    text = openssl(["ocsp", "-reqin", "request", "-req_text"], files).decode()

    assert own[own.index(b"\x06") :] in request
    nonce = text.partition("OCSP Nonce:")[2].split()[0]
    assert nonce == "0420" + NONCE.hex().upper()


@pytest.mark.parametrize("serial", [0x7F, 0x80, 0xFF, 0x8000, 2**152, 2**159 - 1, -128])
def test_openssl_reads_a_serial_number_of_any_size(serial: int) -> None:
    about = replace(SIGNER.certificate, serial=serial)

    request = ocsp_request(about, ISSUING.certificate, NONCE)

    text = openssl(["ocsp", "-reqin", "request", "-req_text"], {"request": request}).decode()
    assert [int(found, 16) for found in re.findall(r"Serial Number: (\S+)", text)] == [serial]


async def test_question_goes_out_as_the_rfc_says(tmp_path: Path) -> None:
    application = Answering(responding(GOOD))
    await told(application, tmp_path)
    await told(application, tmp_path)

    (first, headers), (second, _) = application.asked
    names = ("user-agent", "content-type", "accept", "accept-encoding")
    assert tuple(headers[name] for name in names) == (
        "Kezek OCSP client",
        "application/ocsp-request",
        OCSP_TYPE,
        "identity",
    )
    assert (len(first), first == second) == (len(second), False)


FAULTS: list[tuple[str, object, OcspFault]] = [
    ("500", Answering(lambda _: b"", 500), OcspFault.HTTP_STATUS),
    ("404", Answering(lambda _: HTML, 404), OcspFault.HTTP_STATUS),
    ("redirect", Answering(lambda _: b"", 302, {"Location": "http://elsewhere.test/"}), OcspFault.HTTP_STATUS),
    ("empty", Answering(lambda _: b""), OcspFault.EMPTY),
    ("never", silent, OcspFault.UNREACHABLE),
    ("tryLater", Answering(lambda _: status_alone("try_later")), OcspFault.TRY_LATER),
    ("internalError", Answering(lambda _: status_alone("internal_error")), OcspFault.INTERNAL_ERROR),
    ("HTML", Answering(lambda _: HTML, headers={"Content-Type": "text/html"}), OcspFault.WRONG_CONTENT),
    ("HTML as an answer", Answering(lambda _: HTML), OcspFault.MALFORMED),
    ("right answer, wrong type", Answering(responding(GOOD), headers={}), OcspFault.WRONG_CONTENT),
    ("oversized", Answering(lambda body: responding(GOOD)(body) + bytes(1024 * 1024)), OcspFault.TOO_LARGE),
    ("unauthorized", Answering(lambda _: status_alone("unauthorized")), OcspFault.REFUSED),
    ("sigRequired", Answering(lambda _: status_alone("sign_required")), OcspFault.REFUSED),
    ("nonce of another", Answering(lambda _: GOOD.encoded()), OcspFault.NONCE),
    ("another certificate", Answering(responding(GOOD.of(about=ANOTHER.certificate))), OcspFault.OTHER_CERTIFICATE),
    ("stale", Answering(responding(GOOD.of(this_update=NOW - 2 * HOUR))), OcspFault.STALE),
]


@pytest.mark.parametrize(("name", "application", "fault"), FAULTS)
async def test_only_silence_lets_a_list_answer(
    name: str, application: object, fault: OcspFault, tmp_path: Path
) -> None:
    answered = found(await told(application, tmp_path, seconds=0.2))

    assert answered.data is not None
    expected = NotRevoked if fault.is_silence else Unknown
    assert (type(answered), answered.data.detail["ocsp_fault"]) == (expected, fault), name
    assert getattr(answered, "code", None) == (None if fault.is_silence else Code.OCSP_BAD_ANSWER)
    assert ("crl_number" in answered.data.detail) == fault.is_silence


@pytest.mark.parametrize(("name", "application", "fault"), FAULTS)
async def test_without_a_list_either_code_says_which(
    name: str, application: object, fault: OcspFault, tmp_path: Path
) -> None:
    answered = found(await told(application, tmp_path, listed=False, seconds=0.2))

    assert isinstance(answered, Unknown), name
    assert answered.code == (Code.OCSP_UNREACHABLE if fault.is_silence else Code.OCSP_BAD_ANSWER)


async def test_broken_connection_and_closed_port_are_silence(tmp_path: Path) -> None:
    lists = trusting(tmp_path, listed=False).crls
    for transport, url in ((BreakingOff(), URL), (None, "http://127.0.0.1:9/"), (None, "no address")):
        async with httpx.AsyncClient(transport=transport) as client:
            responder = OcspResponder(url, client)
            source = await ask_about(SIGNER.certificate, ISSUING.certificate, responder, lists, SettableClock(NOW))
        answered = found(source)
        assert isinstance(answered, Unknown)
        assert answered.code == Code.OCSP_UNREACHABLE


@pytest.mark.parametrize(
    ("asked_at", "there_at", "answered"),
    [(NOW - timedelta(minutes=3), NOW, NotRevoked), (NOW, NOW + 2 * HOUR, Unknown)],
    ids=["made meanwhile", "stale"],
)
async def test_answer_is_judged_when_it_is_there(
    asked_at: datetime, there_at: datetime, answered: type, tmp_path: Path
) -> None:
    clock, lists = SettableClock(asked_at), trusting(tmp_path, listed=False).crls
    application = AnsweringLater(Answering(responding(GOOD)), clock, (there_at - asked_at).total_seconds())

    async with client_of(application) as client:
        source = await ask_about(SIGNER.certificate, ISSUING.certificate, OcspResponder(URL, client), lists, clock)

    assert type(found(source)) is answered


async def test_past_list_does_not_stand_in(tmp_path: Path) -> None:
    source = await told(Answering(lambda _: b""), tmp_path)

    answered = source.look_up(SIGNER.certificate, ISSUING.certificate, NOW + 24 * HOUR)

    assert isinstance(answered, Unknown)
    assert answered.code == Code.OCSP_UNREACHABLE


async def test_answer_outweighs_a_list_that_knows_less(tmp_path: Path) -> None:
    revoked = GOOD.of(revoked=(NOW - timedelta(minutes=10), "superseded"))

    answered = found(await told(Answering(responding(revoked)), tmp_path))

    assert isinstance(answered, Revoked)
    assert answered.reason is Reason.SUPERSEDED


async def test_other_certificates_are_looked_up_in_the_lists(tmp_path: Path) -> None:
    source = await told(Answering(responding(GOOD)), tmp_path)

    other = source.look_up(ANOTHER.certificate, ISSUING.certificate, NOW)

    assert type(other) is NotRevoked
    assert "crl_number" in (other.data.detail)


async def test_response_is_kept_as_it_came(tmp_path: Path) -> None:
    sent: list[bytes] = []

    def keep(answer: Callable[[bytes], bytes], body: bytes) -> bytes:
        sent.append(answer(body))
        return sent[-1]

    source = await told(Answering(lambda body: keep(responding(GOOD), body)), tmp_path)

    assert [source.response] == sent
