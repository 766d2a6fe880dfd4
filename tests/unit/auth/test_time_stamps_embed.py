"""A time-stamp embedded in its signature: openssl accepts it, and it changes nothing else."""

import pytest
from asn1crypto import cms as asn1
from asn1crypto import tsp

from auth.signatures import PLAIN, ExpectedSigner, Valid, add_chain, verify_detached
from auth.signatures.time_stamps import embed, signature_octets
from tests.factories.pki import CADES, NOW, openssl, sign
from tests.unit.auth.ocsp_answers import ISSUING, ROOT, certificate_pem, delegate, key_pem, trusting
from tests.unit.auth.time_stamp_tokens import Token

DOCUMENT = b'{"nonce":"7d41","service":"housing-queue"}'
PERSON = delegate(uses=(), no_check=False, title="person", usage="content_commitment")
PEM = key_pem(PERSON) + certificate_pem(PERSON) + certificate_pem(ISSUING)
FORMS = {
    "DER": sign(PEM, DOCUMENT, *CADES),
    "PEM": sign(PEM, DOCUMENT, *CADES, form="PEM"),
    "attached, BER": sign(PEM, DOCUMENT, *CADES, "-nodetach", "-stream"),
    "without the chain": sign(PEM, DOCUMENT, "-cades"),
}


def tokens_in(cms: bytes) -> list[bytes]:
    opened = asn1.ContentInfo.load(cms, strict=True)
    (signer,) = opened["content"]["signer_infos"]
    attributes = signer["unsigned_attrs"]
    return [value.dump() for attribute in attributes for value in attribute["values"]]


def stamp_of(cms: bytes, serial: int = 7) -> bytes:
    return Token(octets=signature_octets(cms), serial=serial).encoded()


def openssl_verify(cms: bytes) -> bytes:
    command = "cms -verify -cades -binary -inform DER -in p7s -content json -CAfile root -purpose any -attime"
    files = {"p7s": cms, "json": DOCUMENT, "root": certificate_pem(ROOT)}
    return openssl([*command.split(), str(int(NOW.timestamp())), "-out", "out"], files, "out")


@pytest.mark.parametrize("form", FORMS)
def test_openssl_accepts_the_signature_with_its_time_stamp(form: str) -> None:
    token = stamp_of(FORMS[form])

    complete = embed(add_chain(FORMS[form], [ISSUING.der]), token)

    assert openssl_verify(complete) == DOCUMENT
    assert tokens_in(complete) == [token]


def test_openssl_finds_the_embedded_time_stamp_good() -> None:
    (token,) = tokens_in(embed(FORMS["DER"], stamp_of(FORMS["DER"])))
    files = {"token": token, "octets": signature_octets(FORMS["DER"])}
    files |= {"root": certificate_pem(ROOT), "issuing": certificate_pem(ISSUING)}
    command = "ts -verify -data octets -token_in -in token -CAfile root -untrusted issuing -attime"

    assert b"Verification: OK" in openssl([*command.split(), str(int(NOW.timestamp()))], files)


@pytest.mark.parametrize("form", FORMS)
def test_signature_stays_valid_and_is_der(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    trust = trusting(tmp_path_factory.mktemp("lists"))

    complete = embed(FORMS[form], stamp_of(FORMS[form]))

    assert type(verify_detached(complete, DOCUMENT, ExpectedSigner(PLAIN), trust, NOW)) is Valid
    assert b"l=inf" not in openssl(["asn1parse", "-inform", "DER", "-in", "it"], {"it": complete})
    assert signature_octets(complete) == signature_octets(FORMS[form])


def test_same_time_stamp_is_embedded_once_and_another_beside_it() -> None:
    cms = FORMS["DER"]
    first, second = stamp_of(cms), stamp_of(cms, serial=8)

    once = embed(cms, first)

    assert embed(once, first) == once
    assert sorted(tokens_in(embed(once, second))) == sorted([first, second])


def test_chain_may_be_added_after_the_time_stamp() -> None:
    token = stamp_of(FORMS["without the chain"])

    complete = add_chain(embed(FORMS["without the chain"], token), [ISSUING.der])

    assert (openssl_verify(complete), tokens_in(complete)) == (DOCUMENT, [token])


def test_octets_are_those_of_the_signature_value() -> None:
    (signer,) = asn1.ContentInfo.load(FORMS["DER"])["content"]["signer_infos"]

    assert signature_octets(FORMS["DER"]) == signer["signature"].native


def test_token_is_read_back_as_a_token() -> None:
    (token,) = tokens_in(embed(FORMS["DER"], stamp_of(FORMS["DER"])))

    info = asn1.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert isinstance(info, tsp.TSTInfo)


@pytest.mark.parametrize("wrong", [b"", b"<html>", certificate_pem(ISSUING), ISSUING.der])
def test_bytes_that_are_no_signature_are_a_fault_of_the_caller(wrong: bytes) -> None:
    for function in (signature_octets, lambda cms: embed(cms, Token().encoded())):
        with pytest.raises(ValueError):  # noqa: PT011 -- there is nothing to say about such bytes
            function(wrong)


def test_bytes_that_are_no_token_are_a_fault_of_the_caller() -> None:
    for wrong in (b"", b"<html>", Token().encoded() + b"\x00"):
        with pytest.raises(ValueError):  # noqa: PT011 -- there is nothing to say about such bytes
            embed(FORMS["DER"], wrong)
