"""Reading certificates: the fields are those that the library's parser finds."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.certificate_checks import check_identity
from auth.certificates.codes import Code
from auth.certificates.identity import Identity, identity_of
from auth.certificates.profiles import CITIZEN, OFFICIAL, Profile
from portal.simulators.authority.holders import Citizen
from tests.factories import pki as people
from tests.factories.pki import Pki

LONG = "ҚҰРМАНҒАЛИЕВА-ЖҰМАБЕКҚЫЗЫ ҚЫЗҒАЛДАҚ"


def read(der: bytes) -> Certificate:
    certificate = read_certificate(der)
    assert certificate is not None
    return certificate


@pytest.mark.parametrize("which", ["citizen", "official", "root", "issuing"])
def test_slices_agree_with_the_library(which: str, pki: Pki) -> None:
    der = {
        "citizen": pki.issue().certificate,
        "official": pki.issue(people.OFFICIAL).certificate,
        "root": pki.trust.roots[0].der,
        "issuing": pki.trust.intermediates[0].der,
    }[which]
    parsed, ours = x509.load_der_x509_certificate(der), read(der)

    assert ours.serial == parsed.serial_number
    assert (ours.not_before, ours.not_after) == (parsed.not_valid_before_utc, parsed.not_valid_after_utc)
    assert (ours.subject, ours.issuer) == (parsed.subject.public_bytes(), parsed.issuer.public_bytes())
    assert ours.subject_attributes == tuple((a.oid.dotted_string, a.value) for a in parsed.subject)
    key = parsed.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert ours.public_key == key
    assert (ours.signed.message, ours.signed.signature) == (parsed.tbs_certificate_bytes, parsed.signature)
    assert ours.signed.algorithm.oid == parsed.signature_algorithm_oid.dotted_string


def test_person_is_read_from_the_name(pki: Pki) -> None:
    citizen, official = identity_of(read(pki.issue().certificate)), identity_of(read(_official(pki)))

    assert citizen == Identity("900101300017", None, "СЕРІКОВ АЗАМАТ БОЛАТҰЛЫ")
    assert official == Identity("790315300779", "120340001111", "ЖҮНІСОВ ЕРЛАН ҚАЙРАТҰЛЫ")


def test_long_names_are_read(pki: Pki) -> None:
    certificate = read(pki.issue(Citizen("900101300017", LONG, "АЙ")).certificate)

    assert identity_of(certificate).name == f"{LONG} АЙ"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("СЕРИИ\u0306ҚОВ\u200b", "СЕРИЙҚОВ АЗАМАТ"),
        ("\u202bСЕРІКОВ\u00a0", "СЕРІКОВ АЗАМАТ"),
        ("А\u202eБ", "А\ufffdБ АЗАМАТ"),
    ],
)
def test_a_name_is_what_can_be_seen_of_it(written: str, read_as: str, pki: Pki) -> None:
    certificate = read(pki.issue(Citizen("900101300017", written, "АЗАМАТ")).certificate)

    assert identity_of(certificate).name == read_as


def test_a_holder_with_one_name_is_named_by_it(pki: Pki) -> None:
    certificate = read(pki.issue(Citizen("900101300017", "", "АЗАМАТ")).certificate)

    assert (identity_of(certificate).name, certificate.subject_values("2.5.4.4")) == ("АЗАМАТ", [])


@pytest.mark.parametrize("number", ["90010130001", "9001013000170", "90010130001X", "", "900101300017 "])
def test_number_of_another_form_is_none(number: str, pki: Pki) -> None:
    certificate = read(pki.issue(Citizen(number, "СЕРІКОВ", "АЗАМАТ")).certificate)

    assert identity_of(certificate).iin is None


def test_two_numbers_are_none(pki: Pki) -> None:
    surname, serial_number = bytes.fromhex("0603550404"), bytes.fromhex("0603550405")
    der = pki.issue(Citizen("900101300017", "IIN850612400129", "АЗАМАТ")).certificate

    assert identity_of(read(der)).iin == "900101300017"
    assert identity_of(read(der.replace(surname, serial_number))).iin is None


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("identity", "profile", "iin", "number", "code"),
    [
        (Identity("1", None, ""), CITIZEN, "1", None, None),
        (Identity("1", None, ""), CITIZEN, None, None, None),
        (Identity("1", None, ""), CITIZEN, "2", None, Code.IIN_DIFFERS),
        (Identity(None, None, ""), CITIZEN, None, None, Code.IIN_MISSING),
        (Identity("1", "8", ""), OFFICIAL, None, None, None),
        (Identity("1", "8", ""), OFFICIAL, "1", "8", None),
        (Identity("1", "8", ""), OFFICIAL, "1", "9", Code.BIN_DIFFERS),
        (Identity("1", None, ""), OFFICIAL, "1", None, Code.BIN_DIFFERS),
        (Identity(None, "8", ""), OFFICIAL, None, "8", Code.IIN_MISSING),
    ],
)
def test_identity(identity: Identity, profile: Profile, iin: str | None, number: str | None, code: Code | None) -> None:
    assert check_identity(identity, profile, iin, number).code == code


def test_repr_hides_the_person(pki: Pki) -> None:
    certificate = read(pki.issue().certificate)

    assert repr(certificate) == f"Certificate(sha256='{certificate.sha256}')"
    assert repr(identity_of(certificate)) == "Identity()"


def test_twice_the_same_extension_is_refused(pki: Pki) -> None:
    key_usage, extended = bytes.fromhex("0603551d0f"), bytes.fromhex("0603551d25")

    assert read_certificate(pki.issue().certificate.replace(extended, key_usage)) is None


def test_algorithms_inside_and_outside_must_agree(pki: Pki) -> None:
    der = pki.issue().certificate
    place = der.rindex(bytes.fromhex("06092a864886f70d01010b"))

    assert read_certificate(der[:place] + der[place:].replace(b"\x01\x01\x0b", b"\x01\x01\x0c", 1)) is None


def test_bytes_after_the_certificate_are_refused(pki: Pki) -> None:
    assert read_certificate(pki.issue().certificate + b"\x00") is None


def _official(pki: Pki) -> bytes:
    return pki.issue(people.OFFICIAL).certificate
