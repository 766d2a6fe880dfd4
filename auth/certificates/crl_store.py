"""The folder of CRLs that all processes share, and the question it answers: is this certificate revoked?

For each issuer two files: the list as it came (`.crl`, for evidence and other tools) and its index, the only
one read here. Signatures were checked when the list was published; since then the folder's permissions count.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.crl import Reason
from auth.certificates.crl_index import SERIAL_BITS, CrlFacts, CrlIndex


@dataclass(frozen=True, slots=True)
class NotRevoked:
    crl: CrlFacts


@dataclass(frozen=True, slots=True)
class Revoked:
    crl: CrlFacts
    revoked_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class OnHold:
    crl: CrlFacts
    revoked_at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """No list of this issuer, or one past its nextUpdate."""

    crl: CrlFacts | None


Revocation = NotRevoked | Revoked | OnHold | Unknown


class CrlStore:
    """One per process; a list replaced by another process is noticed at the next look-up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[Path, tuple[tuple[int, int, int], CrlIndex | None]] = {}

    def look_up(self, issuer: Certificate, serial: int, at: datetime) -> Revocation:
        """Whether `issuer` had revoked `serial` at the moment `at`, by the newest list held."""
        index = self.index(issuer)
        if index is None:
            return Unknown(None)
        if at >= index.facts.next_update or serial.bit_length() > SERIAL_BITS:
            return Unknown(index.facts)
        entry = index.find(serial)
        if entry is None or entry.revoked_at > at:
            return NotRevoked(index.facts)
        if entry.reason is Reason.CERTIFICATE_HOLD:
            return OnHold(index.facts, entry.revoked_at)
        return Revoked(index.facts, entry.revoked_at, entry.reason)

    def index(self, issuer: Certificate) -> CrlIndex | None:
        file = index_file(self.folder, issuer)
        try:
            status = file.stat()
        except OSError:
            return None
        state = (status.st_ino, status.st_mtime_ns, status.st_size)
        held = self._opened.get(file)
        if held is None or held[0] != state:
            held = self._opened[file] = (state, CrlIndex.open(file))
        return held[1]


def index_file(folder: Path, issuer: Certificate) -> Path:
    """By name and key: an authority that changes its key keeps its name and has two lists for a time."""
    return folder / f"{hashlib.sha256(issuer.subject + issuer.public_key).hexdigest()[:32]}.index"
