"""The result of a run of checks."""

import json
from collections.abc import Iterator

import pytest

from portal.check.findings import Finding, Installation, unclear, unsafe, wrong
from portal.check.report import as_json, as_text
from portal.check.run import exit_code, tried

WRONG, UNSAFE, UNKNOWN = wrong("a", "It is broken."), unsafe("b", "It is open."), unclear("c", "It is away.")


@pytest.mark.parametrize(
    ("found", "code", "strict"),
    [
        ([], 0, 0),
        ([UNSAFE], 0, 1),
        ([UNKNOWN], 2, 2),
        ([UNKNOWN, UNSAFE], 2, 1),
        ([WRONG], 1, 1),
        ([UNKNOWN, WRONG], 1, 1),
    ],
)
def test_the_exit_code(found: list[Finding], code: int, strict: int) -> None:
    assert (exit_code(found, strict=False), exit_code(found, strict=True)) == (code, strict)


def test_what_is_wrong_is_told_first() -> None:
    assert as_text([UNKNOWN, UNSAFE, WRONG]).splitlines() == [
        "wrong    It is broken.  [a]",
        "unsafe   It is open.  [b]",
        "unknown  It is away.  [c]",
        "Found: 1 wrong, 1 unsafe, 1 unknown.",
    ]


def test_programs_get_the_same() -> None:
    assert json.loads(as_json([WRONG])) == {"findings": [{"level": "wrong", "code": "a", "words": "It is broken."}]}


def broken(_installation: Installation) -> Iterator[Finding]:
    yield WRONG
    raise PermissionError(13, "Permission denied", "/srv")


def test_a_check_that_fails_says_so_and_keeps_what_it_found(any_installation: Installation) -> None:
    told = unclear("check_failed", "The check broken could not be done: [Errno 13] Permission denied: '/srv'.")

    assert list(tried(broken, any_installation)) == [WRONG, told]
