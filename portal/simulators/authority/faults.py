"""Everything that a certification authority does wrong at times, on demand."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from auth.certificates.lists.shared_folder import folder_lock, write_whole

SECONDS = 20.0
"""That a slow service takes, where nothing else is said: more than the portal has patience for."""


class Service(StrEnum):
    LISTS = "lists"
    OCSP = "ocsp"
    TSP = "tsp"


class ServiceFault(StrEnum):
    """`stale`: true once, and past its time. `wrong_number`: a CRL number that is lower than all before, a delta of a
    list that nobody has, an answer about another certificate, a time-stamp with another nonce. `wrong_signer`: by a
    key that has no right to it. `unknown`: the responder knows no certificate.
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
    """`seconds`: how long a slow answer takes."""

    fault: ServiceFault
    seconds: float = SECONDS


class Faults:
    """In a file, so that any process can throw the switch."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> dict[Service, Switched]:
        """Services without a fault are not in it."""
        if not self._file.exists():
            return {}
        kept = json.loads(self._file.read_text())
        return {Service(service): Switched(ServiceFault(one["fault"]), one["seconds"]) for service, one in kept.items()}

    def of(self, service: Service) -> Switched | None:
        return self.all().get(service)

    def set(self, service: Service, fault: ServiceFault | None, seconds: float = SECONDS) -> None:
        """None ends it. ValueError for a fault that this service cannot have."""
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
