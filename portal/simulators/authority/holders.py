"""Who certificates are issued to, and their names as the national authority writes them."""

import warnings
from dataclasses import dataclass
from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import NameOID, ObjectIdentifier

from auth.certificates.profiles import INDIVIDUAL, ORGANISATION


class Position(StrEnum):
    """An employee's right to sign for the organisation, by its object identifier."""

    FIRST_HEAD = ORGANISATION + ".1"
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
    def subject(self) -> x509.Name:
        return name(*_person(self))


@dataclass(frozen=True, slots=True)
class Official(Citizen):
    organisation: str = ""
    bin: str = ""
    position: Position = Position.RIGHT_TO_SIGN

    @property
    def roles(self) -> tuple[str, ...]:
        return (ORGANISATION, self.position.value)

    @property
    def subject(self) -> x509.Name:
        organisation = (NameOID.ORGANIZATION_NAME, self.organisation)
        return name(*_person(self), organisation, (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{self.bin}"))


def name(*attributes: tuple[ObjectIdentifier, str]) -> x509.Name:
    """Of the attributes that have a value. The library counts octets, X.520 characters: hence its warning."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        return x509.Name([x509.NameAttribute(kind, value, _validate=False) for kind, value in attributes if value])


def _person(person: Citizen) -> list[tuple[ObjectIdentifier, str]]:
    return [
        (NameOID.COMMON_NAME, f"{person.surname} {person.given_name}"),
        (NameOID.SURNAME, person.surname),
        (NameOID.SERIAL_NUMBER, f"IIN{person.iin}"),
        (NameOID.COUNTRY_NAME, "KZ"),
        (NameOID.GIVEN_NAME, person.patronymic),  # the national authority keeps the patronymic here
    ]
