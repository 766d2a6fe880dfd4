"""Attached signatures, the plain profile, and bytes made to be costly."""

import pytest

from auth.signatures import (
    CITIZEN,
    PLAIN,
    Code,
    ExpectedSigner,
    Invalid,
    NotAsked,
    Valid,
    verify_attached,
    verify_detached,
)
from tests.factories import pki as people
from tests.factories.pki import CADES, NOW, Pki, sign
from tests.unit.auth.signatures_table import DOCUMENT, OTHER_DOCUMENT
from tests.unit.auth.test_trust import ROOT, trusting
from tests.unit.auth.test_verdicts import said

AS_CITIZEN, AS_ANYBODY = ExpectedSigner(CITIZEN, people.CITIZEN.iin), ExpectedSigner(PLAIN)
MEGABYTE = 1 << 20


@pytest.mark.parametrize("form", ["attached", "attached, BER"])
def test_content_of_an_attached_signature_is_given_back(form: str, pki: Pki, signatures: dict[str, bytes]) -> None:
    verdict, content = verify_attached(signatures[form], AS_CITIZEN, pki.trust, NOW)

    assert (said(verdict), content) == ("valid", DOCUMENT)


@pytest.mark.parametrize(
    ("name", "code", "content"),
    [
        ("good", Code.ATTACHED_DIFFERS, None),
        ("empty", Code.NOT_A_SIGNATURE, None),
        ("attached other document", "valid", OTHER_DOCUMENT),
    ],
)
def test_attached_signature_is_judged_by_its_own_content(
    name: str, code: str, content: bytes | None, pki: Pki, signatures: dict[str, bytes]
) -> None:
    verdict, found = verify_attached(signatures[name], AS_CITIZEN, pki.trust, NOW)

    assert (said(verdict), found) == (code, content)


def test_altered_content_of_an_attached_signature_is_noticed(pki: Pki, signatures: dict[str, bytes]) -> None:
    altered = signatures["attached"].replace(DOCUMENT, OTHER_DOCUMENT)

    assert said(verify_attached(altered, AS_CITIZEN, pki.trust, NOW).verdict) == Code.OTHER_DOCUMENT


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("good", "valid"),
        ("no signed attributes", "valid"),
        ("no signing certificate", "valid"),
        ("official", "valid"),
        ("authentication key", "valid"),
        ("attached other document", Code.ATTACHED_DIFFERS),
        ("signing certificate of another", Code.NOT_CADES),
        ("digest attribute missing", Code.NOT_CADES),
        ("content type missing", Code.NOT_CADES),
        ("altered signature", Code.SIGNATURE_BROKEN),
        ("two signers", Code.SEVERAL_SIGNERS),
        ("trailing byte", Code.NOT_A_SIGNATURE),
        ("SHA-1", Code.WEAK_DIGEST),
        ("short key", Code.WEAK_KEY),
        ("unknown issuer", Code.UNKNOWN_ISSUER),
        ("expired", Code.EXPIRED),
        ("revoked", Code.REVOKED),
    ],
)
def test_plain_profile_asks_the_standards_alone(
    name: str, outcome: str, pki: Pki, signatures: dict[str, bytes]
) -> None:
    verdict = verify_detached(signatures[name], DOCUMENT, AS_ANYBODY, pki.trust, NOW)

    assert said(verdict) == outcome
    if isinstance(verdict, Valid):
        assert (verdict.iin, verdict.bin) == (None, None)


def test_plain_signature_of_bare_content_is_over_that_content(pki: Pki, signatures: dict[str, bytes]) -> None:
    attached = sign(pki.issue().pem, DOCUMENT, *CADES[1:], "-noattr", "-nodetach")

    outcomes = [
        said(verify_detached(signatures["no signed attributes"], OTHER_DOCUMENT, AS_ANYBODY, pki.trust, NOW)),
        said(verify_attached(attached, AS_ANYBODY, pki.trust, NOW).verdict),
        said(verify_attached(attached.replace(DOCUMENT, OTHER_DOCUMENT), AS_ANYBODY, pki.trust, NOW).verdict),
    ]

    assert outcomes == [Code.SIGNATURE_BROKEN, "valid", Code.SIGNATURE_BROKEN]


def test_key_that_may_not_sign_is_refused_by_the_plain_profile_too() -> None:
    lists_only, signing = (ROOT.issue("leaf", usage=frozenset({usage})) for usage in ("crl_sign", "digital_signature"))

    outcomes = [
        said(verify_detached(sign(link.pem, DOCUMENT, "-cades"), DOCUMENT, AS_ANYBODY, trusting(), NOW, NotAsked()))
        for link in (lists_only, signing)
    ]

    assert outcomes == [Code.WRONG_ROLE, Code.REVOCATION_UNKNOWN]


def test_more_octets_than_a_signature_has_are_not_read(pki: Pki) -> None:
    verdict = verify_detached(b"\x30" * (MEGABYTE + 1), DOCUMENT, AS_CITIZEN, pki.trust, NOW)

    assert (type(verdict), said(verdict)) == (Invalid, Code.TOO_LARGE)
