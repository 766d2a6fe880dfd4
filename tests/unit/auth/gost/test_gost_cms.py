"""A citizen with a GOST key: the portal's verdict on the signature, and what others say of its parts."""

from itertools import pairwise
from pathlib import Path

import pytest

from auth.certificates.certificate import read_certificate
from auth.certificates.gost.keys import STREEBOG_256, STREEBOG_512
from auth.signatures import CITIZEN, OFFICIAL, Code, ExpectedSigner, Invalid, Valid, verify_detached
from auth.signatures.case import SignatureCase, open_signature
from portal.simulators.authority.der_forms import oid
from portal.simulators.authority.keys import Family
from tests.factories import pki as people
from tests.factories.gost_engine import MISSING, engine_accepts, has_engine
from tests.factories.pki import NOW, Pki, sign_gost

DOCUMENT = b'{"nonce":"7d41","service":"housing-queue"}'
HASH_1995 = "1.2.398.3.10.1.3.1"


@pytest.fixture(scope="module")
def signature(pki: Pki) -> bytes:
    return sign_gost(pki.issue(family=Family.GOST).pem, DOCUMENT)


def verdict(
    cms: bytes, pki: Pki, content: bytes = DOCUMENT, expected: ExpectedSigner | None = None
) -> Code | str | None:
    found = verify_detached(cms, content, expected or ExpectedSigner(CITIZEN, people.CITIZEN.iin), pki.trust, NOW)
    return found.iin if isinstance(found, Valid) else found.code


def case_of(cms: bytes) -> SignatureCase:
    case = open_signature(cms)
    assert isinstance(case, SignatureCase)
    return case


def test_signature_is_the_citizens(signature: bytes, pki: Pki) -> None:
    assert oid(STREEBOG_512) in signature
    assert verdict(signature, pki) == people.CITIZEN.iin


def test_signature_is_for_nothing_else(signature: bytes, pki: Pki) -> None:
    others = ExpectedSigner(CITIZEN, people.OTHER_CITIZEN.iin)

    assert verdict(signature, pki, DOCUMENT + b" ") is Code.OTHER_DOCUMENT
    assert verdict(signature, pki, expected=others) is Code.IIN_DIFFERS
    assert verdict(signature, pki, expected=ExpectedSigner(OFFICIAL)) is Code.WRONG_ROLE


def test_altered_signature_value_is_broken(signature: bytes, pki: Pki) -> None:
    value = case_of(signature).signer.signature
    at = signature.rindex(value)
    mutants = [
        signature[:place] + bytes((signature[place] ^ 0x10,)) + signature[place + 1 :]
        for place in range(at, at + len(value), 5)
    ]

    assert {verdict(mutant, pki) for mutant in mutants} == {Code.SIGNATURE_BROKEN}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (HASH_1995, Code.GOST_2004),
        (STREEBOG_256, Code.OTHER_DOCUMENT),
        ("1.2.398.3.10.1.3.9", Code.ALGORITHM_UNSUPPORTED),
    ],
)
def test_another_digest_named_is_no_good(name: str, code: Code, signature: bytes, pki: Pki) -> None:
    assert verdict(signature.replace(oid(STREEBOG_512), oid(name)), pki) is code


def test_certificate_of_the_old_standard_is_told(signature: bytes, pki: Pki) -> None:
    """The curve's name beside the key's, which the certificate alone has, stays: the key's own is what counts."""
    certificate = case_of(signature).certificate.der
    changed = certificate.replace(oid("1.2.398.3.10.1.1.2.2"), oid("1.2.398.3.10.1.1.1.1"))

    found = verify_detached(signature.replace(certificate, changed), DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)

    assert changed != certificate
    assert isinstance(found, Invalid)
    assert found.code is Code.GOST_2004


@pytest.mark.skipif(not has_engine(), reason=MISSING)
def test_third_opinion_on_every_part_is_the_same(signature: bytes, pki: Pki, tmp_path: Path) -> None:
    case = case_of(signature)
    attributes = case.signer.attributes
    assert attributes is not None
    path = (case.certificate, *pki.trust.find_path(case.certificate, case.enclosed, NOW).authorities)
    parts = [(case.certificate, attributes.signed, case.signer.signature)]
    parts += [(issuer, one.signed.message, one.signed.signature) for one, issuer in pairwise((*path, path[-1]))]

    opinions = [engine_accepts(tmp_path, key.public_key, bytes(over), bytes(made), 512) for key, over, made in parts]

    assert opinions == [True] * 4
    assert all(read_certificate(one.der) for one in path)
