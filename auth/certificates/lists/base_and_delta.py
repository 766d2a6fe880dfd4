"""A complete list and its delta list, and the status they give a certificate together (RFC 5280, 5.2.4).

A delta that has expired answers nothing. A certificate that it names is then unknown: its status changed after the
complete list was issued. Every other certificate is answered from the complete list alone, as of its thisUpdate, until
it expires too. RFC 5280, 6.3.3, lets the verifier choose whether it uses deltas at all. Each answer carries the
thisUpdate it rests on, so a caller who needs later data can refuse it (`IssuedAfter`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from auth.certificates.lists.crl import CrlEntry
from auth.certificates.lists.files import Manifest, open_index
from auth.certificates.lists.index import CrlFacts, CrlIndex
from auth.certificates.lists.rows import SERIAL_BITS
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revocation, RevocationData, Revoked, Unknown


@dataclass(frozen=True, slots=True)
class BaseAndDelta:
    """`delta`: None when no delta of this `base` is held."""

    base: CrlIndex
    delta: CrlIndex | None
    _base_data: RevocationData = field(init=False, repr=False)
    _data: RevocationData = field(init=False, repr=False)

    def __post_init__(self) -> None:
        base, delta = self.base.facts, self.delta.facts if self.delta else None
        alone = RevocationData(base.this_update, list_detail("crl", base))
        both = RevocationData(delta.this_update, alone.detail | list_detail("delta", delta)) if delta else alone
        object.__setattr__(self, "_base_data", alone)
        object.__setattr__(self, "_data", both)

    @classmethod
    def open(cls, manifest: Path) -> Self | None:
        """None when no complete list is held, or when a list that the manifest names cannot be read."""
        held = Manifest.read(manifest)
        base, delta = open_index(manifest, held.base), open_index(manifest, held.delta)
        if base is None or (held.delta and delta is None):
            return None
        return cls(base, delta if delta and goes_with(delta.facts, base.facts) else None)

    def look_up(self, serial: int, at: datetime, tolerance: timedelta) -> Revocation:
        """The status at the moment `at`. Each list is used until `tolerance` after its nextUpdate."""
        if at >= self.base.facts.next_update + tolerance or serial.bit_length() > SERIAL_BITS:
            return Unknown(data=self._data)
        changed = self.delta.find(serial) if self.delta else None
        if self.delta and at >= self.delta.facts.next_update + tolerance:
            return Unknown(data=self._data) if changed else _answer(self.base.find(serial), at, self._base_data)
        if changed and changed.reason is not Reason.REMOVE_FROM_CRL and changed.revoked_at <= at:
            return _answer(changed, at, self._data)
        return _answer(in_force(self.base.find(serial), changed, at), at, self._data)


def goes_with(delta: CrlFacts, base: CrlFacts) -> bool:
    """Whether the delta can be applied to this base (5.2.4, c and d).

    It must also not be older than the base: some authorities number their deltas in a series of their own, which 5.2.3
    forbids.
    """
    started = delta.base_number
    return started is not None and started <= base.number < delta.number and delta.this_update >= base.this_update


def in_force(listed: CrlEntry | None, changed: CrlEntry | None, at: datetime) -> CrlEntry | None:
    """The entry that is in force at this moment: `listed` is the complete list's, `changed` the delta's.

    removeFromCRL in a delta ends a hold. It is also set when a revoked certificate expires (5.3.1): that certificate
    stays revoked.
    """
    if changed and changed.reason is Reason.REMOVE_FROM_CRL:
        return None if listed and listed.reason is Reason.CERTIFICATE_HOLD else listed
    return changed if changed and changed.revoked_at <= at else listed


def list_detail(kind: str, crl: CrlFacts) -> dict[str, str]:
    """What is stored as evidence with a decision that rests on this list. `kind`: "crl" or "delta"."""
    return {
        f"{kind}_number": str(crl.number),
        f"{kind}_this_update": crl.this_update.isoformat(),
        f"{kind}_next_update": crl.next_update.isoformat(),
        f"{kind}_sha256": crl.sha256,
    }


def _answer(entry: CrlEntry | None, at: datetime, data: RevocationData) -> Revocation:
    if entry is None or entry.revoked_at > at:
        return NotRevoked(data)
    if entry.reason is Reason.CERTIFICATE_HOLD:
        return OnHold(data, entry.revoked_at)
    return Revoked(data, entry.revoked_at, entry.reason)
