"""Asking a time-stamping authority: openssl's and faulty ones."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st

from auth.certificates.codes import Code
from auth.certificates.ocsp.request import ocsp_request
from auth.signatures.time_stamps import TimeStampAuthority, TimeStampCode, TimeStampRefusal, VerifiedTimeStamp
from auth.signatures.time_stamps.request import time_stamp_request
from auth.signatures.time_stamps.response import read_time_stamp_response
from portal.kernel.clock import SystemClock
from tests.factories.asgi import asgi_transport
from tests.factories.pki import NOW, openssl
from tests.fakes.clock import SettableClock
from tests.unit.auth.ocsp_answers import ISSUING, QUESTION, trusting
from tests.unit.auth.ocsp_servers import Answering, silent
from tests.unit.auth.servers import AnsweringLater, BreakingOff, client_of
from tests.unit.auth.time_stamp_tokens import (
    NONCE,
    OCTETS,
    OTHER_POLICY,
    POLICY,
    Token,
    answering,
    by,
    openssl_tsa_files,
    reply,
    tsa,
)

URL = "http://tsa.test/"
REPLY = {"Content-Type": "application/timestamp-reply"}
HTML = b"<!doctype html><title>Sign in to the network</title>"
GOOD = Token()


async def stamped(
    application: object, folder: Path, policy: str = "", seconds: float = 5, **options: Any
) -> VerifiedTimeStamp | TimeStampRefusal:
    async with httpx.AsyncClient(transport=asgi_transport(application)) as client:
        authority = TimeStampAuthority(URL, client, policy, seconds=seconds)
        return await authority.stamp(OCTETS, trusting(folder, **options), SettableClock(NOW))


def tsa_that(answer: object, status: int = 200, headers: dict[str, str] = REPLY) -> Answering:
    return Answering(answer if callable(answer) else lambda _: answer, status, headers)  # type: ignore[arg-type,return-value]


FAULTS: list[tuple[str, object, Code | TimeStampCode, bool]] = [
    ("500", tsa_that(b"", 500), TimeStampCode.UNREACHABLE, True),
    ("redirect", tsa_that(b"", 307, {"Location": "http://elsewhere.test/"}), TimeStampCode.UNREACHABLE, True),
    ("empty", tsa_that(b""), TimeStampCode.UNREACHABLE, True),
    ("never", silent, TimeStampCode.UNREACHABLE, True),
    ("HTML", tsa_that(HTML, headers={"Content-Type": "text/html"}), TimeStampCode.NOT_AN_ANSWER, True),
    ("HTML as an answer", tsa_that(HTML), TimeStampCode.NOT_AN_ANSWER, True),
    ("oversized", tsa_that(bytes(1024 * 1024 + 1)), TimeStampCode.NOT_AN_ANSWER, True),
    ("truncated", tsa_that(lambda body: answering(GOOD)(body)[:-1]), TimeStampCode.NOT_AN_ANSWER, True),
    ("token alone", tsa_that(GOOD.encoded()), TimeStampCode.NOT_AN_ANSWER, True),
    ("granted without a token", tsa_that(reply(None)), TimeStampCode.NOT_A_TOKEN, False),
    ("waiting", tsa_that(reply(None, "waiting")), TimeStampCode.WAITING, True),
    ("rejected", tsa_that(reply(None, "rejection")), TimeStampCode.REJECTED, False),
    ("policy", tsa_that(reply(None, "rejection", "unaccepted_policy")), TimeStampCode.REJECTED, False),
    ("algorithm", tsa_that(reply(None, "rejection", "bad_alg")), TimeStampCode.REJECTED, False),
    ("failure", tsa_that(reply(None, "rejection", "system_failure")), TimeStampCode.OUT_OF_ORDER, True),
    ("no time", tsa_that(reply(None, "rejection", "time_not_available")), TimeStampCode.OUT_OF_ORDER, True),
    ("rejected, yet with a token", tsa_that(reply(GOOD.encoded(), "rejection")), TimeStampCode.REJECTED, False),
    ("an old token", tsa_that(reply(GOOD.encoded())), TimeStampCode.OTHER_NONCE, False),
    ("of other octets", tsa_that(answering(replace(GOOD, octets=b""))), TimeStampCode.OTHER_IMPRINT, False),
    ("a clock that is slow", tsa_that(answering(GOOD, -61)), TimeStampCode.CLOCK_DIFFERS, False),
    ("by a TSA without EKU", tsa_that(answering(by(tsa(uses=())))), Code.WRONG_ROLE, False),
]


@pytest.mark.parametrize(("name", "application", "code", "retry"), FAULTS)
async def test_each_failure_has_its_code_and_whether_to_ask_again(
    name: str, application: object, code: Code | TimeStampCode, retry: bool, tmp_path: Path
) -> None:
    refusal = await stamped(application, tmp_path, seconds=0.2)

    assert isinstance(refusal, TimeStampRefusal), name
    assert (refusal.code, refusal.retry) == (code, retry)


async def test_time_stamp_is_verified_and_given_with_its_token(tmp_path: Path) -> None:
    stamp = await stamped(tsa_that(answering(GOOD)), tmp_path)

    assert isinstance(stamp, VerifiedTimeStamp)
    assert (stamp.gen_time, stamp.serial, stamp.token[:1]) == (NOW, GOOD.serial, b"\x30")


@pytest.mark.parametrize("status", ["granted", "granted_with_mods"])
def test_token_is_taken_as_it_came(status: str) -> None:
    token = GOOD.encoded()

    assert read_time_stamp_response(reply(token, status)) == token


@pytest.mark.parametrize(
    ("application", "exchange"),
    [
        (tsa_that(bytes(1024 * 1024 + 1)), "too_large"),
        (tsa_that(HTML, headers={"Content-Type": "text/html"}), "wrong_content"),
        (tsa_that(HTML, 503), "http_status"),
        (tsa_that(b""), "empty"),
        (silent, "unreachable"),
    ],
)
async def test_what_was_wrong_on_the_way_is_told(application: object, exchange: str, tmp_path: Path) -> None:
    refusal = await stamped(application, tmp_path, seconds=0.2)

    assert isinstance(refusal, TimeStampRefusal)
    assert refusal.detail == {"exchange": exchange}


async def test_missing_list_is_asked_again(tmp_path: Path) -> None:
    refusal = await stamped(tsa_that(answering(GOOD)), tmp_path, listed=False)

    assert isinstance(refusal, TimeStampRefusal)
    assert (refusal.code, refusal.retry) == (Code.REVOCATION_UNKNOWN, True)


async def test_policy_asked_for_must_be_the_tokens(tmp_path: Path) -> None:
    as_asked = await stamped(tsa_that(answering(GOOD)), tmp_path / "one", policy=POLICY)
    another = await stamped(tsa_that(answering(GOOD)), tmp_path / "other", policy=OTHER_POLICY)

    assert isinstance(as_asked, VerifiedTimeStamp)
    assert isinstance(another, TimeStampRefusal)
    assert (another.code, another.retry) == (TimeStampCode.OTHER_POLICY, False)


async def test_failure_named_by_the_authority_is_told(tmp_path: Path) -> None:
    refusal = await stamped(tsa_that(reply(None, "rejection", "unaccepted_policy")), tmp_path)

    assert isinstance(refusal, TimeStampRefusal)
    assert refusal.detail == {"failure": "unacceptedPolicy"}


async def test_connection_that_breaks_is_asked_again(tmp_path: Path) -> None:
    async with httpx.AsyncClient(transport=BreakingOff()) as client:
        refusal = await TimeStampAuthority(URL, client).stamp(OCTETS, trusting(tmp_path), SettableClock(NOW))

    assert isinstance(refusal, TimeStampRefusal)
    assert (refusal.code, refusal.retry) == (TimeStampCode.UNREACHABLE, True)


async def test_token_is_judged_when_it_is_there(tmp_path: Path) -> None:
    clock = SettableClock(NOW - timedelta(minutes=2))

    async with client_of(AnsweringLater(tsa_that(answering(GOOD)), clock, 120)) as client:
        stamp = await TimeStampAuthority(URL, client).stamp(OCTETS, trusting(tmp_path), clock)

    assert isinstance(stamp, VerifiedTimeStamp)
    assert stamp.gen_time == NOW


async def test_question_goes_out_as_the_rfc_says(tmp_path: Path) -> None:
    application = tsa_that(answering(GOOD))
    await stamped(application, tmp_path / "one", policy=POLICY)
    await stamped(application, tmp_path / "other")

    (first, headers), (second, _) = application.asked
    asked, again = tsp.TimeStampReq.load(first, strict=True), tsp.TimeStampReq.load(second, strict=True)
    assert (headers["user-agent"], headers["content-type"]) == ("Kezek TSP client", "application/timestamp-query")
    assert (asked["cert_req"].native, asked["req_policy"].native, again["req_policy"].native) == (True, POLICY, None)
    assert asked["nonce"].native != again["nonce"].native


async def test_openssl_answers_the_request(tmp_path: Path) -> None:
    now = SystemClock().now()
    hour = timedelta(hours=1)
    files = openssl_tsa_files(signer=tsa(since=now - hour, until=now + hour))

    def answer(request: bytes) -> bytes:
        command = "ts -reply -queryfile query -config tsa.conf -out reply"
        return openssl(command.split(), files | {"query": request}, "reply")

    async with httpx.AsyncClient(transport=asgi_transport(tsa_that(answer))) as client:
        stamp = await TimeStampAuthority(URL, client, POLICY).stamp(
            OCTETS, trusting(tmp_path, now=now), SettableClock(now)
        )

    assert isinstance(stamp, VerifiedTimeStamp)
    assert abs(stamp.gen_time - now) < timedelta(seconds=60)


async def test_openssl_rejects_a_policy_it_does_not_know(tmp_path: Path) -> None:
    command = "ts -reply -queryfile query -config tsa.conf -out reply"
    files = openssl_tsa_files() | {"query": time_stamp_request(OCTETS, NONCE, OTHER_POLICY)}

    refusal = read_time_stamp_response(openssl(command.split(), files, "reply"))

    told = TimeStampRefusal(TimeStampCode.REJECTED, retry=False, detail={"failure": "unacceptedPolicy"})
    assert refusal == told


@given(data=st.binary(max_size=200))
def test_any_bytes_are_no_reply(data: bytes) -> None:
    refusal = read_time_stamp_response(data)

    assert isinstance(refusal, TimeStampRefusal)
    assert (refusal.code, refusal.retry) == (TimeStampCode.NOT_AN_ANSWER, True)


def test_request_for_another_thing_is_no_reply() -> None:
    request = ocsp_request(QUESTION.certificate, ISSUING.certificate, bytes(32))

    refusal = read_time_stamp_response(request)

    assert isinstance(refusal, TimeStampRefusal)
