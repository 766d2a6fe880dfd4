"""The GOST family: certificates and signatures as the national authority and NCALayer write them."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import asn1crypto.tsp  # noqa: F401 -- teaches the library the attribute signingCertificateV2
import pytest
from asn1crypto import cms, crl, x509

from auth.certificates.algorithms import DIGESTS
from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.encoding.der import SEQUENCE, Fields, read_only
from auth.certificates.encoding.pem import is_pem, pem_blocks
from auth.signatures import CITIZEN as AS_CITIZEN
from auth.signatures import OFFICIAL as AS_OFFICIAL
from auth.signatures import Code, ExpectedSigner, Invalid, Valid, verify_detached
from portal.simulators.authority.gost_keys import generate
from portal.simulators.authority.issuing import KeyPurpose
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import GOST, Family, GostKey, read_private_key
from tests.factories.pki import CITIZEN, NOW, OFFICIAL, Pki, sign_gost

DOCUMENT = b'{"nonce":"7d41","service":"housing-queue"}'
DAY = timedelta(days=1)
CITIZEN_EXPECTED = ExpectedSigner(AS_CITIZEN, CITIZEN.iin)
NATIONAL = "KEZEK_NATIONAL_TEST_CA"


def read(der: bytes) -> Certificate:
    certificate = read_certificate(der)
    assert certificate is not None
    return certificate


def test_signature_of_a_citizen_is_valid(pki: Pki) -> None:
    verdict = verify_detached(
        sign_gost(pki.issue(family=Family.GOST).pem, DOCUMENT), DOCUMENT, CITIZEN_EXPECTED, pki.trust, NOW
    )

    assert isinstance(verdict, Valid), verdict
    assert (verdict.iin, verdict.name) == (CITIZEN.iin, "СЕРІКОВ АЗАМАТ БОЛАТҰЛЫ")


def test_signature_of_an_official_is_valid(pki: Pki) -> None:
    cms_ = sign_gost(pki.issue(OFFICIAL, family=Family.GOST).pem, DOCUMENT)

    verdict = verify_detached(cms_, DOCUMENT, ExpectedSigner(AS_OFFICIAL, OFFICIAL.iin, OFFICIAL.bin), pki.trust, NOW)

    assert isinstance(verdict, Valid), verdict


def test_key_of_256_bits_signs_too(pki: Pki) -> None:
    key = GostKey(256, generate(256)[0])

    cms_ = sign_gost(pki.issue(family=Family.GOST, key=key).pem, DOCUMENT)

    assert isinstance(verify_detached(cms_, DOCUMENT, CITIZEN_EXPECTED, pki.trust, NOW), Valid)


def test_revoked_and_altered_are_refused(own_pki: Pki) -> None:
    key = own_pki.issue(family=Family.GOST)
    signature = sign_gost(key.pem, DOCUMENT)
    altered = signature[:-1] + bytes((signature[-1] ^ 1,))
    own_pki.authority.revoke(key.serial, NOW - DAY)
    own_pki.publish()

    verdicts = [verify_detached(one, DOCUMENT, CITIZEN_EXPECTED, own_pki.trust, NOW) for one in (signature, altered)]

    assert [one.code for one in verdicts if isinstance(one, Invalid)] == [Code.REVOKED, Code.SIGNATURE_BROKEN]


@pytest.mark.parametrize(
    ("purpose", "usage"),
    [
        (KeyPurpose.SIGNATURE, {"digital_signature", "non_repudiation", "key_agreement"}),
        (KeyPurpose.AUTHENTICATION, {"digital_signature", "key_agreement"}),
    ],
)
def test_certificate_says_what_the_national_ones_say(purpose: KeyPurpose, usage: set[str], pki: Pki) -> None:
    certificate = x509.Certificate.load(pki.issue(family=Family.GOST, purpose=purpose).certificate)

    by_name = {extension["extn_id"].native: extension for extension in certificate["tbs_certificate"]["extensions"]}
    assert certificate.key_usage_value.native == usage
    assert [policy["policy_identifier"].native for policy in certificate.certificate_policies_value] == [
        "1.2.398.3.3.2"
    ]
    assert by_name["1.2.398.3.3.5"]["extn_value"].native == bytes.fromhex("300a06082a830e0303050101")
    order = [name for name in by_name if name != "1.2.398.3.3.5"]
    assert order == [
        "certificate_policies",
        "authority_information_access",
        "crl_distribution_points",
        "freshest_crl",
        "extended_key_usage",
        "key_usage",
        "key_identifier",
        "authority_key_identifier",
    ]


def test_names_are_written_as_the_national_authority_does(pki: Pki) -> None:
    certificate = x509.Certificate.load(pki.issue(family=Family.GOST).certificate)

    written = [(one[0]["type"].native, type(one[0]["value"].chosen).__name__) for one in certificate.subject.chosen]
    assert written == [
        ("common_name", "UTF8String"),
        ("surname", "UTF8String"),
        ("serial_number", "PrintableString"),
        ("country_name", "PrintableString"),
        ("given_name", "UTF8String"),
    ]


def test_lists_can_be_read_by_a_library(own_pki: Pki) -> None:
    key = own_pki.issue(family=Family.GOST)
    own_pki.authority.revoke(key.serial, NOW)

    parsed = crl.CertificateList.load(own_pki.authority.issuing_crl(NOW, Family.GOST), strict=True)

    listed = [entry["user_certificate"].native for entry in parsed["tbs_cert_list"]["revoked_certificates"]]
    assert (listed, parsed["signature_algorithm"]["algorithm"].dotted) == ([key.serial], GOST[512].signature)


def test_signature_is_written_as_ncalayer_does(pki: Pki) -> None:
    key = pki.issue(family=Family.GOST)

    opened = cms.ContentInfo.load(sign_gost(key.pem, DOCUMENT), strict=True)["content"]

    signer = opened["signer_infos"][0]
    attributes = {attribute["type"].native: attribute["values"][0] for attribute in signer["signed_attrs"]}
    algorithms = [signer[name]["algorithm"].dotted for name in ("digest_algorithm", "signature_algorithm")]
    assert (algorithms, opened["version"].native) == ([GOST[512].digest, GOST[512].signature], "v1")
    assert set(attributes) == {"content_type", "signing_time", "signing_certificate_v2", "message_digest"}
    assert attributes["message_digest"].native == DIGESTS[GOST[512].digest](DOCUMENT)
    named = attributes["signing_certificate_v2"]["certs"][0]
    assert named["cert_hash"].native == hashlib.sha256(key.certificate).digest()
    assert named["issuer_serial"].native is None
    encoded = [attribute.dump() for attribute in signer["signed_attrs"]]
    assert encoded == sorted(encoded)


def test_key_file_gives_the_same_key_again(pki: Pki) -> None:
    key = GostKey(512, generate(512)[0])

    assert read_private_key(pki.issue(family=Family.GOST, key=key).pem) == key


@pytest.mark.skipif(NATIONAL not in os.environ, reason=f"{NATIONAL} names no folder with the national test authority")
def test_forms_are_those_of_the_national_test_authority(pki: Pki) -> None:
    """Everything of a key but the point itself, and the algorithms, to the byte."""
    file = (Path(os.environ[NATIONAL]) / "gokalkan_gost1.cer").read_bytes()
    national = read(pem_blocks(file, "CERTIFICATE")[0] if is_pem(file) else file)
    ours = read(pki.issue(family=Family.GOST).certificate)

    assert _key_forms(ours) == _key_forms(national)
    assert ours.signed.algorithm.oid == national.signed.algorithm.oid
    assert [kind for kind, _ in ours.subject_attributes] == [kind for kind, _ in national.subject_attributes]
    assert ours.extensions.key_usage == national.extensions.key_usage
    assert ours.extensions.extended_key_usage == national.extensions.extended_key_usage


def _key_forms(certificate: Certificate) -> tuple[bytes, bytes, int]:
    fields = Fields(read_only(certificate.public_key, SEQUENCE))
    algorithm, key = fields.take(), fields.take()
    return algorithm.raw, key.body[:4], len(key.body)


def test_authorities_have_two_families(pki: Pki) -> None:
    names = [read(pki.authority.member(member, Family.GOST).certificate).subject_attributes for member in Member]

    assert [name[0][1] for name in names] == [
        "КЕЗЕК СЫНАҚ НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)",
        "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)",
        "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) OCSP",
        "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TSA",
    ]
