"""Each kind of the corpus gets the verdict that its clause demands. All were written before the first run."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from tests.corpus import (
    certificate_fields,
    certificate_paths,
    certificate_profile,
    cms_algorithms,
    cms_attributes,
    cms_structure,
    crl_kinds,
    gost,
    ocsp_kinds,
)
from tests.corpus.judging import published, said_by, said_of
from tests.corpus.kinds import Kind
from tests.corpus.list_making import ListKind
from tests.corpus.ocsp_kinds import AnswerKind

SIGNATURES = [*cms_structure.KINDS, *cms_attributes.KINDS, *cms_algorithms.KINDS, *gost.KINDS]
CERTIFICATES = [*certificate_fields.KINDS, *certificate_profile.KINDS, *certificate_paths.KINDS]
LEAST = {"signatures": 45, "certificates": 35, "lists": 20, "answers": 20}


def each(kinds: Iterable[Kind | ListKind | AnswerKind]) -> list[ParameterSet]:
    return [pytest.param(kind, id=kind.name) for kind in kinds]


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("kind", each([*SIGNATURES, *CERTIFICATES]))
def test_signature_gets_the_verdict_of_its_clause(kind: Kind) -> None:
    assert said_of(kind.case()) == kind.wanted


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("kind", each(crl_kinds.KINDS))
def test_list_is_taken_or_not_and_decides_accordingly(kind: ListKind) -> None:
    case = kind.case()

    assert (published(case), said_of(case)) == (kind.publication, kind.wanted)


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("kind", each(ocsp_kinds.KINDS))
def test_answer_is_believed_or_not_by_its_clause(kind: AnswerKind) -> None:
    assert said_by(kind.answer()) == kind.wanted


def test_kinds_are_many_and_none_is_there_twice() -> None:
    families: dict[str, Sequence[Any]] = {
        "signatures": SIGNATURES,
        "certificates": CERTIFICATES,
        "lists": crl_kinds.KINDS,
        "answers": ocsp_kinds.KINDS,
    }

    assert {name: len(kinds) for name, kinds in families.items() if len(kinds) < LEAST[name]} == {}
    for kinds in families.values():
        names = [kind.name for kind in kinds]
        assert len(names) == len(set(names))
