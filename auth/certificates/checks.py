"""What one check found. Plain data, stored with the signature as evidence; no name and no IIN in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from auth.certificates.codes import Code


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "indeterminate"


@dataclass(frozen=True, slots=True)
class Check:
    """`detail` says what was looked at and, where it failed, fills the placeholders of the code's text."""

    name: str
    result: Result
    code: Code | None = None
    detail: dict[str, str] = field(default_factory=dict)


def passed(name: str, **detail: str) -> Check:
    return Check(name, Result.PASSED, None, detail)


def failed(name: str, code: Code, **detail: str) -> Check:
    return Check(name, Result.FAILED, code, detail)


def indeterminate(name: str, code: Code, **detail: str) -> Check:
    return Check(name, Result.UNKNOWN, code, detail)


def judged(name: str, code: Code | None, **detail: str) -> Check:
    """Failed when there is a code, passed when there is none."""
    return failed(name, code, **detail) if code else passed(name, **detail)


def until_failed(checks: Iterable[Check]) -> Iterator[Check]:
    """The checks one after another, made no further once one has failed; one that cannot be said goes on."""
    for check in checks:
        yield check
        if check.result is Result.FAILED:
            return
