"""What the authority remembers: who is revoked, and the number of its last list. One JSON file."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from auth.certificates.shared_folder import write_whole


@dataclass(frozen=True, slots=True)
class Revocation:
    """`at` in ISO 8601, `reason` a name of `auth.certificates.crl.Reason`."""

    at: str
    reason: str


@dataclass(slots=True)
class Registry:
    """Read anew before each change: another process may have written it. Changed under the folder's lock."""

    revoked: dict[str, Revocation] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Self:
        if not file.exists():
            return cls()
        kept = json.loads(file.read_text())
        revoked = {serial: Revocation(**entry) for serial, entry in kept["revoked"].items()}
        return cls(revoked, kept["numbers"])

    def write(self, file: Path) -> None:
        write_whole(file, json.dumps(asdict(self), indent=1).encode())
