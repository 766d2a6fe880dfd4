"""Kinds of revocation list: offered to the store, and then the good signature is judged by what it holds.

RFC 5280, 5 (what a list is), 5.2.4 (delta lists) and 6.3 (how they are used).
"""

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode
from auth.certificates.lists.publish import Publication
from tests.corpus.certificates import (
    crl_number,
    extension,
    reason,
)
from tests.corpus.delta_kinds import DELTAS
from tests.corpus.kinds import VALID
from tests.corpus.list_making import (
    NOT_A_CRL,
    OTHER_ISSUER,
    PUBLISHED,
    UNSUPPORTED,
    ListKind,
    after,
    by_citizen,
    covering,
    extended,
    last_bit_turned,
    listing,
    negative,
    number_altered,
    numbered,
    of_list,
    the_base,
    timed,
    without_signing,
)
from tests.corpus.world import (
    DAY,
    HOUR,
    NOW,
    stranger_key,
    world,
)
from tests.corpus.writing import algorithm, generalized_time, utc_time

BASES = [
    of_list("good list", PUBLISHED, VALID, "RFC 5280, 6.3.3", the_base),
    of_list("list without entries", PUBLISHED, VALID, "RFC 5280, 5.1.2.6", lambda base: base.but(entries=())),
    of_list("revoked", PUBLISHED, Code.REVOKED, "RFC 5280, 6.3.3 (j)", listing(reason(1))),
    of_list("revoked, no reason given", PUBLISHED, Code.REVOKED, "RFC 5280, 5.3.1", listing()),
    of_list(
        "revoked, time of four digits",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 5.1.2.6",
        listing(at=generalized_time(NOW - DAY)),
    ),
    of_list(
        "revoked, with an invalidity date",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 5.3.2",
        listing(extension("invalidity date", generalized_time(NOW - 9 * DAY))),
    ),
    of_list("on hold", PUBLISHED, Code.ON_HOLD, "RFC 5280, 5.3.1", listing(reason(6))),
    of_list("revoked an hour from now", PUBLISHED, VALID, "R-10.6", listing(reason(4), at=utc_time(NOW + HOUR))),
    of_list("reason that does not exist", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.3.1", listing(reason(7))),
    of_list(
        "listed twice, on hold and revoked",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 6.3.3 (j)",
        lambda base: listing(reason(1))(listing(reason(6))(base)),
    ),
    ListKind("negative serial number revoked", PUBLISHED, Code.REVOKED, "RFC 5280, 4.1.2.2", negative),
    of_list(
        "expired list",
        Publication.STALE,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.2.5",
        timed(NOW - 2 * DAY, utc_time(NOW - HOUR)),
    ),
    of_list(
        "list in its last second",
        Publication.STALE,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.2.5",
        timed(NOW - DAY, utc_time(NOW)),
    ),
    of_list(
        "list of tomorrow",
        Publication.NOT_YET_VALID,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.2.4",
        timed(NOW + HOUR, utc_time(NOW + DAY)),
    ),
    of_list("list without nextUpdate", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.1.2.5", timed(NOW, b"")),
    of_list(
        "list without a number",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.2.3",
        lambda base: base.but(extensions=()),
    ),
    after(
        "list with a lower number",
        Publication.ROLLED_BACK,
        Code.REVOKED,
        "RFC 5280, 5.2.3",
        lambda base: listing(reason(1))(numbered(8)(base)),
        the_base,
    ),
    after(
        "list with a higher number",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 5.2.3",
        the_base,
        lambda base: listing(reason(1))(numbered(8)(timed(NOW, utc_time(NOW + DAY))(base))),
    ),
]
SIGNATURES = [
    of_list(
        "list of another authority",
        Publication.WRONG_ISSUER,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (b) (1)",
        lambda b: b.but(issuer=OTHER_ISSUER),
    ),
    of_list(
        "list signed by a stranger",
        Publication.SIGNATURE_BROKEN,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (g)",
        lambda b: b.but(signer=stranger_key()),
    ),
    of_list(
        "list signed by the citizen",
        Publication.SIGNATURE_BROKEN,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (f)",
        lambda b: b.but(signer=world().citizen.key),
    ),
    ListKind(
        "list in the citizen's own name",
        Publication.WRONG_ISSUER,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (f)",
        by_citizen,
    ),
    ListKind(
        "list by an authority that may not sign lists",
        Publication.WRONG_ISSUER,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (f)",
        without_signing,
    ),
    of_list(
        "list with an altered signature",
        Publication.SIGNATURE_BROKEN,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (g)",
        last_bit_turned,
    ),
    of_list(
        "list with an altered number",
        Publication.SIGNATURE_BROKEN,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (g)",
        number_altered,
    ),
    of_list(
        "list signed with SHA-1",
        Publication.SIGNATURE_BROKEN,
        Code.REVOCATION_UNKNOWN,
        "RFC 6194, 3.1",
        lambda b: b.but(digest="sha1"),
    ),
    of_list(
        "list with NULL inside, without outside",
        PUBLISHED,
        VALID,
        "RFC 5280, 5.1.1.2",
        lambda base: base.but(outer=algorithm("1.2.840.113549.1.1.11")),
    ),
    of_list(
        "list with another algorithm outside",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.1.2",
        lambda base: base.but(algorithm=world().issuing.key.algorithm("sha512"), outer=base.signer.algorithm()),
    ),
]
ENCODINGS = [
    of_list("list cut short", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.1", lambda base: base.der()[:-1]),
    of_list(
        "list with a byte behind it",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1",
        lambda base: base.der() + b"\0",
    ),
    of_list(
        "page of HTML for a list",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1",
        lambda _: b"<!doctype html><title>503",
    ),
    of_list("nothing for a list", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.1", lambda _: b""),
    of_list(
        "certificate for a list", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.1", lambda _: world().issuing.der()
    ),
    of_list(
        "list of version 1",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.2.1",
        lambda b: b.but(version=b"", extensions=()),
    ),
    of_list(
        "list of version 1 with extensions",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.1.2.7",
        lambda b: b.but(version=b""),
    ),
    of_list("extension twice in a list", NOT_A_CRL, Code.REVOCATION_UNKNOWN, "RFC 5280, 4.2", extended(crl_number(8))),
    of_list(
        "unknown extension of a list, critical",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.2",
        extended(extension("unknown", b"\5\0", critical=True)),
    ),
    of_list("unknown extension of a list", PUBLISHED, VALID, "RFC 5280, 5.2", extended(extension("unknown", b"\5\0"))),
    of_list(
        "unknown extension of an entry, critical",
        NOT_A_CRL,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.3",
        listing(extension("unknown", b"\5\0", critical=True), serial=9002),
    ),
]
COVERAGE = [
    of_list(
        "list of users' certificates",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (b) (2)",
        covering(encode(0x81, b"\xff")),
    ),
    of_list(
        "list of authorities' certificates alone",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (b) (2)",
        covering(encode(0x82, b"\xff")),
    ),
    of_list(
        "list for some reasons alone",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 6.3.3 (d)",
        covering(encode(0x83, b"\x06\x40")),
    ),
    of_list(
        "list of attribute certificates",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.2.5",
        covering(encode(0x85, b"\xff")),
    ),
    of_list(
        "indirect list without others' entries",
        UNSUPPORTED,
        Code.REVOCATION_UNKNOWN,
        "RFC 5280, 5.2.5",
        covering(encode(0x84, b"\xff")),
    ),
]
KINDS = [*BASES, *SIGNATURES, *ENCODINGS, *COVERAGE, *DELTAS]
