"""The authority's state in one JSON file: revocations and the last lists served."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from auth.certificates.lists.crl import CrlEntry
from auth.certificates.lists.shared_folder import write_whole
from auth.certificates.revocation import Reason


@dataclass(frozen=True, slots=True)
class RevocationRecord:
    """`at`: in ISO 8601. `reason`: a name of `auth.certificates.revocation.Reason`."""

    at: str
    reason: str

    def of(self, serial: str) -> CrlEntry:
        """The entry of a list. `serial`: in hexadecimal digits."""
        return CrlEntry(int(serial, 16), datetime.fromisoformat(self.at), Reason[self.reason])


Revocations = dict[str, RevocationRecord]
"""By serial number, in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class LastList:
    """The last list served: its number, its thisUpdate in ISO 8601, and its revocations."""

    number: int
    at: str
    listed: Revocations


@dataclass(slots=True)
class Registry:
    """Read again before each change, as another process may have written it; changed under the folder's lock.

    `numbers`: the last CRL number of each issuer. `given`: the last list of each title.
    """

    revoked: Revocations = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    given: dict[str, LastList] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Self:
        if not file.exists():
            return cls()
        kept = json.loads(file.read_text())
        given = {
            title: LastList(last["number"], last["at"], _revocations(last["listed"]))
            for title, last in kept.get("given", {}).items()
        }
        return cls(_revocations(kept["revoked"]), kept["numbers"], given)

    def write(self, file: Path) -> None:
        write_whole(file, json.dumps(asdict(self), indent=1).encode())

    def next_number(self, issuer: str) -> int:
        """Delta lists and complete lists share one series of numbers (RFC 5280, 5.2.3)."""
        self.numbers[issuer] = self.numbers.get(issuer, 0) + 1
        return self.numbers[issuer]


def _revocations(kept: dict[str, Any]) -> Revocations:
    return {serial: RevocationRecord(**entry) for serial, entry in kept.items()}
