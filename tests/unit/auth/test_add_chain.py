"""With the chain added, the openssl program verifies a signature with the root alone."""

import subprocess
from datetime import datetime

import pytest
from asn1crypto import cms as asn1

from auth.signatures import CITIZEN, ExpectedSigner, Valid, add_chain, verify_detached
from tests.factories.pki import NOW, Pki, openssl, sign_cades
from tests.unit.auth.signatures_table import DOCUMENT

FORMS = ["without the chain", "good", "PEM", "attached, BER", "ECDSA P-256"]


def openssl_verify(cms: bytes, pki: Pki, content: bytes = DOCUMENT, at: datetime = NOW) -> bytes:
    """With the command of the authority's page, but at a fixed time."""
    command = "cms -verify -cades -binary -inform DER -in request.p7s -content request.json -CAfile root.pem"
    files = {
        "request.p7s": cms,
        "request.json": content,
        "root.pem": pki.authority.root_file.read_bytes(),
    }
    return openssl([*command.split(), "-attime", str(int(at.timestamp())), "-out", "out"], files, "out")


def enclosed(cms: bytes) -> list[bytes]:
    opened = asn1.ContentInfo.load(cms, strict=True)
    return [certificate.dump() for certificate in opened["content"]["certificates"]]


def test_signature_made_as_told_verifies_with_the_root_alone(pki: Pki) -> None:
    assert openssl_verify(sign_cades(pki.issue().pem, DOCUMENT), pki) == DOCUMENT


def test_openssl_refuses_without_the_chain(pki: Pki, signatures: dict[str, bytes]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        openssl_verify(signatures["without the chain"], pki)


@pytest.mark.parametrize("form", FORMS)
def test_added_chain_makes_the_root_enough(form: str, pki: Pki, signatures: dict[str, bytes]) -> None:
    issuing = pki.trust.intermediates[0].der

    complete = add_chain(signatures[form], [issuing])

    assert openssl_verify(complete, pki) == DOCUMENT
    assert enclosed(complete) == sorted(enclosed(complete))
    assert [certificate == issuing for certificate in sorted(enclosed(complete))].count(True) == 1
    assert len(enclosed(complete)) == 2


@pytest.mark.parametrize("form", FORMS)
def test_signature_stays_valid_and_is_der(form: str, pki: Pki, signatures: dict[str, bytes]) -> None:
    complete = add_chain(signatures[form], [pki.trust.intermediates[0].der])

    expected = ExpectedSigner(CITIZEN)
    assert type(verify_detached(complete, DOCUMENT, expected, pki.trust, NOW)) is Valid
    assert asn1.ContentInfo.load(complete, strict=True).dump(force=True) == complete
    assert add_chain(complete, [pki.trust.intermediates[0].der]) == complete


def test_bytes_that_are_no_signature_are_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- there is nothing to say about such bytes
        add_chain(b"<html>", [])
