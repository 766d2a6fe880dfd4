"""The files in the folder of lists.

Each authority has a manifest that names the complete list and the delta that are held. It is replaced atomically, so a
reader never sees an old list beside a new one. Each list has an index file, whose modification time is the moment the
authority last served the list, and its DER, which is kept as evidence until its nextUpdate.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from auth.certificates.certificate import Certificate
from auth.certificates.lists.index import CrlFacts, CrlIndex
from auth.certificates.lists.shared_folder import write_whole


@dataclass(frozen=True, slots=True)
class Manifest:
    """The lists that are held, each by the SHA-256 of its DER."""

    base: str | None = None
    delta: str | None = None

    @classmethod
    def read(cls, file: Path) -> Self:
        """Empty when there is no manifest, or it is damaged."""
        try:
            known = json.loads(file.read_bytes())
            return cls(known["base"], known["delta"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, file: Path) -> None:
        write_whole(file, json.dumps(asdict(self)).encode())


def manifest_file(folder: Path, issuer: Certificate) -> Path:
    """Named by subject and key: after a change of key an authority has two lists under one name for a time."""
    return folder / f"{hashlib.sha256(issuer.subject + issuer.public_key).hexdigest()[:32]}.json"


def index_file(manifest: Path, sha256: str) -> Path:
    return manifest.with_name(f"{manifest.stem}-{sha256}.index")


def open_index(manifest: Path, sha256: str | None) -> CrlIndex | None:
    return CrlIndex.open(index_file(manifest, sha256)) if sha256 else None


def write_list(manifest: Path, facts: CrlFacts, der: bytes, index: bytes) -> None:
    until = int(facts.next_update.timestamp())
    write_whole(manifest.with_name(f"{manifest.stem}-{facts.sha256}-{until}.crl"), der)
    write_whole(index_file(manifest, facts.sha256), index)


def read_list(folder: Path, sha256: str) -> bytes | None:
    """The list in DER; None when it is not there."""
    file = next(folder.glob(f"*-{sha256}-*.crl"), None) if sha256.isalnum() else None
    return file.read_bytes() if file else None


def delete_superseded(manifest: Path, now: datetime) -> None:
    """Delete what the manifest no longer names: indexes at once, lists when they have expired."""
    held = Manifest.read(manifest)
    for file in manifest.parent.glob(f"{manifest.stem}[-.]*"):
        _, _, rest = file.stem.partition("-")
        sha256, _, until = rest.partition("-")
        is_past = file.suffix != ".crl" or not until.isdecimal() or int(until) <= now.timestamp()
        if file != manifest and sha256 not in (held.base, held.delta) and is_past:
            file.unlink(missing_ok=True)


def held_index(folder: Path, sha256: str) -> Path | None:
    """The index of a list that is held, of any authority."""
    return next(folder.glob(f"*-{sha256}.index"), None) if sha256.isalnum() else None


def note_heard(index: Path, now: datetime) -> None:
    """Record that the authority has served this list at this moment."""
    os.utime(index, (now.timestamp(), now.timestamp()))


def heard_at(manifest: Path, sha256: str) -> datetime:
    """When the authority last served this list; 1970 when its index is missing."""
    try:
        return datetime.fromtimestamp(index_file(manifest, sha256).stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)
