"""The signing keys that a suite may use: those of the demonstration's people, and those it has asked for."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auth.certificates.certificate import read_certificate
from auth.certificates.encoding.pem import pem_blocks
from portal.demo.key_files import holder, key_file
from portal.demo.people import PEOPLE
from portal.simulators.authority.holders import Citizen


@dataclass(frozen=True, slots=True)
class KeptKey:
    """`key` names a person of the demonstration; it is empty for a person that a suite has made up."""

    holder: Citizen
    serial: int
    not_before: datetime
    not_after: datetime
    pem: bytes = field(repr=False)
    key: str = ""


class KeyRing:
    """Keys that a suite has asked for are kept in memory until the reset."""

    def __init__(self, data: Path) -> None:
        self._of_people = [read_key_file(key_file(data, one).read_bytes(), holder(one), one.key) for one in PEOPLE]
        self._asked_for: list[KeptKey] = []

    def all(self) -> list[KeptKey]:
        return self._of_people + self._asked_for

    def add(self, key: KeptKey) -> None:
        self._asked_for.append(key)

    def forget(self) -> None:
        self._asked_for.clear()


def read_key_file(pem: bytes, of: Citizen, key: str = "") -> KeptKey:
    """`pem` is made by the demonstration's authority: the first certificate in it is the holder's."""
    certificate = read_certificate(pem_blocks(pem, "CERTIFICATE")[0])
    assert certificate is not None  # noqa: S101 -- made by this authority
    return KeptKey(of, certificate.serial, certificate.not_before, certificate.not_after, pem, key)
