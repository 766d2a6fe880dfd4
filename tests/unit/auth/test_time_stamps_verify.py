"""The table of tokens and their outcomes, written from RFC 3161 before the code was run."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from auth.certificates.checks import Result
from auth.certificates.codes import Code
from auth.certificates.trust import TrustStore
from auth.signatures.time_stamps import TimeStampCode, TimeStampRefusal, VerifiedTimeStamp, verify_time_stamp
from portal.kernel.clock import SystemClock
from tests.factories.pki import NOW, openssl
from tests.unit.auth.links import Link
from tests.unit.auth.ocsp_answers import (
    DELEGATE,
    ISSUING,
    OTHER_ISSUING,
    ROOT,
    UNKNOWN_EXTENSION,
    certificate_pem,
    trusting,
)
from tests.unit.auth.test_any_bytes import CHANGES, PLACES, changed
from tests.unit.auth.time_stamp_tokens import (
    NONCE,
    OCTETS,
    POLICY,
    TSA,
    Token,
    by,
    openssl_tsa_files,
    reply,
    tsa,
)

GOOD = Token()
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
TIME_STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
OWN_ROOT = Link.root("own root")
WHOLE, NAMED_BY_VERSION_1 = GOOD.encoded(), replace(GOOD, essential=("v1",)).encoded()

GOOD_TOKENS = {
    "plain": GOOD,
    "certificate named by version 1": replace(GOOD, essential=("v1",)),
    "certificate named by version 1 and number": replace(GOOD, essential=("v1",), named_serial=TSA.certificate.serial),
    "certificate named by both": replace(GOOD, essential=("v1", "v2")),
    "with the TSA's name": replace(GOOD, authority=TSA),
    "with accuracy": replace(GOOD, accuracy={"seconds": 1, "millis": 500, "micros": 20}),
    "a fraction of a second": replace(GOOD, gen_time=NOW + timedelta(microseconds=340_000)),
    "a serial number of 160 bits": replace(GOOD, serial=2**159 + 1),
    "a minute ahead": replace(GOOD, gen_time=NOW + MINUTE),
    "a minute behind": replace(GOOD, gen_time=NOW - MINUTE),
    "without the chain": replace(GOOD, enclosed=(TSA,)),
    "nonRepudiation instead of digitalSignature": by(tsa(usage="content_commitment")),
    "by an authority above": by(tsa(ROOT)),
}
BAD_TOKENS: list[tuple[str, Token | bytes, Code | TimeStampCode]] = [
    ("empty", b"", Code.NOT_A_SIGNATURE),
    ("HTML", b"<!doctype html><title>503</title>", Code.NOT_A_SIGNATURE),
    ("truncated", GOOD.encoded()[:-1], Code.NOT_A_SIGNATURE),
    ("trailing byte", GOOD.encoded() + b"\x00", Code.NOT_A_SIGNATURE),
    ("a whole reply", reply(GOOD.encoded()), Code.NOT_A_SIGNATURE),
    ("oversized", GOOD.encoded() + bytes(1024 * 1024), Code.TOO_LARGE),
    ("over data", replace(GOOD, content_type="data"), Code.NOT_A_SIGNATURE),
    ("two signers", replace(GOOD, signers=2), Code.SEVERAL_SIGNERS),
    ("no signer", replace(GOOD, signers=0), Code.NO_SIGNER),
    ("no signer's certificate", replace(GOOD, enclosed=(ISSUING,)), Code.NO_CERTIFICATE),
    ("version 2 of TSTInfo", replace(GOOD, version=2), TimeStampCode.NOT_A_TOKEN),  # type: ignore[arg-type]
    ("a serial number without end", replace(GOOD, serial=2**600), TimeStampCode.NOT_A_TOKEN),
    ("no signed attributes", replace(GOOD, without=("signed_attrs",)), Code.NOT_CADES),
    ("no content type", replace(GOOD, without=("content_type",)), Code.NOT_CADES),
    ("no message digest", replace(GOOD, without=("message_digest",)), Code.NOT_CADES),
    ("another message digest", replace(GOOD, message_digest=bytes(32)), Code.OTHER_DOCUMENT),
    ("SHA-1", replace(GOOD, digest="sha1"), Code.WEAK_DIGEST),
    ("signed with another key", replace(GOOD, signed_with=ISSUING), Code.SIGNATURE_BROKEN),
    ("no signing certificate", replace(GOOD, essential=()), Code.NOT_CADES),
    ("signing certificate of another", replace(GOOD, names=ISSUING), Code.NOT_CADES),
    ("version 1 of another", replace(GOOD, names=ISSUING, essential=("v1",)), Code.NOT_CADES),
    ("another number", replace(GOOD, essential=("v1",), named_serial=7), Code.NOT_CADES),
    ("other octets", replace(GOOD, octets=OCTETS + b"."), TimeStampCode.OTHER_IMPRINT),
    ("imprint of a digest not known", replace(GOOD, imprint="sha3_256"), TimeStampCode.OTHER_IMPRINT),
    ("imprint of the wrong length", replace(GOOD, imprint="sha512"), TimeStampCode.OTHER_IMPRINT),
    ("another nonce", replace(GOOD, nonce=NONCE + 1), TimeStampCode.OTHER_NONCE),
    ("no nonce", replace(GOOD, nonce=None), TimeStampCode.OTHER_NONCE),
    ("of a time to come", replace(GOOD, gen_time=NOW + MINUTE + SECOND), TimeStampCode.CLOCK_DIFFERS),
    ("of a time gone by", replace(GOOD, gen_time=NOW - MINUTE - SECOND), TimeStampCode.CLOCK_DIFFERS),
    ("name of another authority", replace(GOOD, authority=ISSUING), TimeStampCode.OTHER_AUTHORITY),
    ("critical extension", replace(GOOD, critical=UNKNOWN_EXTENSION), Code.EXTENSION_UNSUPPORTED),
    ("by a stranger", by(tsa(OWN_ROOT)), Code.UNKNOWN_ISSUER),
    ("by an authority not configured", by(tsa(OTHER_ISSUING)), Code.UNKNOWN_ISSUER),
    ("by an expired TSA", by(tsa(until=NOW - SECOND)), Code.EXPIRED),
    ("by a TSA to come", by(tsa(since=NOW + SECOND)), Code.NOT_YET_VALID),
    ("by a responder", by(DELEGATE), Code.WRONG_ROLE),
    ("by a TSA without EKU", by(tsa(uses=())), Code.WRONG_ROLE),
    ("by a TSA with EKU not critical", by(tsa(uses_critical=False)), Code.WRONG_ROLE),
    ("by a TSA that is more", by(tsa(uses=[TIME_STAMPING, ExtendedKeyUsageOID.CLIENT_AUTH])), Code.WRONG_ROLE),
    ("by a TSA that may not sign", by(tsa(usage="key_agreement")), Code.WRONG_ROLE),
    ("by the issuing authority itself", by(ISSUING), Code.WRONG_ROLE),
    ("critical extension of the TSA", by(tsa(critical=UNKNOWN_EXTENSION)), Code.EXTENSION_UNSUPPORTED),
]


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> TrustStore:
    return trusting(tmp_path_factory.mktemp("lists"))


def encoded(token: Token | bytes) -> bytes:
    return token if isinstance(token, bytes) else token.encoded()


@pytest.mark.parametrize("name", GOOD_TOKENS)
def test_good_token_is_a_time_stamp_in_each_form(name: str, trust: TrustStore) -> None:
    token = GOOD_TOKENS[name]
    stamp = verify_time_stamp(token.encoded(), OCTETS, trust, NOW, NONCE)

    assert isinstance(stamp, VerifiedTimeStamp)
    assert (stamp.gen_time, stamp.serial, stamp.policy, stamp.certificate) == (
        token.gen_time,
        token.serial,
        POLICY,
        token.signer.der,
    )
    assert {check.result for check in stamp.checks} == {Result.PASSED}


@pytest.mark.parametrize(("name", "token", "code"), BAD_TOKENS)
def test_each_bad_token_is_refused_by_its_code(
    name: str, token: Token | bytes, code: Code | TimeStampCode, trust: TrustStore
) -> None:
    refusal = verify_time_stamp(encoded(token), OCTETS, trust, NOW, NONCE)

    assert isinstance(refusal, TimeStampRefusal), name
    assert (refusal.code, refusal.retry) == (code, False)


def test_accuracy_is_told(trust: TrustStore) -> None:
    stamps = [
        verify_time_stamp(GOOD_TOKENS[name].encoded(), OCTETS, trust, NOW, NONCE) for name in ("plain", "with accuracy")
    ]

    told = [stamp.accuracy for stamp in stamps if isinstance(stamp, VerifiedTimeStamp)]
    assert told == [None, timedelta(seconds=1, milliseconds=500, microseconds=20)]


def test_without_a_list_it_cannot_be_told_and_is_to_be_asked_again(tmp_path: Path) -> None:
    refusal = verify_time_stamp(GOOD.encoded(), OCTETS, trusting(tmp_path, listed=False), NOW, NONCE)

    assert isinstance(refusal, TimeStampRefusal)
    assert (refusal.code, refusal.retry) == (Code.REVOCATION_UNKNOWN, True)


def test_token_kept_is_good_years_later_without_its_nonce(tmp_path: Path) -> None:
    old = by(tsa(since=NOW - 30 * HOUR, until=NOW + 900 * HOUR), gen_time=NOW - 20 * HOUR)

    stamp = verify_time_stamp(old.encoded(), OCTETS, trusting(tmp_path), NOW)

    assert isinstance(stamp, VerifiedTimeStamp)
    assert stamp.gen_time == NOW - 20 * HOUR


@pytest.mark.parametrize(
    ("reason", "since_token", "code"),
    [
        ("superseded", HOUR, None),
        ("cessation_of_operation", HOUR, None),
        ("affiliation_changed", HOUR, None),
        ("key_compromise", HOUR, Code.REVOKED),
        ("", HOUR, Code.REVOKED),
        ("superseded", -HOUR, Code.REVOKED),
    ],
)
def test_tsa_revoked_since_counts_only_where_its_key_is_still_its_own(
    reason: str, since_token: timedelta, code: Code | None, tmp_path: Path
) -> None:
    """RFC 3161, 4, 1 and 2: with a compromised key, or no reason given, no token of it is good any more."""
    made_at = NOW - 10 * HOUR
    token = replace(GOOD, gen_time=made_at).encoded()
    trust = trusting(tmp_path, (TSA.certificate, made_at + since_token), reason=reason)

    found = verify_time_stamp(token, OCTETS, trust, NOW)

    assert (found.code if isinstance(found, TimeStampRefusal) else None) == code


@pytest.mark.parametrize("ess", ["sha1", "sha256"])
def test_token_of_openssl_is_good(ess: str, tmp_path: Path) -> None:
    now = SystemClock().now()
    signer = tsa(since=now - HOUR, until=now + HOUR)
    query = "ts -query -data octets -sha256 -cert -tspolicy 1.2.398.3.3.2.6.2 -out query"
    asked = openssl(query.split(), {"octets": OCTETS}, "query")
    files = openssl_tsa_files(ess, signer) | {"query": asked}
    token = openssl(
        ["ts", "-reply", "-queryfile", "query", "-config", "tsa.conf", "-token_out", "-out", "token"], files, "token"
    )

    stamp = verify_time_stamp(token, OCTETS, trusting(tmp_path, now=now), now)

    assert isinstance(stamp, VerifiedTimeStamp)
    assert (stamp.accuracy, stamp.policy) == (timedelta(seconds=1.5), POLICY)


def test_token_made_here_is_good_to_openssl() -> None:
    """The token on which the tables build is good."""
    files = {
        "token": GOOD.encoded(),
        "octets": OCTETS,
        "root": certificate_pem(ROOT),
        "issuing": certificate_pem(ISSUING),
    }
    command = "ts -verify -data octets -token_in -in token -CAfile root -untrusted issuing -attime"

    assert b"Verification: OK" in openssl([*command.split(), str(int(NOW.timestamp()))], files)


@settings(max_examples=4 * settings().max_examples, derandomize=True)
@given(changes=CHANGES, whole=st.sampled_from([WHOLE, NAMED_BY_VERSION_1]))
def test_changed_token_says_the_same_or_is_refused(
    trust: TrustStore, changes: list[tuple[float, bytes]], whole: bytes
) -> None:
    found = verify_time_stamp(changed(whole, changes), OCTETS, trust, NOW, NONCE)

    if isinstance(found, VerifiedTimeStamp):
        assert (found.gen_time, found.serial, found.certificate) == (NOW, GOOD.serial, TSA.der)


@settings(max_examples=4 * settings().max_examples, derandomize=True)
@given(length=PLACES, data=st.binary(max_size=200))
def test_cut_token_and_any_bytes_are_refused(trust: TrustStore, length: float, data: bytes) -> None:
    for token in (WHOLE[: int(length * len(WHOLE))], data):
        found = verify_time_stamp(token, OCTETS, trust, NOW, NONCE)
        assert isinstance(found, TimeStampRefusal)
        assert found.code is Code.NOT_A_SIGNATURE
