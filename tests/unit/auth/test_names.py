"""Comparison of names (RFC 5280, 7.1) and name constraints (4.2.1.10)."""

from ipaddress import IPv4Network
from time import process_time

import pytest
from cryptography import x509
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID, ObjectIdentifier

from auth.certificates.codes import Code
from auth.certificates.encoding.der import SEQUENCE, SET, UTF8_STRING
from auth.certificates.encoding.der_writing import encode, encode_oid
from auth.certificates.encoding.names import same_name
from auth.certificates.path.name_constraints import name_fault
from tests.unit.auth.links import Link

ROOT = Link.root()
EMAIL = NameOID.EMAIL_ADDRESS


def name(*attributes: tuple[ObjectIdentifier, str], kind: _ASN1Type = _ASN1Type.UTF8String) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value, kind) for oid, value in attributes])


def common(value: str, kind: _ASN1Type = _ASN1Type.UTF8String) -> bytes:
    return name((NameOID.COMMON_NAME, value), kind=kind).public_bytes()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (common("ҰЛТТЫҚ"), common("ұлттық"), True),
        (common("Root  CA "), common(" root ca"), True),
        (common("Root CA", _ASN1Type.PrintableString), common("ROOT CA"), True),
        (common("Root CA", _ASN1Type.BMPString), common("ROOT CA"), True),
        (common("e\u0301"), common("\u00c9"), True),
        (common("RootCA"), common("Root CA"), False),
        (common("Root"), name((NameOID.ORGANIZATION_NAME, "Root")).public_bytes(), False),
        (common("Root"), name((NameOID.COMMON_NAME, "Root"), (NameOID.COMMON_NAME, "Root")).public_bytes(), False),
        (b"", b"", True),
        (b"no name", b"other", False),
    ],
)
def test_names_are_compared_by_what_they_say(one: bytes, other: bytes, same: bool) -> None:
    assert (same_name(one, other), same_name(other, one)) == (same, same)


def test_a_name_without_measure_is_compared_by_its_bytes() -> None:
    """A signature says who issued its certificate in as many bytes as it likes."""
    marks = "a" + "\u0301\u0323" * 60_000
    one, other = (
        encode(SEQUENCE, encode(SET, encode(SEQUENCE, encode_oid("2.5.4.3"), encode(UTF8_STRING, text.encode()))))
        for text in (marks, marks.upper())
    )
    before = process_time()

    assert (same_name(one, one), same_name(one, other)) == (True, False)
    assert process_time() - before < 3


def test_attributes_of_one_relative_name_have_no_order() -> None:
    country, organisation = (x509.NameAttribute(oid, "KZ") for oid in (NameOID.COUNTRY_NAME, NameOID.ORGANIZATION_NAME))
    one, other = (
        x509.Name([x509.RelativeDistinguishedName(pair)]) for pair in ([country, organisation], [organisation, country])
    )

    assert same_name(one.public_bytes(), other.public_bytes())


def fault(
    base: x509.GeneralName, *names: x509.GeneralName, subject: x509.Name | None = None
) -> tuple[Code | None, ...]:
    """The faults with the base permitted, then with it excluded."""
    found = []
    for constraints in (x509.NameConstraints([base], None), x509.NameConstraints(None, [base])):
        authority = ROOT.issue("issuing", extension=(constraints, True))
        given = [x509.SubjectAlternativeName(names)] if names else []
        leaf = authority.issue("leaf", authority=False, subject=subject or x509.Name([]), extensions=given)
        found.append(name_fault([ROOT.certificate, authority.certificate, leaf.certificate]))
    return tuple(found)


INSIDE, OUTSIDE, BOTH_REFUSED = (
    (None, Code.NAME_NOT_PERMITTED),
    (Code.NAME_NOT_PERMITTED, None),
    (Code.NAME_NOT_PERMITTED,) * 2,
)
UNTOUCHED, UNSUPPORTED = (None, None), (Code.NAME_FORM_UNSUPPORTED,) * 2


@pytest.mark.parametrize(
    ("base", "given", "expected"),
    [
        (x509.DNSName("kz"), x509.DNSName("example.kz"), INSIDE),
        (x509.DNSName("example.kz"), x509.DNSName("EXAMPLE.kz"), INSIDE),
        (x509.DNSName("example.kz"), x509.DNSName("badexample.kz"), OUTSIDE),
        (x509.DNSName(""), x509.DNSName("example.kz"), INSIDE),
        (x509.DNSName("example.kz"), x509.DNSName("*.example.kz"), BOTH_REFUSED),
        (x509.DNSName("example.kz"), x509.DNSName("example.kz."), BOTH_REFUSED),
        (x509.DNSName(".example.kz"), x509.DNSName("a.example.kz"), UNSUPPORTED),
        (x509.DNSName("example.kz"), x509.RFC822Name("a@other.kz"), UNTOUCHED),
        (x509.RFC822Name("a@example.kz"), x509.RFC822Name("a@EXAMPLE.kz"), INSIDE),
        (x509.RFC822Name("a@example.kz"), x509.RFC822Name("A@example.kz"), OUTSIDE),
        (x509.RFC822Name("example.kz"), x509.RFC822Name("a@example.kz"), INSIDE),
        (x509.RFC822Name("example.kz"), x509.RFC822Name("a@mail.example.kz"), OUTSIDE),
        (x509.RFC822Name(".example.kz"), x509.RFC822Name("a@mail.example.kz"), INSIDE),
        (x509.RFC822Name(".example.kz"), x509.RFC822Name("a@example.kz"), OUTSIDE),
        (x509.RFC822Name("example.kz"), x509.RFC822Name("example.kz"), BOTH_REFUSED),
        (
            x509.UniformResourceIdentifier("example.kz"),
            x509.UniformResourceIdentifier("http://u@example.kz:80/a"),
            INSIDE,
        ),
        (x509.UniformResourceIdentifier(".example.kz"), x509.UniformResourceIdentifier("http://a.example.kz/"), INSIDE),
        (
            x509.UniformResourceIdentifier("example.kz"),
            x509.UniformResourceIdentifier("http://other.kz/@example.kz"),
            OUTSIDE,
        ),
        (
            x509.UniformResourceIdentifier("example.kz"),
            x509.UniformResourceIdentifier("http://10.0.0.1/"),
            BOTH_REFUSED,
        ),
        (x509.UniformResourceIdentifier("example.kz"), x509.UniformResourceIdentifier("urn:isbn:1"), BOTH_REFUSED),
        (x509.IPAddress(IPv4Network("10.0.0.0/8")), x509.DNSName("example.kz"), UNSUPPORTED),
        (x509.RegisteredID(ObjectIdentifier("1.2.3")), x509.DNSName("example.kz"), UNSUPPORTED),
    ],
)
def test_alternative_names(base: x509.GeneralName, given: x509.GeneralName, expected: tuple[Code | None, ...]) -> None:
    assert fault(base, given) == expected


KEZEK = name((NameOID.COUNTRY_NAME, "KZ"), (NameOID.ORGANIZATION_NAME, "Kezek"))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (name((NameOID.COUNTRY_NAME, "KZ"), (NameOID.ORGANIZATION_NAME, "KEZEK"), (NameOID.COMMON_NAME, "A")), INSIDE),
        (KEZEK, INSIDE),
        (name((NameOID.COUNTRY_NAME, "KZ")), OUTSIDE),
        (name((NameOID.ORGANIZATION_NAME, "Kezek"), (NameOID.COUNTRY_NAME, "KZ")), OUTSIDE),
        (x509.Name([]), UNTOUCHED),
    ],
)
def test_directory_names(subject: x509.Name, expected: tuple[Code | None, ...]) -> None:
    assert fault(x509.DirectoryName(KEZEK), subject=subject) == expected


def test_mail_address_in_the_subject_counts_where_there_is_no_alternative() -> None:
    base, subject = x509.RFC822Name("example.kz"), name((EMAIL, "a@other.kz"), kind=_ASN1Type.IA5String)

    assert fault(base, subject=subject) == OUTSIDE
    assert fault(base, x509.RFC822Name("a@example.kz"), subject=subject) == INSIDE


def test_what_several_authorities_permit_is_what_all_permit() -> None:
    constraints = [x509.NameConstraints([x509.DNSName(base)], None) for base in ("kz", "example.kz")]
    upper = ROOT.issue("upper", extension=(constraints[0], True))
    lower = upper.issue("lower", extension=(constraints[1], True))
    path = [ROOT.certificate, upper.certificate, lower.certificate]
    leaves = [
        lower.issue("leaf", extensions=[x509.SubjectAlternativeName([x509.DNSName(host)])]).certificate
        for host in ("a.example.kz", "other.kz")
    ]

    assert [name_fault([*path, leaf]) for leaf in leaves] == [None, Code.NAME_NOT_PERMITTED]


def test_many_names_under_many_constraints_are_refused_unread() -> None:
    bases = x509.NameConstraints(None, [x509.DNSName(f"a{number}.kz") for number in range(200)])
    names = x509.SubjectAlternativeName([x509.DNSName(f"b{number}.kz") for number in range(200)])
    authority = ROOT.issue("issuing", extension=(bases, True))
    leaf = authority.issue("leaf", extensions=[names])

    assert name_fault([authority.certificate, leaf.certificate]) == Code.NAME_FORM_UNSUPPORTED
