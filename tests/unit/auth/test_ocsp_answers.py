"""The table of OCSP responses and their outcomes, written from RFC 6960 before the code was run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from auth.certificates.codes import Code
from auth.certificates.lists.store import CrlStore
from auth.certificates.ocsp import AcceptedResponse, OcspFault, OcspQuery, accept_response
from auth.certificates.ocsp.response import SingleResponse
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revocation, Revoked, Unknown
from tests.factories.pki import NOW
from tests.unit.auth.ocsp_answers import (
    ANOTHER,
    DELEGATE,
    ISSUING,
    NONCE,
    OTHER_ISSUING,
    QUESTION,
    ROOT,
    SIGNER,
    UNKNOWN_EXTENSION,
    OcspAnswer,
    Single,
    delegate,
    status_alone,
    trusting,
)
from tests.unit.auth.test_any_bytes import CHANGES, PLACES, changed

NO_LISTS = CrlStore(Path("no such folder"))
GOOD = OcspAnswer()
DELEGATED = OcspAnswer(responder=DELEGATE, enclosed=(DELEGATE,))
WHOLE = GOOD.encoded()
BASIC_RESPONSE = bytes.fromhex("2b0601050507300101")
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def by(responder: Any, **changes: Any) -> OcspAnswer:
    """Signed by this one, and enclosing it."""
    return replace(GOOD, responder=responder, enclosed=(responder,), **changes)


GOOD_ANSWERS: dict[str, Callable[[], bytes]] = {
    "by the issuer, named": GOOD.encoded,
    "by the issuer, by its key": replace(GOOD, by_key=True).encoded,
    "by the issuer, enclosed": replace(GOOD, enclosed=(ISSUING,)).encoded,
    "by a delegate": DELEGATED.encoded,
    "by a delegate, by its key": replace(DELEGATED, by_key=True).encoded,
    "by a delegate among others": replace(DELEGATED, enclosed=(ANOTHER, ISSUING, DELEGATE)).encoded,
    "named by SHA-256": GOOD.of(digest="sha256").encoded,
    "without nextUpdate": GOOD.of(next_update=None).encoded,
    "others spoken of too": replace(
        GOOD, singles=(Single(ANOTHER.certificate, status="unknown"), Single(), Single(below=ROOT.certificate))
    ).encoded,
    "a clock half a minute ahead": replace(GOOD, produced_at=NOW + 30 * SECOND)
    .of(this_update=NOW + 30 * SECOND)
    .encoded,
    "an hour old to the second": replace(GOOD, produced_at=NOW - HOUR).of(this_update=NOW - HOUR).encoded,
}
BAD_ANSWERS: list[tuple[str, Callable[[], bytes], OcspFault]] = [
    ("empty", lambda: b"", OcspFault.MALFORMED),
    ("HTML", lambda: b"<!doctype html><title>503</title>", OcspFault.MALFORMED),
    ("truncated", lambda: GOOD.encoded()[:-1], OcspFault.MALFORMED),
    ("trailing byte", lambda: GOOD.encoded() + b"\x00", OcspFault.MALFORMED),
    ("oversized", lambda: GOOD.encoded() + bytes(1024 * 1024), OcspFault.TOO_LARGE),
    ("successful, and nothing else", lambda: status_alone("successful"), OcspFault.MALFORMED),
    (
        "another kind of response",
        lambda: GOOD.encoded().replace(BASIC_RESPONSE, BASIC_RESPONSE[:-1] + b"\x63"),
        OcspFault.MALFORMED,
    ),
    ("version 2", replace(GOOD, more={"version": 1}).encoded, OcspFault.MALFORMED),
    ("reason removeFromCRL", GOOD.of(revoked=(NOW - HOUR, "remove_from_crl")).encoded, OcspFault.MALFORMED),
    ("sixty-five statements", replace(GOOD, singles=(Single(),) * 65).encoded, OcspFault.MALFORMED),
    ("nine certificates", replace(GOOD, enclosed=(ANOTHER,) * 9).encoded, OcspFault.MALFORMED),
    ("status tryLater", lambda: status_alone("try_later"), OcspFault.TRY_LATER),
    ("status internalError", lambda: status_alone("internal_error"), OcspFault.INTERNAL_ERROR),
    ("status malformedRequest", lambda: status_alone("malformed_request"), OcspFault.REFUSED),
    ("status sigRequired", lambda: status_alone("sign_required"), OcspFault.REFUSED),
    ("status unauthorized", lambda: status_alone("unauthorized"), OcspFault.REFUSED),
    ("status 4, which is not used", lambda: b"\x30\x03\x0a\x01\x04", OcspFault.REFUSED),
    ("another nonce", replace(GOOD, nonce=NONCE[::-1]).encoded, OcspFault.NONCE),
    ("no nonce", replace(GOOD, nonce=None).encoded, OcspFault.NONCE),
    ("part of the nonce", replace(GOOD, nonce=NONCE[:16]).encoded, OcspFault.NONCE),
    ("another serial", GOOD.of(about=ANOTHER.certificate).encoded, OcspFault.OTHER_CERTIFICATE),
    ("another issuer's", GOOD.of(below=OTHER_ISSUING.certificate).encoded, OcspFault.OTHER_CERTIFICATE),
    ("nobody's", replace(GOOD, singles=()).encoded, OcspFault.OTHER_CERTIFICATE),
    (
        "good and revoked at once",
        replace(GOOD, singles=(Single(), Single(revoked=(NOW - HOUR, None), digest="sha256"))).encoded,
        OcspFault.OTHER_CERTIFICATE,
    ),
    ("by a stranger", by(OTHER_ISSUING).encoded, OcspFault.NOT_DELEGATED),
    ("by a stranger in the issuer's name", replace(GOOD, signed_with=OTHER_ISSUING).encoded, OcspFault.SIGNATURE),
    ("by the root", by(ROOT).encoded, OcspFault.NOT_DELEGATED),
    ("by the certificate itself", by(SIGNER).encoded, OcspFault.NOT_DELEGATED),
    ("by a delegate that is not enclosed", replace(DELEGATED, enclosed=()).encoded, OcspFault.UNKNOWN_SIGNER),
    ("by a delegate without EKU", by(delegate(uses=())).encoded, OcspFault.NOT_DELEGATED),
    (
        "by a delegate for anything",
        by(delegate(uses=[ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE])).encoded,
        OcspFault.NOT_DELEGATED,
    ),
    ("by a delegate that may not sign", by(delegate(usage="key_agreement")).encoded, OcspFault.NOT_DELEGATED),
    (
        "by a delegate with an unknown critical extension",
        by(delegate(critical=UNKNOWN_EXTENSION)).encoded,
        OcspFault.NOT_DELEGATED,
    ),
    ("by a delegate of another issuer", by(delegate(OTHER_ISSUING)).encoded, OcspFault.NOT_DELEGATED),
    (
        "by a delegate of the issuer's key in another name",
        by(delegate(replace(ISSUING, title="another name"))).encoded,
        OcspFault.NOT_DELEGATED,
    ),
    ("by a delegate of the root", by(delegate(ROOT)).encoded, OcspFault.NOT_DELEGATED),
    (
        "by a delegate of a namesake",
        by(delegate(replace(OTHER_ISSUING, title="issuing"))).encoded,
        OcspFault.NOT_DELEGATED,
    ),
    ("by an expired delegate", by(delegate(until=NOW - SECOND)).encoded, OcspFault.DELEGATE_EXPIRED),
    ("by a delegate to come", by(delegate(since=NOW + SECOND)).encoded, OcspFault.DELEGATE_EXPIRED),
    ("by a delegate of whom no list tells", by(delegate(no_check=False)).encoded, OcspFault.DELEGATE_REVOKED),
    ("in a delegate's name", replace(DELEGATED, signed_with=ANOTHER).encoded, OcspFault.SIGNATURE),
    (
        "tampered",
        lambda: GOOD.of(status="unknown").encoded().replace(b"\x82\x00\x18\x0f", b"\x80\x00\x18\x0f"),
        OcspFault.SIGNATURE,
    ),
    ("critical extension", replace(GOOD, critical=UNKNOWN_EXTENSION).encoded, OcspFault.EXTENSION),
    ("critical extension of the statement", GOOD.of(critical=UNKNOWN_EXTENSION).encoded, OcspFault.EXTENSION),
    ("stale", GOOD.of(this_update=NOW - HOUR - SECOND).encoded, OcspFault.STALE),
    (
        "made long ago",
        replace(GOOD, produced_at=NOW - HOUR - SECOND).of(this_update=NOW - HOUR).encoded,
        OcspFault.STALE,
    ),
    ("past nextUpdate", GOOD.of(next_update=NOW - MINUTE - SECOND).encoded, OcspFault.STALE),
    ("true from a moment to come", GOOD.of(this_update=NOW + MINUTE + SECOND).encoded, OcspFault.NOT_YET),
    ("made at a moment to come", replace(GOOD, produced_at=NOW + MINUTE + SECOND).encoded, OcspFault.NOT_YET),
    ("true after it was made", replace(GOOD, produced_at=NOW - HOUR).encoded, OcspFault.NOT_YET),
]


@pytest.mark.parametrize("name", GOOD_ANSWERS)
def test_good_answer_is_believed_in_each_form(name: str) -> None:
    answer = accept_response(GOOD_ANSWERS[name](), QUESTION, NO_LISTS, NOW)

    assert isinstance(answer, AcceptedResponse)
    assert type(answer.at(NOW)) is NotRevoked


@pytest.mark.parametrize(("name", "made", "fault"), BAD_ANSWERS)
def test_each_bad_answer_has_its_fault(name: str, made: Callable[[], bytes], fault: OcspFault) -> None:
    assert accept_response(made(), QUESTION, NO_LISTS, NOW) == fault, name


@pytest.mark.parametrize(
    ("answer", "expected", "code_or_reason"),
    [
        (GOOD.of(revoked=(NOW - HOUR, None)), Revoked, Reason.UNSPECIFIED),
        (GOOD.of(revoked=(NOW - HOUR, "key_compromise")), Revoked, Reason.KEY_COMPROMISE),
        (GOOD.of(revoked=(NOW - HOUR, "certificate_hold")), OnHold, None),
        (GOOD.of(revoked=(NOW + SECOND, "key_compromise")), NotRevoked, None),
        (GOOD.of(status="unknown"), Unknown, Code.OCSP_UNKNOWN),
    ],
    ids=["revoked", "with a reason", "on hold", "later", "unknown"],
)
def test_status_is_told(answer: OcspAnswer, expected: type[Revocation], code_or_reason: Code | Reason | None) -> None:
    judged = accept_response(answer.encoded(), QUESTION, NO_LISTS, NOW)

    assert isinstance(judged, AcceptedResponse)
    found = judged.at(NOW)
    assert type(found) is expected
    assert getattr(found, "code", getattr(found, "reason", None)) == code_or_reason


def test_revoked_after_the_moment_asked_about_was_good_then() -> None:
    judged = accept_response(GOOD.of(revoked=(NOW - HOUR, None)).encoded(), QUESTION, NO_LISTS, NOW)

    assert isinstance(judged, AcceptedResponse)
    assert [type(judged.at(NOW - HOUR - SECOND)), type(judged.at(NOW - HOUR))] == [NotRevoked, Revoked]


def test_answer_says_nothing_of_a_moment_long_after_it() -> None:
    judged = accept_response(GOOD.encoded(), QUESTION, NO_LISTS, NOW)

    assert isinstance(judged, AcceptedResponse)
    assert type(judged.at(NOW + 2 * HOUR)) is Unknown


def test_delegate_without_nocheck_is_looked_up_in_the_lists(tmp_path: Path) -> None:
    responder = delegate(no_check=False)
    answer = by(responder).encoded()
    listed, revoked = tmp_path / "listed", tmp_path / "revoked"

    assert isinstance(accept_response(answer, QUESTION, trusting(listed).crls, NOW), AcceptedResponse)
    trust = trusting(revoked, (responder.certificate, NOW - HOUR))
    assert accept_response(answer, QUESTION, trust.crls, NOW) == OcspFault.DELEGATE_REVOKED


def test_detail_names_what_the_answer_rests_on() -> None:
    answer = accept_response(DELEGATED.encoded(), QUESTION, NO_LISTS, NOW)

    assert isinstance(answer, AcceptedResponse)
    assert (answer.data.this_update, answer.data.detail["ocsp_responder"]) == (
        NOW - 5 * MINUTE,
        DELEGATE.certificate.sha256,
    )
    assert set(answer.data.detail) == {
        "ocsp_produced_at",
        "ocsp_this_update",
        "ocsp_next_update",
        "ocsp_responder",
        "ocsp_sha256",
    }


def test_answer_kept_is_read_once_more_without_its_nonce() -> None:
    kept = OcspQuery(SIGNER.certificate, ISSUING.certificate, None)

    assert isinstance(accept_response(GOOD.encoded(), kept, NO_LISTS, NOW), AcceptedResponse)


def said_by(der: bytes) -> SingleResponse:
    answer = accept_response(der, QUESTION, NO_LISTS, NOW)
    assert isinstance(answer, AcceptedResponse)
    return answer.said


@settings(max_examples=4 * settings().max_examples, derandomize=True)
@given(changes=CHANGES, seed=st.sampled_from([GOOD.encoded(), DELEGATED.encoded()]))
def test_changed_answer_is_never_believed_to_say_more(changes: list[tuple[float, bytes]], seed: bytes) -> None:
    """The enclosed certificates are not signed: they may change, and the response stays good."""
    found = accept_response(changed(seed, changes), QUESTION, NO_LISTS, NOW)

    assert isinstance(found, OcspFault) or found.said == said_by(seed)


@settings(max_examples=4 * settings().max_examples, derandomize=True)
@given(length=PLACES, data=st.binary(max_size=200))
def test_cut_answer_and_any_bytes_are_malformed(length: float, data: bytes) -> None:
    cut = WHOLE[: int(length * len(WHOLE))]

    assert [accept_response(each, QUESTION, NO_LISTS, NOW) for each in (cut, data)] == [OcspFault.MALFORMED] * 2
