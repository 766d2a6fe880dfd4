"""The folder of CRLs that all processes share: is this certificate revoked?

A list's signature is verified when it is published; afterwards the folder's permissions protect it. The folder holds
only complete lists that cover every certificate and every reason of an authority, and their deltas. So each list
covers every certificate of its issuer, whatever distribution points the certificate names (RFC 5280, 6.3.3).
"""

import mmap
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.lists.base_and_delta import BaseAndDelta
from auth.certificates.lists.files import manifest_file, read_list
from auth.certificates.revocation import Revocation, Unknown

_ATTEMPTS = 8
_EVIDENCE = ("crl_sha256", "delta_sha256")


@dataclass(frozen=True, slots=True)
class _Opened:
    """`held`: a mapping of the manifest. It keeps the inode in use, so a new manifest always has another one."""

    state: tuple[int, int, int]
    pair: BaseAndDelta | None
    held: mmap.mmap | None


class CrlStore:
    """One in each process. A list that another process replaces is used from the next look-up on.

    `tolerance`: how long a list is used after its nextUpdate.
    """

    def __init__(self, folder: Path, tolerance: timedelta = timedelta()) -> None:
        self.folder = folder
        self.tolerance = tolerance
        self._manifests: dict[str, str] = {}
        self._opened: dict[str, _Opened] = {}

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        """Whether `issuer` had revoked the certificate at the moment `at`, by the lists held now."""
        return self.by_serial(issuer, certificate.serial, at)

    def by_serial(self, issuer: Certificate, serial: int, at: datetime) -> Revocation:
        pair = self.pair(issuer)
        return pair.look_up(serial, at, self.tolerance) if pair else Unknown()

    def pair(self, issuer: Certificate) -> BaseAndDelta | None:
        """The lists held of this authority; None when there is no complete list."""
        manifest = self._manifests.get(issuer.sha256)
        if manifest is None:
            manifest = self._manifests[issuer.sha256] = str(manifest_file(self.folder, issuer))
        opened = self._opened.get(manifest)
        try:
            if opened is None or opened.state != _state(os.stat(manifest)):  # noqa: PTH116 -- a Path takes longer
                opened = self._opened[manifest] = _open(Path(manifest))
        except OSError:
            return None
        return opened.pair

    def evidence(self, detail: Mapping[str, str]) -> list[bytes]:
        """The lists in DER that an answer with this detail rests on; those deleted after their expiry are missing."""
        found = (read_list(self.folder, detail[name]) for name in _EVIDENCE if name in detail)
        return [der for der in found if der is not None]


def _open(manifest: Path) -> _Opened:
    """Tried again when the manifest changes meanwhile: the files that the old one names may be deleted already."""
    for _ in range(_ATTEMPTS):
        with manifest.open("rb") as opened:
            state = _state(os.fstat(opened.fileno()))
            held = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) if state[-1] else None
        pair = BaseAndDelta.open(manifest)
        if state == _state(manifest.stat()):
            break
    return _Opened(state, pair, held)


def _state(file: os.stat_result) -> tuple[int, int, int]:
    return (file.st_ino, file.st_mtime_ns, file.st_size)
