"""Kinds of the signer's certificate: who it is for and what for (RFC 5280, 4.2; the national authority's profile)."""

from collections.abc import Callable

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode
from auth.signatures import ExpectedSigner
from tests.corpus.certificates import CertificatePlan, basic_constraints, extension, key_usage, policies, purposes
from tests.corpus.kinds import VALID, Kind, of_certificate, signed_by
from tests.corpus.world import (
    ANY_PURPOSE,
    AS_OFFICIAL,
    BARE_POLICY,
    BIN,
    CLIENT_AUTH,
    COMMON_NAME,
    COUNTRY,
    EMAIL_PROTECTION,
    IIN,
    INDIVIDUAL,
    LOG_IN_POLICY,
    ORGANISATIONS,
    OTHER_IIN,
    REMOTE,
    SERIAL_NUMBER,
    UNIT,
    iin,
    person,
)
from tests.corpus.writing import name, octets, oid, printable, seq, set_of, utf8

Change = Callable[[CertificatePlan], CertificatePlan]


def for_use(*oids: str, critical: bool = False) -> Change:
    return lambda leaf: leaf.extended(purposes=purposes(*oids, critical=critical))


def using(*names: str, critical: bool = True) -> Change:
    return lambda leaf: leaf.extended(key_usage=key_usage(*names, critical=critical))


def under(*oids: str) -> Change:
    return lambda leaf: leaf.extended(policies=policies(*oids))


def named(*identity: tuple[str, bytes]) -> Change:
    return lambda leaf: leaf.but(subject=person(*identity))


def also_known_as(value: bytes) -> Change:
    """With this common name, beside the right IIN."""
    return lambda leaf: leaf.but(subject=name((COMMON_NAME, value), iin(f"IIN{IIN}")))


def official(
    label: str,
    wanted: Code | str,
    clause: str,
    *units: str,
    role: str = ORGANISATIONS,
    expected: ExpectedSigner = AS_OFFICIAL,
) -> Kind:
    def made(leaf: CertificatePlan) -> CertificatePlan:
        subject = person(iin(f"IIN{IIN}"), *((UNIT, utf8(unit)) for unit in units))
        return leaf.but(subject=subject).extended(purposes=purposes(EMAIL_PROTECTION, role))

    return Kind(label, wanted, clause, lambda of: signed_by(made(of.citizen)).but(expected=expected))


USES = [
    of_certificate("purposes absent", Code.WRONG_ROLE, "RFC 5280, 4.2.1.12", lambda leaf: leaf.extended(purposes=b"")),
    of_certificate("any purpose", Code.WRONG_ROLE, "RFC 5280, 4.2.1.12", for_use(ANY_PURPOSE)),
    of_certificate("to log in", Code.AUTHENTICATION_KEY, "RFC 5280, 4.2.1.12", for_use(CLIENT_AUTH, INDIVIDUAL)),
    of_certificate(
        "purposes critical", VALID, "RFC 5280, 4.2.1.12", for_use(EMAIL_PROTECTION, INDIVIDUAL, critical=True)
    ),
    of_certificate("of no role", Code.WRONG_ROLE, "national profile", for_use(EMAIL_PROTECTION)),
    of_certificate("of a role and not to sign", Code.WRONG_ROLE, "national profile", for_use(INDIVIDUAL)),
    of_certificate(
        "of an organisation", Code.ORGANISATION_KEY, "national profile", for_use(EMAIL_PROTECTION, ORGANISATIONS)
    ),
    of_certificate(
        "of a person and an organisation",
        Code.ORGANISATION_KEY,
        "national profile",
        for_use(EMAIL_PROTECTION, INDIVIDUAL, ORGANISATIONS),
    ),
    of_certificate(
        "of a role that begins like the right one",
        Code.WRONG_ROLE,
        "X.660, 7",
        for_use(EMAIL_PROTECTION, INDIVIDUAL + "0"),
    ),
    of_certificate("identified from afar", VALID, "national profile", for_use(EMAIL_PROTECTION, INDIVIDUAL, REMOTE)),
    of_certificate("key usage absent", Code.WRONG_ROLE, "RFC 5280, 4.2.1.3", lambda leaf: leaf.extended(key_usage=b"")),
    of_certificate("key usage without non-repudiation", Code.WRONG_ROLE, "RFC 5280, 4.2.1.3", using("signature")),
    of_certificate("key usage without signatures", Code.WRONG_ROLE, "RFC 5280, 4.2.1.3", using("non-repudiation")),
    of_certificate(
        "key usage not critical", VALID, "RFC 5280, 4.2.1.3", using("signature", "non-repudiation", critical=False)
    ),
    of_certificate(
        "key usage with key agreement", VALID, "national profile", using("signature", "non-repudiation", "agreement")
    ),
    of_certificate(
        "key usage to sign certificates",
        Code.WRONG_ROLE,
        "RFC 5280, 4.2.1.9",
        using("signature", "non-repudiation", "certificates"),
    ),
    of_certificate(
        "said to be an authority",
        VALID,
        "RFC 5280, 4.2.1.9",
        lambda leaf: leaf.extended(basic_constraints=basic_constraints()),
    ),
    of_certificate(
        "said to be no authority",
        VALID,
        "RFC 5280, 4.2.1.9",
        lambda leaf: leaf.extended(basic_constraints=basic_constraints(authority=False)),
    ),
    of_certificate("policies absent", Code.WRONG_POLICY, "RFC 5280, 4.2.1.4", lambda leaf: leaf.extended(policies=b"")),
    of_certificate("policy of another country", Code.WRONG_POLICY, "RFC 5280, 4.2.1.4", under("1.2.643.100.113.1")),
    of_certificate("policy to log in", Code.WRONG_POLICY, "national profile", under(LOG_IN_POLICY)),
    of_certificate("policy of the whole arc", VALID, "national profile", under(BARE_POLICY)),
    of_certificate("any policy", Code.WRONG_POLICY, "national profile", under("2.5.29.32.0")),
    of_certificate("policy that begins like the right one", Code.WRONG_POLICY, "X.660, 7", under(BARE_POLICY + "0")),
    of_certificate("policy twice", Code.NO_CERTIFICATE, "RFC 5280, 4.2.1.4", under(BARE_POLICY, BARE_POLICY)),
    of_certificate(
        "unknown extension", VALID, "RFC 5280, 4.2", lambda leaf: leaf.extended(more=extension("unknown", b"\5\0"))
    ),
    of_certificate(
        "unknown extension, critical",
        Code.EXTENSION_UNSUPPORTED,
        "RFC 5280, 4.2",
        lambda leaf: leaf.extended(more=extension("unknown", b"\5\0", critical=True)),
    ),
    of_certificate(
        "extension twice",
        Code.NO_CERTIFICATE,
        "RFC 5280, 4.2",
        lambda leaf: leaf.but(more_extensions=purposes(EMAIL_PROTECTION, INDIVIDUAL)),
    ),
    of_certificate(
        "extension that is not what it says",
        Code.NO_CERTIFICATE,
        "RFC 5280, 4.2.1.3",
        lambda leaf: leaf.extended(key_usage=extension("key usage", octets(b"all"))),
    ),
    of_certificate(
        "authority key identifier of another key",
        VALID,
        "RFC 5280, 4.2.1.1",
        lambda leaf: leaf.extended(more=extension("authority key identifier", seq(encode(0x80, b"another")))),
    ),
]

NAMES = [
    of_certificate("IIN absent", Code.IIN_MISSING, "X.520, 6.2.9", named()),
    of_certificate("IIN of eleven digits", Code.IIN_MISSING, "X.520, 6.2.9", named(iin("IIN" + IIN[:11]))),
    of_certificate("IIN of thirteen digits", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN}0"))),
    of_certificate("IIN without its prefix", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(IIN))),
    of_certificate("IIN with its prefix in small letters", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"iin{IIN}"))),
    of_certificate("IIN with a letter", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN[:11]}O"))),
    of_certificate("IIN with a blank behind", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN} "))),
    of_certificate("IIN with a line behind", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN}\n"))),
    of_certificate(
        "IIN in other digits",
        Code.IIN_MISSING,
        "X.520, 6.2.9",
        named(iin("IIN" + "".join(chr(0x660 + int(digit)) for digit in IIN))),
    ),
    of_certificate(
        "IIN in the common name alone", Code.IIN_MISSING, "X.520, 6.2.9", named((COMMON_NAME, utf8(f"IIN{IIN}")))
    ),
    of_certificate("two IINs", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN}"), iin(f"IIN{OTHER_IIN}"))),
    of_certificate("one IIN twice", Code.IIN_MISSING, "X.520, 6.2.9", named(iin(f"IIN{IIN}"), iin(f"IIN{IIN}"))),
    of_certificate("IIN of another", Code.IIN_DIFFERS, "R-10.6", named(iin(f"IIN{OTHER_IIN}"))),
    of_certificate("IIN as PrintableString", VALID, "X.520, 6.2.9", named((SERIAL_NUMBER, printable(f"IIN{IIN}")))),
    of_certificate(
        "IIN as BMPString",
        VALID,
        "RFC 5280, 4.1.2.4",
        named((SERIAL_NUMBER, encode(0x1E, f"IIN{IIN}".encode("utf-16-be")))),
    ),
    of_certificate(
        "IIN in one relative name with the country",
        VALID,
        "RFC 5280, 4.1.2.4",
        lambda leaf: leaf.but(
            subject=seq(set_of(seq(oid(SERIAL_NUMBER), utf8(f"IIN{IIN}")), seq(oid(COUNTRY), printable("KZ"))))
        ),
    ),
    of_certificate("subject empty", Code.IIN_MISSING, "RFC 5280, 4.1.2.6", lambda leaf: leaf.but(subject=name())),
    of_certificate("common name with a zero octet", VALID, "RFC 5280, 4.1.2.4", also_known_as(utf8("ТӨЛЕГЕНОВ\0"))),
    of_certificate(
        "common name with control characters", VALID, "RFC 5280, 4.1.2.4", also_known_as(utf8("ТӨЛЕГЕНОВ\x1b[2J\u202e"))
    ),
    of_certificate("common name of 20 KB", Code.NO_CERTIFICATE, "RFC 5280, A.1", also_known_as(utf8("Ә" * 10_000))),
    of_certificate(
        "common name as TeletexString", VALID, "RFC 5280, 4.1.2.4", also_known_as(encode(0x14, b"TOLEGENOV"))
    ),
    of_certificate(
        "common name that is no UTF-8", Code.NO_CERTIFICATE, "RFC 5280, 4.1.2.4", also_known_as(encode(0x0C, b"\xd0"))
    ),
]

OFFICIALS = [
    official("official", VALID, "national profile", f"BIN{BIN}"),
    official("official, first head", VALID, "national profile", f"BIN{BIN}", role=ORGANISATIONS + ".1"),
    official("official without a BIN", Code.BIN_DIFFERS, "X.520, 6.4.2"),
    official("official of another organisation", Code.BIN_DIFFERS, "X.520, 6.4.2", "BIN960440000151"),
    official("official of two organisations", Code.BIN_DIFFERS, "X.520, 6.4.2", f"BIN{BIN}", "BIN960440000151"),
    official("official with a BIN cut short", Code.BIN_DIFFERS, "X.520, 6.4.2", f"BIN{BIN[:11]}"),
    official("citizen for an official", Code.WRONG_ROLE, "national profile", f"BIN{BIN}", role=INDIVIDUAL),
]

KINDS = [*USES, *NAMES, *OFFICIALS]
