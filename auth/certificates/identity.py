"""The IIN, the BIN and the name in a certificate of the national authority."""

import re
from dataclasses import dataclass, field

from auth.certificates.certificate import Certificate
from portal.reading.canonical import one_line

_COMMON_NAME, _GIVEN_NAME, _SERIAL_NUMBER, _ORGANISATIONAL_UNIT = (
    "2.5.4.3",
    "2.5.4.42",
    "2.5.4.5",
    "2.5.4.11",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Personal data: the repr shows none of it."""

    iin: str | None = field(repr=False)
    bin: str | None = field(repr=False)
    name: str = field(repr=False)


def identity_of(certificate: Certificate) -> Identity:
    # The common name is surname and name; the attribute givenName holds the patronymic.
    name = " ".join(certificate.subject_values(_COMMON_NAME) + certificate.subject_values(_GIVEN_NAME))
    return Identity(
        iin=_number(certificate.subject_values(_SERIAL_NUMBER), "IIN"),
        bin=_number(certificate.subject_values(_ORGANISATIONAL_UNIT), "BIN"),
        name=one_line(name),
    )


def _number(values: list[str], prefix: str) -> str | None:
    """The twelve digits, when exactly one value has the prefix. The check digit is not verified."""
    marked = [value for value in values if value.upper().startswith(prefix)]
    found = re.fullmatch(prefix + "([0-9]{12})", marked[0]) if len(marked) == 1 else None
    return found[1] if found else None
