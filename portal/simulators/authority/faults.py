"""Faults of a certification authority's services, switched on by tests and people."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from auth.certificates.lists.shared_folder import folder_lock, write_whole

SECONDS = 20.0
"""The default delay of a slow service: longer than the portal waits."""


class Service(StrEnum):
    LISTS = "lists"
    OCSP = "ocsp"
    TSP = "tsp"


class ServiceFault(StrEnum):
    """`stale`: a correct answer that has expired. `wrong_number`: a CRL number lower than all before, a delta of an
    unknown list, a response about another certificate, a time-stamp with another nonce. `wrong_signer`: signed by an
    untrusted key. `unknown`: the responder knows no certificate.
    """

    DOWN = "down"
    SLOW = "slow"
    HTML = "html"
    TRUNCATED = "truncated"
    STALE = "stale"
    WRONG_NUMBER = "wrong_number"
    WRONG_SIGNER = "wrong_signer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Switched:
    """A fault that is switched on. `seconds`: the delay of a slow service."""

    fault: ServiceFault
    seconds: float = SECONDS


class Faults:
    """The faults that are switched on, in a file that all processes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> dict[Service, Switched]:
        """By service; services without a fault are missing."""
        if not self._file.exists():
            return {}
        kept = json.loads(self._file.read_text())
        return {Service(service): Switched(ServiceFault(one["fault"]), one["seconds"]) for service, one in kept.items()}

    def of(self, service: Service) -> Switched | None:
        return self.all().get(service)

    def set(self, service: Service, fault: ServiceFault | None, seconds: float = SECONDS) -> None:
        """Switch a fault on; None: off. Raises ValueError for a fault that this service cannot have."""
        if fault is ServiceFault.UNKNOWN and service is not Service.OCSP:
            raise ValueError("only the responder can say that it does not know a certificate")
        with folder_lock(self._folder):
            now = {one: {"fault": had.fault, "seconds": had.seconds} for one, had in self.all().items()}
            now.pop(service, None)
            if fault:
                now[service] = {"fault": fault, "seconds": seconds}
            write_whole(self._file, json.dumps(now).encode())

    def clear(self) -> None:
        self._file.unlink(missing_ok=True)

    @property
    def _file(self) -> Path:
        return self._folder / "faults.json"
