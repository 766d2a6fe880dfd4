"""How the lists of the corpus are made: a good one, changed in one thing, published alone or after another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from auth.certificates.codes import Code
from auth.certificates.lists.publish import Publication
from tests.corpus.certificates import (
    ListPlan,
    crl_number,
    delta_of,
    entry,
    extension,
    freshest_crl,
    key_usage,
)
from tests.corpus.kinds import Case, signed_by
from tests.corpus.world import (
    CITIZEN_SERIAL,
    COMMON_NAME,
    DAY,
    HOUR,
    NOW,
    World,
    list_of,
    world,
)
from tests.corpus.writing import (
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
