"""The holders of certificates, and their names in the national authority's form."""

from dataclasses import dataclass
from enum import StrEnum

from auth.certificates.encoding.der import SET
from auth.certificates.encoding.der_writing import encode
from auth.certificates.profiles import INDIVIDUAL, ORGANISATION
from portal.simulators.authority.der_forms import oid, printable, sequence, utf8

COMMON_NAME, SURNAME, SERIAL_NUMBER, COUNTRY, ORGANISATION_NAME, ORGANISATIONAL_UNIT, GIVEN_NAME = (
    f"2.5.4.{last}" for last in (3, 4, 5, 6, 10, 11, 42)
)
_PRINTABLE = {SERIAL_NUMBER, COUNTRY}
"""PrintableString by X.520; every other attribute is a UTF8String."""


class SigningRight(StrEnum):
    """An employee's right to sign for an organisation, by object identifier."""

    RIGHT_TO_SIGN = ORGANISATION + ".2"
    EMPLOYEE = ORGANISATION + ".5"


@dataclass(frozen=True, slots=True)
class Citizen:
    iin: str
    surname: str
    given_name: str
    patronymic: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        return (INDIVIDUAL,)

    @property
    def subject(self) -> bytes:
        """A Name in DER."""
        return name(*_person(self))


@dataclass(frozen=True, slots=True)
class Employee(Citizen):
    organisation: str = ""
    bin: str = ""
    position: SigningRight = SigningRight.RIGHT_TO_SIGN

    @property
    def roles(self) -> tuple[str, ...]:
        return (ORGANISATION, self.position.value)

    @property
    def subject(self) -> bytes:
        organisation = (ORGANISATION_NAME, self.organisation)
        return name(*_person(self), organisation, (ORGANISATIONAL_UNIT, f"BIN{self.bin}"))


def name(*attributes: tuple[str, str]) -> bytes:
    """A Name in DER (RFC 5280, 4.1.2.4). Attributes without a value are left out."""
    return sequence(*(_relative_name(kind, value) for kind, value in attributes if value))


def _relative_name(kind: str, value: str) -> bytes:
    written = printable(value) if kind in _PRINTABLE else utf8(value)
    return encode(SET, sequence(oid(kind), written))


def _person(person: Citizen) -> list[tuple[str, str]]:
    return [
        (COMMON_NAME, f"{person.surname} {person.given_name}".strip()),
        (SURNAME, person.surname),
        (SERIAL_NUMBER, f"IIN{person.iin}"),
        (COUNTRY, "KZ"),
        (GIVEN_NAME, person.patronymic),  # the national authority keeps the patronymic here
    ]
