"""Kinds of revocation list: offered to the store, and then the good signature is judged by what it holds.

RFC 5280, 5 (what a list is), 5.2.4 (delta lists) and 6.3 (how they are used).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from auth.certificates.codes import Code
from auth.certificates.publish import Publication
from tests.corpus.certificates import (
    ListPlan,
    crl_number,
    delta_of,
    entry,
    extension,
    freshest_crl,
    key_usage,
    reason,
)
from tests.corpus.kinds import VALID, Case, signed_by
from tests.corpus.world import (
    CITIZEN_SERIAL,
    COMMON_NAME,
    DAY,
    HOUR,
    NOW,
    World,
    list_of,
    stranger_key,
    world,
)
from tests.corpus.writing import (
    algorithm,
    encode,
    generalized_time,
    integer,
    name,
    seq,
    utc_time,
    utf8,
)

OTHER_ISSUER = name((COMMON_NAME, utf8("ЕКІНШІ")))
YESTERDAY = utc_time(NOW - DAY)
PUBLISHED, NOT_A_CRL, UNSUPPORTED = Publication.PUBLISHED, Publication.NOT_A_CRL, Publication.UNSUPPORTED
Offer = ListPlan | bytes


@dataclass(frozen=True)
class ListKind:
    """`publication`: of the list offered last. `wanted`: of the good signature, by the lists then held."""

    name: str
    publication: Publication
    wanted: Code | str
    clause: str
    make: Callable[[World], Case]

    def case(self) -> Case:
        return self.make(world())


def of_list(
    name: str, publication: Publication, wanted: Code | str, clause: str, change: Callable[[ListPlan], Offer]
) -> ListKind:
    """Made from the good base list, offered to a store that has none."""
    return ListKind(
        name, publication, wanted, clause, lambda of: signed_by(of.citizen, lists=(of.root_list, change(of.base)))
    )


def after(
    name: str,
    publication: Publication,
    wanted: Code | str,
    clause: str,
    held: Callable[[ListPlan], ListPlan],
    offered: Callable[[ListPlan], Offer],
) -> ListKind:
    """Offered to a store that holds another."""

    def made(of: World) -> Case:
        return signed_by(of.citizen, lists=(of.root_list, held(of.base), offered(of.base)))

    return ListKind(name, publication, wanted, clause, made)


def updated(
    name: str,
    publication: Publication,
    wanted: Code | str,
    clause: str,
    held: Callable[[ListPlan], ListPlan],
    offered: Callable[[ListPlan], Offer],
) -> ListKind:
    """A delta, after a base list that says that there are deltas (RFC 5280, 5.2.6)."""

    def told(base: ListPlan) -> ListPlan:
        return held(base.but(extensions=(*base.extensions, freshest_crl())))

    return after(name, publication, wanted, clause, told, offered)


def listing(*extensions: bytes, serial: int = CITIZEN_SERIAL, at: bytes = YESTERDAY) -> Callable[[ListPlan], ListPlan]:
    """The base list with an entry more."""
    return lambda base: base.but(entries=(*base.entries, entry(serial, at, *extensions)))


def timed(since: datetime, until: bytes) -> Callable[[ListPlan], ListPlan]:
    return lambda base: base.but(this_update=utc_time(since), next_update=until)


def extended(*extensions: bytes) -> Callable[[ListPlan], ListPlan]:
    return lambda base: base.but(extensions=(crl_number(7), *extensions))


def covering(*fields: bytes) -> Callable[[ListPlan], ListPlan]:
    """With an issuing distribution point (5.2.5)."""
    return extended(extension("distribution point", seq(*fields), critical=True))


def numbered(number: int) -> Callable[[ListPlan], ListPlan]:
    return lambda base: base.but(extensions=(crl_number(number),))


def delta(*entries: bytes, number: int = 9, base_number: int = 7) -> Callable[[ListPlan], ListPlan]:
    """For three hours from now on."""
    extensions = (crl_number(number), delta_of(base_number))
    return lambda base: base.but(
        entries=entries, extensions=extensions, this_update=utc_time(NOW), next_update=utc_time(NOW + 3 * HOUR)
    )


def the_base(base: ListPlan) -> ListPlan:
    return base


def without_signing(of: World) -> Case:
    issuing = of.issuing.extended(key_usage=key_usage("certificates"))
    return signed_by(of.citizen, issuing, lists=(of.root_list, list_of(issuing, 7)))


def by_citizen(of: World) -> Case:
    return signed_by(of.citizen, lists=(of.root_list, list_of(of.citizen, 7)))


def negative(of: World) -> Case:
    """A certificate with a negative serial number (4.1.2.2), revoked."""
    citizen = of.citizen.but(serial=integer(-5))
    return signed_by(citizen, lists=(of.root_list, listing(serial=-5)(of.base)))


def last_bit_turned(base: ListPlan) -> bytes:
    der = base.der()
    return der[:-1] + bytes((der[-1] ^ 1,))


def number_altered(base: ListPlan) -> bytes:
    """After it was signed."""
    return base.der().replace(crl_number(7), crl_number(8))


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
DELTAS = [
    of_list("delta without a base", Publication.NO_BASE, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.2.4", delta()),
    updated("delta of nothing", PUBLISHED, VALID, "RFC 5280, 5.2.4", the_base, delta()),
    updated(
        "revoked by the delta",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 6.3.3 (i)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(1))),
    ),
    updated(
        "on hold by the delta",
        PUBLISHED,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (i)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(6))),
    ),
    updated(
        "hold released by the delta",
        PUBLISHED,
        VALID,
        "RFC 5280, 6.3.3 (k)",
        listing(reason(6)),
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8))),
    ),
    updated(
        "revoked in the base, delta silent", PUBLISHED, Code.REVOKED, "RFC 5280, 6.3.3 (j)", listing(reason(1)), delta()
    ),
    updated(
        "delta of a later base, revoking",
        Publication.NO_BASE,
        VALID,
        "RFC 5280, 6.3.3 (c)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(1)), base_number=8),
    ),
    updated(
        "delta not newer than the base, releasing",
        Publication.SUPERSEDED,
        Code.ON_HOLD,
        "RFC 5280, 5.2.4",
        listing(reason(6)),
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)), number=7, base_number=6),
    ),
    updated(
        "delta signed by a stranger, releasing",
        Publication.SIGNATURE_BROKEN,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (h)",
        listing(reason(6)),
        lambda base: delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)))(base).but(signer=stranger_key()),
    ),
    updated(
        "delta expired, releasing",
        Publication.STALE,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (a)",
        listing(reason(6)),
        lambda base: timed(NOW - HOUR, utc_time(NOW - HOUR / 2))(
            delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)))(base)
        ),
    ),
    of_list(
        "removed in a base list",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 5.3.1",
        listing(reason(8)),
    ),
]
KINDS = [*BASES, *SIGNATURES, *ENCODINGS, *COVERAGE, *DELTAS]
