"""Names, IINs and octets of what is judged reach no line of the log, however malformed they are."""

import pytest

from tests.corpus import crl_kinds, ocsp_kinds, test_kinds
from tests.corpus.judging import published, said_by, said_of
from tests.corpus.mutating import mutant
from tests.corpus.seeds import seeds
from tests.corpus.world import BIN, IIN, OTHER_IIN, SURNAME
from tests.factories.sink import SINK

MUTATIONS = 100
KINDS = [*test_kinds.SIGNATURES, *test_kinds.CERTIFICATES]


def test_nothing_of_what_is_judged_is_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for value in (IIN, OTHER_IIN, BIN, SURNAME, SURNAME.encode().hex()):
        SINK.watch(value, "whose signature it is")

    for kind in KINDS:
        said_of(kind.case())
    for listed in crl_kinds.KINDS:
        published(listed.case())
    for answered in ocsp_kinds.KINDS:
        said_by(answered.answer())
    for seed in (seed for family in seeds().values() for seed in family):
        for number in range(MUTATIONS):
            seed.accepted(mutant(seed.good, seed.name, number))

    written = capfd.readouterr()
    assert (SINK.lines, caplog.records, written.out, written.err) == ([], [], "", "")
