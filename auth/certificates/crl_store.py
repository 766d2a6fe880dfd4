"""The folder of CRLs that all processes share, and the question it answers: is this certificate revoked?

For each issuer two files: the list as it came (`.crl`, for evidence and other tools) and its index, the only
one read here. Signatures were checked when the list was published; since then the folder's permissions count.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.crl import Reason
from auth.certificates.crl_index import SERIAL_BITS, CrlFacts, CrlIndex
from auth.certificates.revocation import NotRevoked, OnHold, Revocation, RevocationData, Revoked, Unknown


class CrlStore:
    """One per process; a list replaced by another process is noticed at the next look-up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[Path, tuple[tuple[int, int, int], CrlIndex | None]] = {}

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        """Whether `issuer` had revoked the certificate at the moment `at`, by the newest list held."""
        return self.by_serial(issuer, certificate.serial, at)

    def by_serial(self, issuer: Certificate, serial: int, at: datetime) -> Revocation:
        index = self.index(issuer)
        if index is None:
            return Unknown()
        data = _data(index.facts)
        if at >= index.facts.next_update or serial.bit_length() > SERIAL_BITS:
            return Unknown(data=data)
        entry = index.find(serial)
        if entry is None or entry.revoked_at > at:
            return NotRevoked(data)
        if entry.reason is Reason.CERTIFICATE_HOLD:
            return OnHold(data, entry.revoked_at)
        return Revoked(data, entry.revoked_at, entry.reason)

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


def _data(crl: CrlFacts) -> RevocationData:
    return RevocationData(
        crl.this_update,
        {
            "crl_number": str(crl.number),
            "crl_this_update": crl.this_update.isoformat(),
            "crl_next_update": crl.next_update.isoformat(),
            "crl_sha256": crl.sha256,
        },
    )


def index_file(folder: Path, issuer: Certificate) -> Path:
    """By name and key: an authority that changes its key keeps its name and has two lists for a time."""
    return folder / f"{hashlib.sha256(issuer.subject + issuer.public_key).hexdigest()[:32]}.index"
