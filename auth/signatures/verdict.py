"""What is said of a signature, with everything that was looked at."""

from dataclasses import dataclass, field

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, Result
from auth.certificates.codes import Code
from auth.certificates.identity import Identity
from auth.certificates.profiles import Profile


@dataclass(frozen=True, slots=True)
class Valid:
    """`certificate` is the signer's, in DER; `name` the subject's full name. The numbers are None where the profile
    names no person.
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
    """Nothing speaks against it, but not all could be checked; to be asked again, never read as valid."""

    code: Code
    detail: dict[str, str]
    checks: tuple[Check, ...]


Verdict = Valid | Invalid | Indeterminate


def against(checks: tuple[Check, ...]) -> Invalid | Indeterminate | None:
    """What the checks have against the signature: a failure comes before what could not be said."""
    for result, verdict in ((Result.FAILED, Invalid), (Result.UNKNOWN, Indeterminate)):
        for check in checks:
            if check.result is result and check.code is not None:
                return verdict(check.code, check.detail, checks)
    return None


def valid(checks: tuple[Check, ...], certificate: Certificate, identity: Identity, profile: Profile) -> Valid:
    """Without a profile that says whose numbers they are, they are nobody's."""
    iin, bin_ = (identity.iin, identity.bin) if profile.names_person else (None, None)
    return Valid(checks, certificate.der, iin, bin_, identity.name)
