"""Whether a signature was valid when it was made, judged years later with the data of then."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auth.certificates.checks import Check
from auth.certificates.codes import Code
from auth.signatures import PLAIN, ExpectedSigner, Indeterminate, Invalid, Valid, Verdict, verify_detached
from auth.signatures.time_stamps import VerifiedTimeStamp, signature_octets, valid_when_signed, verify_time_stamp
from tests.factories.pki import CADES, NOW, sign
from tests.unit.auth.links import Link
from tests.unit.auth.ocsp_answers import ISSUING, certificate_pem, delegate, key_pem, trusting
from tests.unit.auth.test_time_stamps_embed import DOCUMENT
from tests.unit.auth.time_stamp_tokens import Token, tsa

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
ANYBODY = ExpectedSigner(PLAIN)
LONG_TSA = tsa(since=NOW - YEAR, until=NOW + 10 * YEAR)


def person(until: datetime) -> Link:
    return delegate(uses=(), no_check=False, title="person", usage="content_commitment", since=NOW - YEAR, until=until)


PERSON = person(NOW + YEAR)
SHORT = person(NOW + DAY)


def signed_by(link: Link) -> bytes:
    return sign(key_pem(link) + certificate_pem(link) + certificate_pem(ISSUING), DOCUMENT, *CADES)


SIGNED, SHORT_SIGNED = signed_by(PERSON), signed_by(SHORT)


def stamp(cms: bytes = SIGNED, **changes: Any) -> bytes:
    token = Token(octets=signature_octets(cms), signer=LONG_TSA, enclosed=(LONG_TSA, ISSUING))
    return replace(token, **changes).encoded()


def said(verdict: Verdict) -> tuple[type, Code | None]:
    return type(verdict), None if isinstance(verdict, Valid) else verdict.code


def asked(
    folder: Path,
    *revoked: tuple[Link, datetime],
    now: datetime = NOW + 2 * DAY,
    cms: bytes = SIGNED,
    token: bytes | None = None,
    reason: str = "",
    recorded: tuple[Check, ...] = (),
) -> Verdict:
    """With the lists of `now`, which name these."""
    entries = [(link.certificate, moment) for link, moment in revoked]
    trust = trusting(folder, *entries, now=now, reason=reason)
    proof = stamp(cms) if token is None else token
    return valid_when_signed(cms, DOCUMENT, ANYBODY, trust, proof, now, recorded=recorded)


def test_good_signature_was_good(tmp_path: Path) -> None:
    verdict = asked(tmp_path)

    assert said(verdict) == (Valid, None)
    assert verdict.checks[0].detail == {"gen_time": NOW.isoformat(), "serial": "7"}


@pytest.mark.parametrize("reason", ["", "key_compromise", "superseded", "certificate_hold"])
def test_revoked_after_it_was_signed_is_no_fault_whatever_the_reason(reason: str, tmp_path: Path) -> None:
    """EN 319 102-1, 5.5.4: the best-signature-time is before the revocation time."""
    assert said(asked(tmp_path, (PERSON, NOW + HOUR), reason=reason)) == (Valid, None)


@pytest.mark.parametrize(("reason", "code"), [("", Code.REVOKED), ("certificate_hold", Code.ON_HOLD)])
def test_revoked_before_it_was_signed_is_invalid(reason: str, code: Code, tmp_path: Path) -> None:
    assert said(asked(tmp_path, (PERSON, NOW - HOUR), reason=reason)) == (Invalid, code)


def test_signed_after_it_had_expired_is_invalid(tmp_path: Path) -> None:
    late = person(NOW - HOUR)

    assert said(asked(tmp_path, cms=signed_by(late))) == (Invalid, Code.EXPIRED)


def recorded_at_acceptance(folder: Path) -> tuple[Check, ...]:
    trust, token = trusting(folder), stamp(SHORT_SIGNED)
    verdict = verify_detached(SHORT_SIGNED, DOCUMENT, ANYBODY, trust, NOW)
    made = verify_time_stamp(token, signature_octets(SHORT_SIGNED), trust, NOW)
    assert isinstance(verdict, Valid)
    assert isinstance(made, VerifiedTimeStamp)
    return (*verdict.checks, *made.checks)


def test_expired_since_rests_on_what_was_recorded(tmp_path: Path) -> None:
    """A list of after notAfter need not name it: silence there is no good word (RFC 5280, 3.3)."""
    recorded = recorded_at_acceptance(tmp_path / "then")
    later = NOW + 2 * YEAR

    with_record = asked(tmp_path / "with", now=later, cms=SHORT_SIGNED, recorded=recorded)
    without = asked(tmp_path / "without", now=later, cms=SHORT_SIGNED)

    assert said(with_record) == (Valid, None)
    assert said(without) == (Indeterminate, Code.REVOCATION_UNKNOWN)


def test_record_of_a_later_look_that_found_it_revoked_counts(tmp_path: Path) -> None:
    recorded = recorded_at_acceptance(tmp_path / "then")
    trust = trusting(tmp_path / "again", (SHORT.certificate, NOW - HOUR), now=NOW + HOUR)
    looked_again = verify_detached(SHORT_SIGNED, DOCUMENT, ANYBODY, trust, NOW).checks

    verdict = asked(tmp_path / "now", now=NOW + 2 * YEAR, cms=SHORT_SIGNED, recorded=(*recorded, *looked_again))

    assert said(verdict) == (Indeterminate, Code.REVOCATION_UNKNOWN)


def test_tsa_expired_since_rests_on_what_was_recorded(tmp_path: Path) -> None:
    recorded = recorded_at_acceptance(tmp_path / "then")
    later = NOW + 11 * YEAR

    verdict = asked(tmp_path / "with", now=later, cms=SHORT_SIGNED, recorded=recorded)

    assert said(verdict) == (Valid, None)


def test_list_that_names_an_expired_certificate_outweighs_the_record(tmp_path: Path) -> None:
    recorded = recorded_at_acceptance(tmp_path / "then")

    verdict = asked(tmp_path / "now", (SHORT, NOW - HOUR), now=NOW + 2 * YEAR, cms=SHORT_SIGNED, recorded=recorded)

    assert said(verdict) == (Invalid, Code.REVOKED)


@pytest.mark.parametrize(
    ("revoked_at", "expected"),
    [(NOW + HOUR, (Indeterminate, Code.REVOKED)), (None, (Valid, None))],
)
def test_without_a_good_token_it_is_judged_now(
    revoked_at: datetime | None, expected: tuple[type, Code | None], tmp_path: Path
) -> None:
    """EN 319 102-1, 5.5.4: a token that fails is left out, and there is no proof of existence."""
    revoked = [(PERSON, revoked_at)] if revoked_at else []

    verdict = asked(tmp_path, *revoked, token=stamp(octets=b"another signature"))

    assert said(verdict) == expected
    assert verdict.checks[0].detail == {"fault": "other_imprint"}


def test_expired_without_a_good_token_is_indeterminate(tmp_path: Path) -> None:
    verdict = asked(tmp_path, now=NOW + 2 * DAY, cms=SHORT_SIGNED, token=b"")

    assert said(verdict) == (Indeterminate, Code.EXPIRED)


def test_compromised_tsa_proves_nothing(tmp_path: Path) -> None:
    compromised = [(LONG_TSA, NOW + HOUR), (PERSON, NOW + HOUR)]

    assert said(asked(tmp_path, *compromised, reason="key_compromise")) == (Indeterminate, Code.REVOKED)


def test_broken_signature_is_invalid_whatever_the_token(tmp_path: Path) -> None:
    broken = SIGNED[:-1] + bytes((SIGNED[-1] ^ 1,))

    assert said(asked(tmp_path, cms=broken, token=stamp())) == (Invalid, Code.SIGNATURE_BROKEN)


@pytest.mark.parametrize("wrong", [b"", b"<html>", ISSUING.der])
def test_bytes_that_are_no_signature_are_invalid(wrong: bytes, tmp_path: Path) -> None:
    assert said(asked(tmp_path, cms=wrong, token=stamp())) == (Invalid, Code.NOT_A_SIGNATURE)
