"""The signing keys that a suite may use: those of the demonstration's people, and those it has asked for."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auth.certificates.certificate import read_certificate
from auth.certificates.encoding.pem import pem_blocks
from portal.demo.data_folder import holder, key_file
from portal.demo.people import PEOPLE
from portal.simulators.authority.holders import Citizen


@dataclass(frozen=True, slots=True)
class KeptKey:
    """`key` names a person of the demonstration; empty for whoever was invented by a suite."""

    holder: Citizen
    serial: int
    not_before: datetime
    not_after: datetime
    pem: bytes = field(repr=False)
    key: str = ""


class KeyRing:
    """What was asked for is remembered until the reset, and no longer than the process lives."""

    def __init__(self, data: Path) -> None:
        self._of_people = [read(key_file(data, one).read_bytes(), holder(one), one.key) for one in PEOPLE]
        self._asked_for: list[KeptKey] = []

    def all(self) -> list[KeptKey]:
        return self._of_people + self._asked_for

    def add(self, key: KeptKey) -> None:
        self._asked_for.append(key)

    def forget(self) -> None:
        self._asked_for.clear()


def read(pem: bytes, of: Citizen, key: str = "") -> KeptKey:
    """A key file that the authority has made: the holder's certificate is the first in it."""
    certificate = read_certificate(pem_blocks(pem, "CERTIFICATE")[0])
    assert certificate is not None  # noqa: S101 -- made by our own authority
    return KeptKey(of, certificate.serial, certificate.not_before, certificate.not_after, pem, key)
