"""A kind of input as a row of data, and what verifiers receive of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from auth.certificates.codes import Code
from auth.signatures import ExpectedSigner
from tests.corpus.certificates import CertificatePlan, ListPlan
from tests.corpus.messages import Cms
from tests.corpus.world import AS_CITIZEN, DOCUMENT, World, world

VALID = "valid"


@dataclass(frozen=True)
class Case:
    """Everything that a verdict on a signature rests on; DER, but for the signature, which may be anything."""

    cms: bytes = field(repr=False)
    intermediates: tuple[bytes, ...] = field(repr=False)
    lists: tuple[bytes, ...] = field(repr=False)
    content: bytes = DOCUMENT
    expected: ExpectedSigner = AS_CITIZEN

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Kind:
    """`wanted`: the verdict that the clause requires, written before the code was run."""

    name: str
    wanted: Code | str
    clause: str
    make: Callable[[World], Case]

    def case(self) -> Case:
        return self.make(world())


def case(cms: bytes, *authorities: CertificatePlan, lists: tuple[ListPlan | bytes, ...] = ()) -> Case:
    """Under these authorities (by themselves: the issuing one), with these lists (by themselves: root's and base)."""
    intermediates, good_lists = trusted()
    return Case(
        cms,
        intermediates=tuple(one.der() for one in authorities) or intermediates,
        lists=tuple(one if isinstance(one, bytes) else one.der() for one in lists) or good_lists,
    )


@cache
def trusted() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """The issuing authority, and the lists of root and issuing authority."""
    of = world()
    return (of.issuing.der(),), (of.root_list.der(), of.base.der())


def of_cms(name: str, wanted: Code | str, clause: str, make: Callable[[Cms], Cms | bytes]) -> Kind:
    """A kind of signature, made from the good one."""

    def made(of: World) -> Case:
        found = make(of.cms)
        return case(found if isinstance(found, bytes) else found.der())

    return Kind(name, wanted, clause, made)


def signed_by(leaf: CertificatePlan, *authorities: CertificatePlan, lists: tuple[ListPlan | bytes, ...] = ()) -> Case:
    """A good signature with this certificate."""
    return case(Cms(leaf.der(), leaf.key, DOCUMENT).der(), *authorities, lists=lists)


def of_certificate(
    name: str, wanted: Code | str, clause: str, make: Callable[[CertificatePlan], CertificatePlan]
) -> Kind:
    """A kind of signer's certificate, made from the good one; the signature is good."""
    return Kind(name, wanted, clause, lambda of: signed_by(make(of.citizen)))
