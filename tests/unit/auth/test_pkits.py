"""Conformance to RFC 5280, 6: every run of NIST PKITS, and the table of docs/pkits.md."""

from pathlib import Path

import pytest

from auth.certificates.codes import Code
from tests.unit.auth.pkits import Run, code_of, runs, table

UNSUPPORTED = {
    "4.1.4": Code.ALGORITHM_UNSUPPORTED,
    "4.1.5": Code.ALGORITHM_UNSUPPORTED,
    "4.14.30": Code.CRL_UNSUPPORTED,
}
"""Valid, and refused by these codes: DSA is not checked here, nor does a list vouch for the one who signed it."""
_DOCUMENT = Path(__file__).parents[3] / "docs" / "pkits.md"


@pytest.mark.parametrize(
    "run", [run for run in runs() if not run.is_valid], ids=lambda run: f"{run.section} {run.name}"
)
def test_no_invalid_path_is_accepted(run: Run) -> None:
    assert code_of(run) is not None


@pytest.mark.parametrize("run", [run for run in runs() if run.is_valid], ids=lambda run: f"{run.section} {run.name}")
def test_valid_path_is_accepted_or_refused_as_unsupported(run: Run) -> None:
    assert code_of(run) == UNSUPPORTED.get(run.section)


def test_intermediates_that_come_along_serve_as_configured_ones_do() -> None:
    differing = [run for run in runs() if code_of(run, configured=False) != code_of(run)]

    assert differing == []


def test_there_are_as_many_runs_as_nist_has() -> None:
    valid = [run for run in runs() if run.is_valid]

    assert (len(runs()), len(valid), len(set(runs()))) == (246, 110, 246)


def test_document_tells_what_was_found() -> None:
    assert table() in _DOCUMENT.read_text()
