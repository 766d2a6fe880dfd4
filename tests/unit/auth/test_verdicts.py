"""The table of signatures, expected signers and verdicts, written before the code was run."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import CRLNumber, load_der_x509_certificate, load_der_x509_crl

from auth.certificates.lists.files import manifest_file
from auth.signatures import (
    CITIZEN,
    OFFICIAL,
    Check,
    Code,
    ExpectedSigner,
    Indeterminate,
    Invalid,
    Result,
    Valid,
    Verdict,
    verify_detached,
)
from tests.factories import pki as people
from tests.factories.pki import NOW, Pki, sign_cades, trust_in
from tests.unit.auth.signatures_table import DOCUMENT, EXPIRED_AT, OTHER_DOCUMENT, REVOKED_AT, VALID_FROM

AS_CITIZEN = ExpectedSigner(CITIZEN, people.CITIZEN.iin)
AS_OTHER = ExpectedSigner(CITIZEN, people.OTHER_CITIZEN.iin)
AS_OFFICIAL = ExpectedSigner(OFFICIAL, people.OFFICIAL.iin, people.OFFICIAL.bin)

GOOD_FORMS = [
    "good",
    "PEM",
    "PEM of PKCS #7",
    "attached",
    "attached, BER",
    "signer by key identifier",
    "without the chain",
    "SHA-384",
    "SHA-512",
    "RSA-PSS",
    "RSA-PSS, salt as long as the digest",
    "ECDSA P-256",
    "ECDSA P-384",
]
REFUSED = [
    ("empty", Code.NOT_A_SIGNATURE),
    ("page of HTML", Code.NOT_A_SIGNATURE),
    ("certificate alone", Code.NOT_A_SIGNATURE),
    ("broken armour", Code.NOT_A_SIGNATURE),
    ("enveloped", Code.NOT_A_SIGNATURE),
    ("of a time-stamp", Code.NOT_A_SIGNATURE),
    ("trailing byte", Code.NOT_A_SIGNATURE),
    ("trailing text after the armour", Code.NOT_A_SIGNATURE),
    ("cut short", Code.NOT_A_SIGNATURE),
    ("bundle of certificates", Code.NO_SIGNER),
    ("two signers", Code.SEVERAL_SIGNERS),
    ("no certificate", Code.NO_CERTIFICATE),
    ("attached other document", Code.ATTACHED_DIFFERS),
    ("altered signature", Code.SIGNATURE_BROKEN),
    ("altered attribute", Code.SIGNATURE_BROKEN),
    ("no signed attributes", Code.NOT_CADES),
    ("no signing certificate", Code.NOT_CADES),
    ("another person's certificate of the same key", Code.NOT_CADES),
    ("digest attribute doubled", Code.NOT_CADES),
    ("digest attribute missing", Code.NOT_CADES),
    ("content type missing", Code.NOT_CADES),
    ("signing certificate of another", Code.NOT_CADES),
    ("SHA-1", Code.WEAK_DIGEST),
    ("SHA-224", Code.WEAK_DIGEST),
    ("an unknown digest", Code.ALGORITHM_UNSUPPORTED),
    ("short key", Code.WEAK_KEY),
    ("odd curve", Code.ALGORITHM_UNSUPPORTED),
    ("unknown issuer", Code.UNKNOWN_ISSUER),
    ("same-named issuer", Code.UNKNOWN_ISSUER),
    ("expired", Code.EXPIRED),
    ("not yet valid", Code.NOT_YET_VALID),
    ("authentication key", Code.AUTHENTICATION_KEY),
    ("official", Code.ORGANISATION_KEY),
    ("revoked", Code.REVOKED),
    ("on hold", Code.ON_HOLD),
]
DATES = [
    ("expired", EXPIRED_AT),
    ("not yet valid", VALID_FROM),
    ("revoked", REVOKED_AT),
    ("on hold", REVOKED_AT),
]


def said(verdict: Verdict) -> str:
    return "valid" if isinstance(verdict, Valid) else verdict.code.value


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("form", GOOD_FORMS)
def test_good_signature_is_valid_in_each_form(form: str, pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict = verify_detached(signatures[form], DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert isinstance(verdict, Valid)
    assert (verdict.iin, verdict.bin, verdict.name) == (
        people.CITIZEN.iin,
        None,
        "СЕРІКОВ АЗАМАТ БОЛАТҰЛЫ",
    )


@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize(("name", "code"), REFUSED)
def test_each_fault_is_refused_by_its_code(name: str, code: Code, pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict = verify_detached(signatures[name], DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert (type(verdict), said(verdict)) == (Invalid, code)


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize(("name", "date"), DATES)
def test_refusal_says_the_date_it_speaks_of(name: str, date: datetime, pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict = verify_detached(signatures[name], DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert isinstance(verdict, Invalid)
    assert verdict.detail["date"] == date.isoformat()


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("name", "content", "expected", "outcome"),
    [
        ("good", OTHER_DOCUMENT, AS_CITIZEN, Code.OTHER_DOCUMENT),
        ("good", b"", AS_CITIZEN, Code.OTHER_DOCUMENT),
        ("attached", OTHER_DOCUMENT, AS_CITIZEN, Code.ATTACHED_DIFFERS),
        ("good", DOCUMENT, AS_OTHER, Code.IIN_DIFFERS),
        ("good", DOCUMENT, ExpectedSigner(CITIZEN), "valid"),
        ("good", DOCUMENT, ExpectedSigner(CITIZEN, people.CITIZEN.iin, "120340001111"), Code.BIN_DIFFERS),
        ("good", DOCUMENT, AS_OFFICIAL, Code.WRONG_ROLE),
        ("official", DOCUMENT, AS_OFFICIAL, "valid"),
        ("official", DOCUMENT, replace(AS_OFFICIAL, iin=None), "valid"),
        ("official", DOCUMENT, replace(AS_OFFICIAL, bin=None), "valid"),
        ("official", DOCUMENT, replace(AS_OFFICIAL, iin=people.CITIZEN.iin), Code.IIN_DIFFERS),
        ("official", DOCUMENT, replace(AS_OFFICIAL, bin="050440002227"), Code.BIN_DIFFERS),
        ("authentication key", DOCUMENT, AS_OFFICIAL, Code.AUTHENTICATION_KEY),
    ],
)
def test_signature_is_judged_for_the_expected_signer_and_document(
    name: str,
    content: bytes,
    expected: ExpectedSigner,
    outcome: str,
    pki: Pki,
    signatures: dict[str, bytes],
) -> None:
    assert said(verify_detached(signatures[name], content, expected, pki.trust, NOW)) == outcome


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("name", "at", "outcome"),
    [
        ("expired", EXPIRED_AT, "valid"),
        ("expired", EXPIRED_AT + timedelta(seconds=1), Code.EXPIRED),
        ("not yet valid", VALID_FROM - timedelta(seconds=1), Code.NOT_YET_VALID),
        ("revoked", REVOKED_AT - timedelta(seconds=1), "valid"),
        ("revoked", REVOKED_AT, Code.REVOKED),
        ("good", NOW + timedelta(hours=23, minutes=59), "valid"),
        ("good", NOW + timedelta(hours=24), Code.REVOCATION_UNKNOWN),
    ],
)
def test_signature_is_judged_at_the_moment_asked(
    name: str, at: datetime, outcome: str, pki: Pki, signatures: dict[str, bytes]
) -> None:
    assert said(verify_detached(signatures[name], DOCUMENT, AS_CITIZEN, pki.trust, at)) == outcome


@pytest.mark.clause("R-10.6")
def test_without_a_list_nothing_is_said(own_pki: Pki) -> None:
    cms = sign_cades(own_pki.issue().pem, DOCUMENT)

    verdict = verify_detached(cms, DOCUMENT, AS_CITIZEN, own_pki.trust, NOW)

    assert isinstance(verdict, Indeterminate)
    assert (verdict.code, verdict.detail) == (Code.REVOCATION_UNKNOWN, {})


@pytest.mark.parametrize("missing", ["root", "issuing"])
def test_both_lists_are_needed(missing: str, own_pki: Pki) -> None:
    cms = sign_cades(own_pki.issue().pem, DOCUMENT)
    own_pki.publish()
    trust = own_pki.trust
    authority = trust.roots[0] if missing == "root" else trust.intermediates[0]
    manifest_file(trust.crls.folder, authority).unlink()

    verdict = verify_detached(cms, DOCUMENT, AS_CITIZEN, trust, NOW)

    assert (type(verdict), said(verdict)) == (Indeterminate, Code.REVOCATION_UNKNOWN)


def test_fault_counts_more_than_what_cannot_be_said(own_pki: Pki) -> None:
    cms = sign_cades(own_pki.issue().pem, DOCUMENT)

    verdict = verify_detached(cms, DOCUMENT, AS_OTHER, own_pki.trust, NOW)

    assert (type(verdict), said(verdict)) == (Invalid, Code.IIN_DIFFERS)


def test_revoked_issuing_authority_spoils_its_certificates(own_pki: Pki) -> None:
    cms = sign_cades(own_pki.issue().pem, DOCUMENT)
    own_pki.authority.revoke(own_pki.trust.intermediates[0].serial, REVOKED_AT)
    own_pki.publish()

    verdict = verify_detached(cms, DOCUMENT, AS_CITIZEN, own_pki.trust, NOW)

    assert (type(verdict), said(verdict)) == (Invalid, Code.ISSUER_INVALID)


def test_expired_issuing_authority_spoils_its_certificates(own_pki: Pki) -> None:
    later = own_pki.trust.intermediates[0].not_after + timedelta(days=1)
    cms = sign_cades(own_pki.issue(not_after=later + timedelta(days=1)).pem, DOCUMENT)

    verdict = verify_detached(cms, DOCUMENT, AS_CITIZEN, own_pki.trust, later)

    assert (type(verdict), said(verdict)) == (Invalid, Code.ISSUER_INVALID)


def test_list_published_by_another_is_seen_at_once(own_pki: Pki) -> None:
    key = own_pki.issue()
    cms = sign_cades(key.pem, DOCUMENT)
    own_pki.publish()
    before = verify_detached(cms, DOCUMENT, AS_CITIZEN, own_pki.trust, NOW)

    own_pki.authority.revoke(key.serial, REVOKED_AT)
    elsewhere = replace(own_pki, trust=trust_in(own_pki.authority, own_pki.trust.crls.folder))
    elsewhere.publish()

    after = verify_detached(cms, DOCUMENT, AS_CITIZEN, own_pki.trust, NOW)
    assert (said(before), said(after)) == ("valid", Code.REVOKED)


def test_checks_are_evidence_without_the_person(pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict = verify_detached(signatures["good"], DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert isinstance(verdict, Valid)
    stored = msgspec.json.encode(verdict.checks)
    assert msgspec.json.decode(stored, type=tuple[Check, ...]) == verdict.checks
    assert [check.name for check in verdict.checks] == [
        "certificate",
        "digest",
        "attributes",
        "content",
        "signature",
        "signing_certificate",
        "path",
        "validity",
        "purpose",
        "policy",
        "revocation",
        "issuer_revocation",
        "identity",
    ]
    assert {check.result for check in verdict.checks} == {Result.PASSED}
    shown = stored.decode() + repr(verdict) + repr(AS_CITIZEN)
    assert [secret for secret in (people.CITIZEN.iin, people.CITIZEN.surname) if secret in shown] == []


def test_evidence_names_certificate_and_list(pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict = verify_detached(signatures["good"], DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert isinstance(verdict, Valid)
    details = {check.name: check.detail for check in verdict.checks}
    parsed = load_der_x509_certificate(verdict.certificate)
    listed = load_der_x509_crl(pki.authority.issuing_crl(NOW))
    assert details["certificate"] == {
        "serial": f"{parsed.serial_number:x}",
        "sha256": parsed.fingerprint(SHA256()).hex(),
        "not_before": parsed.not_valid_before_utc.isoformat(),
        "not_after": parsed.not_valid_after_utc.isoformat(),
    }
    assert details["path"]["issuer"] == "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"
    delta = load_der_x509_crl(pki.authority.issuing_delta(NOW))
    assert details["revocation"] == {
        name: value
        for kind, one in (("crl", listed), ("delta", delta))
        for name, value in {
            f"{kind}_number": str(one.extensions.get_extension_for_class(CRLNumber).value.crl_number),
            f"{kind}_this_update": one.last_update_utc.isoformat(),
            f"{kind}_next_update": (NOW + timedelta(hours=24)).isoformat(),
            f"{kind}_sha256": hashlib.sha256(one.public_bytes(Encoding.DER)).hexdigest(),
        }.items()
    }
