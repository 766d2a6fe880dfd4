"""The outcome of requesting or verifying a time-stamp."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auth.certificates.checks import Check
from auth.certificates.codes import Code
from auth.signatures.time_stamps.codes import TimeStampCode


@dataclass(frozen=True, slots=True)
class VerifiedTimeStamp:
    """The octets existed at `gen_time`, within `accuracy`. `certificate`: the TSA's, in DER."""

    gen_time: datetime
    serial: int
    policy: str
    accuracy: timedelta | None
    certificate: bytes = field(repr=False)
    token: bytes = field(repr=False)
    checks: tuple[Check, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TimeStampRefusal:
    """`retry`: the same request may succeed later, without a change of settings."""

    code: Code | TimeStampCode
    retry: bool
    detail: dict[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = field(default=(), repr=False)
