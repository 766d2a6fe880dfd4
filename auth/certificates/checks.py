"""The result of one check. Plain data, stored with the signature as evidence, without personal data."""

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
    """`detail`: what was examined; when the check failed, also the values of the placeholders in the code's text."""

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
    """Failed when there is a code, else passed."""
    return failed(name, code, **detail) if code else passed(name, **detail)


def until_failed(checks: Iterable[Check]) -> Iterator[Check]:
    """The checks up to the first that fails. One with an unknown result does not stop them."""
    for check in checks:
        yield check
        if check.result is Result.FAILED:
            return
