"""Kinds of certification path: who issued whom, and what they allow (RFC 5280, 6.1)."""

from collections.abc import Callable

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode, encode_set
from tests.corpus.certificates import (
    CertificatePlan,
    basic_constraints,
    entry,
    extension,
    key_usage,
    policies,
    reason,
    validity,
)
from tests.corpus.keys import ec_key, rsa_key
from tests.corpus.kinds import VALID, Case, Kind, case, signed_by
from tests.corpus.messages import Cms
from tests.corpus.world import (
    COMMON_NAME,
    COUNTRY,
    DAY,
    DOCUMENT,
    ISSUING_NAME,
    NOW,
    World,
    authority,
    leaf,
    list_of,
)
from tests.corpus.writing import integer, name, printable, seq, utc_time, utf8

OTHER_NAME = name((COMMON_NAME, utf8("ЕКІНШІ")), (COUNTRY, printable("KZ")))
IN_KAZAKHSTAN, ELSEWHERE = (name((COUNTRY, printable(code))) for code in ("KZ", "RU"))
Change = Callable[[CertificatePlan], CertificatePlan]


def by_issuing(label: str, wanted: Code | str, clause: str, change: Change, **leaf_extensions: bytes) -> Kind:
    """The issuing authority is another in one thing; citizen, list and signature are good."""

    def made(of: World) -> Case:
        issuing = change(of.issuing)
        citizen = leaf(issuing, of.citizen.key).extended(**leaf_extensions)
        return signed_by(citizen, issuing, lists=(of.root_list, list_of(issuing, 7)))

    return Kind(label, wanted, clause, made)


def below_another(label: str, wanted: Code | str, clause: str, change: Change) -> Kind:
    """Root, issuing authority (changed), one more authority, citizen."""

    def made(of: World) -> Case:
        issuing = change(of.issuing)
        lowest = authority(OTHER_NAME, ec_key(11), issuing, serial=21)
        lists = (of.root_list, list_of(issuing, 7), list_of(lowest, 2))
        return signed_by(leaf(lowest, of.citizen.key), issuing, lowest, lists=lists)

    return Kind(label, wanted, clause, made)


def subtree(form: bytes) -> bytes:
    return seq(form)


def directory(subject: bytes) -> bytes:
    return encode(0xA4, subject)


def constrained(*, permitted: bytes = b"", excluded: bytes = b"") -> Change:
    fields = [encode(tag, subtree(form)) for tag, form in ((0xA0, permitted), (0xA1, excluded)) if form]
    found = extension("name constraints", seq(*fields), critical=True)
    return lambda issuing: issuing.extended(name_constraints=found)


def lasting(since: int, until: int) -> Change:
    return lambda issuing: issuing.but(validity=validity(NOW + since * DAY, NOW + until * DAY))


def listed(*extensions: bytes) -> Callable[[World], Case]:
    """The issuing authority's own certificate is in the root's list."""

    def made(of: World) -> Case:
        roots = list_of(of.root, 4, entry(2, utc_time(NOW - DAY), *extensions))
        return signed_by(of.citizen, lists=(roots, of.base))

    return made


def by_end_entity(of: World) -> Case:
    """A citizen's certificate that issues another."""
    forged = leaf(of.citizen.but(subject=of.citizen.subject), ec_key(4), serial=integer(77))
    lists = (of.root_list, of.base, list_of(of.citizen, 1))
    return signed_by(forged, of.issuing, of.citizen, lists=lists)


def by_impostor(of: World) -> Case:
    """Name and serial number of the issuing authority, a key of one's own, enclosed in the signature."""
    impostor = authority(ISSUING_NAME, ec_key(9), serial=2)
    forged = leaf(impostor, of.citizen.key)
    cms = Cms(forged.der(), forged.key, DOCUMENT)
    return case(cms.but(certificates=(forged.der(), impostor.der())).der())


def by_foreign_chain(of: World) -> Case:
    """A whole chain that is good, up to a root that nobody has configured."""
    root = authority(OTHER_NAME, ec_key(12), serial=1)
    issuing = authority(ISSUING_NAME, ec_key(13), root, serial=2)
    own = leaf(issuing, of.citizen.key)
    cms = Cms(own.der(), own.key, DOCUMENT, certificates=(own.der(), issuing.der(), root.der()))
    return case(cms.der())


def in_a_circle(of: World) -> Case:
    """Two authorities that have issued each other, and no root."""
    one, two = (
        authority(subject, ec_key(seed), serial=seed) for subject, seed in ((OTHER_NAME, 14), (IN_KAZAKHSTAN, 15))
    )
    crossed = (one.but(issuer=two.subject, signer=two.key), two.but(issuer=one.subject, signer=one.key))
    return signed_by(leaf(one, of.citizen.key), *crossed, lists=(of.root_list, of.base, list_of(one, 1)))


def crossed_too(of: World) -> Case:
    """The issuing authority has a second certificate, by a stranger."""
    stranger = authority(OTHER_NAME, ec_key(12), serial=1)
    crossed = of.issuing.but(issuer=stranger.subject, signer=stranger.key, serial=integer(55))
    return signed_by(of.citizen, crossed, of.issuing)


def renewed(of: World) -> Case:
    """The issuing authority has had another key in its name before."""
    former = authority(ISSUING_NAME, rsa_key(6), of.root, serial=22)
    return signed_by(of.citizen, former, of.issuing)


def enclosed(of: World) -> Case:
    """An authority that came with the signature: good, but its list is not held."""
    lowest = authority(OTHER_NAME, ec_key(11), of.issuing, serial=21)
    own = leaf(lowest, of.citizen.key)
    cms = Cms(own.der(), own.key, DOCUMENT, certificate_set=encode_set(0xA0, [own.der(), lowest.der()]))
    return case(cms.der())


AUTHORITIES = [
    Kind("by an end entity", Code.ISSUER_INVALID, "RFC 5280, 6.1.4 (k)", by_end_entity),
    by_issuing(
        "authority without basic constraints",
        Code.ISSUER_INVALID,
        "RFC 5280, 6.1.4 (k)",
        lambda c: c.extended(basic_constraints=b""),
    ),
    by_issuing(
        "authority said to be none",
        Code.ISSUER_INVALID,
        "RFC 5280, 6.1.4 (k)",
        lambda issuing: issuing.extended(basic_constraints=basic_constraints(authority=False)),
    ),
    by_issuing(
        "authority whose basic constraints are not critical",
        VALID,
        "RFC 5280, 6.1.4 (k)",
        lambda issuing: issuing.extended(basic_constraints=basic_constraints(critical=False)),
    ),
    by_issuing(
        "authority of version 1",
        Code.ISSUER_INVALID,
        "RFC 5280, 6.1.4 (k)",
        lambda c: c.but(version=b"", extensions={}),
    ),
    by_issuing(
        "authority that may not sign certificates",
        Code.ISSUER_INVALID,
        "RFC 5280, 6.1.4 (n)",
        lambda issuing: issuing.extended(key_usage=key_usage("CRLs")),
    ),
    by_issuing(
        "authority without key usage", VALID, "RFC 5280, 6.1.4 (n)", lambda issuing: issuing.extended(key_usage=b"")
    ),
    by_issuing("authority expired", Code.ISSUER_INVALID, "RFC 5280, 6.1.3 (a) (2)", lasting(-900, -1)),
    by_issuing("authority not yet valid", Code.ISSUER_INVALID, "RFC 5280, 6.1.3 (a) (2)", lasting(1, 900)),
    Kind("authority revoked", Code.ISSUER_INVALID, "RFC 5280, 6.1.3 (a) (3)", listed(reason(2))),
    Kind("authority on hold", Code.ISSUER_INVALID, "RFC 5280, 6.1.3 (a) (3)", listed(reason(6))),
    by_issuing(
        "authority with a key of RSA of 1024 bits",
        Code.WEAK_KEY,
        "TS 119 312, 6.2",
        lambda issuing: issuing.but(key=rsa_key(5, 1024)),
    ),
    by_issuing("authority with a curve's key", VALID, "RFC 5480, 2", lambda issuing: issuing.but(key=ec_key(16))),
    by_issuing(
        "authority signed with SHA-1", Code.WEAK_DIGEST, "RFC 6194, 3.1", lambda issuing: issuing.but(digest="sha1")
    ),
    by_issuing(
        "authority with an unknown extension, critical",
        Code.EXTENSION_UNSUPPORTED,
        "RFC 5280, 6.1.4 (o)",
        lambda issuing: issuing.extended(more=extension("unknown", b"\5\0", critical=True)),
    ),
    by_issuing(
        "authority signed by a stranger in the root's name",
        Code.UNKNOWN_ISSUER,
        "RFC 5280, 6.1.3 (a) (1)",
        lambda issuing: issuing.but(signer=ec_key(9)),
    ),
]
LENGTHS = [
    below_another("two authorities", VALID, "RFC 5280, 6.1", lambda issuing: issuing),
    below_another(
        "path length 0 with an authority below",
        Code.PATH_TOO_LONG,
        "RFC 5280, 6.1.4 (l)",
        lambda issuing: issuing.extended(basic_constraints=basic_constraints(path_length=0)),
    ),
    below_another(
        "path length 1 with an authority below",
        VALID,
        "RFC 5280, 6.1.4 (m)",
        lambda issuing: issuing.extended(basic_constraints=basic_constraints(path_length=1)),
    ),
    by_issuing(
        "path length 0",
        VALID,
        "RFC 5280, 6.1.4 (m)",
        lambda c: c.extended(basic_constraints=basic_constraints(path_length=0)),
    ),
]
CHAINS = [
    Kind("by an impostor", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1.3 (a) (1)", by_impostor),
    Kind("by a foreign chain", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1", by_foreign_chain),
    Kind("by authorities in a circle", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1", in_a_circle),
    Kind("by an authority crossed by a stranger", VALID, "RFC 5280, 6.1", crossed_too),
    Kind("by an authority that had another key", VALID, "RFC 5280, 4.2.1.1", renewed),
    Kind("by an enclosed authority without a list", Code.REVOCATION_UNKNOWN, "RFC 5280, 6.3", enclosed),
]
CONSTRAINTS = [
    by_issuing("names permitted", VALID, "RFC 5280, 6.1.3 (b)", constrained(permitted=directory(name()))),
    by_issuing(
        "names of another country permitted",
        Code.NAME_NOT_PERMITTED,
        "RFC 5280, 6.1.3 (b)",
        constrained(permitted=directory(ELSEWHERE)),
    ),
    by_issuing(
        "all names excluded", Code.NAME_NOT_PERMITTED, "RFC 5280, 6.1.3 (c)", constrained(excluded=directory(name()))
    ),
    by_issuing(
        "registered identifiers excluded, none there",
        Code.NAME_FORM_UNSUPPORTED,
        "RFC 5280, 4.2.1.10",
        constrained(excluded=encode(0x88, b"\x2a\x03")),
    ),
    by_issuing(
        "registered identifiers excluded, one there",
        Code.NAME_FORM_UNSUPPORTED,
        "RFC 5280, 4.2.1.10",
        constrained(excluded=encode(0x88, b"\x2a\x03")),
        alternative_names=extension("alternative names", seq(encode(0x88, b"\x2a\x04"))),
    ),
    by_issuing(
        "explicit policy demanded, authority without one",
        Code.WRONG_POLICY,
        "RFC 5280, 6.1.5 (g)",
        lambda c: c.extended(
            policy_constraints=extension("policy constraints", seq(encode(0x80, b"\0")), critical=True)
        ),
    ),
    by_issuing(
        "explicit policy demanded, authority with any",
        VALID,
        "RFC 5280, 6.1.5 (g)",
        lambda issuing: issuing.extended(
            policy_constraints=extension("policy constraints", seq(encode(0x80, b"\0")), critical=True),
            policies=policies("2.5.29.32.0"),
        ),
    ),
]
KINDS = [*AUTHORITIES, *LENGTHS, *CHAINS, *CONSTRAINTS]
