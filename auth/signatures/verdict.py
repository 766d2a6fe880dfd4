"""The verdict on a signature, with every check that was made."""

from dataclasses import dataclass, field

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, Result
from auth.certificates.codes import Code
from auth.certificates.identity import Identity
from auth.certificates.profiles import Profile


@dataclass(frozen=True, slots=True)
class Valid:
    """`certificate`: the signer's, in DER. `name`: the subject's full name.

    `iin` and `bin`: None when the profile does not name a person.
    """

    checks: tuple[Check, ...]
    certificate: bytes = field(repr=False)
    iin: str | None = field(repr=False)
    bin: str | None
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invalid:
    code: Code
    detail: dict[str, str]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Indeterminate:
    """No check failed, but one had no result. It is to be checked again, and never counts as valid."""

    code: Code
    detail: dict[str, str]
    checks: tuple[Check, ...]


Verdict = Valid | Invalid | Indeterminate


def against(checks: tuple[Check, ...]) -> Invalid | Indeterminate | None:
    """The verdict when a check has not passed, else None. A failed check outweighs an unknown result."""
    for result, verdict in ((Result.FAILED, Invalid), (Result.UNKNOWN, Indeterminate)):
        for check in checks:
            if check.result is result and check.code is not None:
                return verdict(check.code, check.detail, checks)
    return None


def valid(checks: tuple[Check, ...], certificate: Certificate, identity: Identity, profile: Profile) -> Valid:
    """IIN and BIN are reported only when the profile names a person."""
    iin, bin_ = (identity.iin, identity.bin) if profile.names_person else (None, None)
    return Valid(checks, certificate.der, iin, bin_, identity.name)
