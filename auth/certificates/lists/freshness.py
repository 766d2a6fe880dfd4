"""How fresh the revocation lists are that are held: for health checks, metrics and `portal crl show`."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.lists.files import Manifest, heard_at, manifest_file, open_index
from auth.certificates.lists.index import CrlFacts
from auth.certificates.lists.store import CrlStore

_COMMON_NAME = "2.5.4.3"
UNHEARD_AFTER = timedelta(hours=2)
"""Lists are fetched every hour: two fetches have failed."""


class Freshness(StrEnum):
    """UNHEARD: the list is still used, but the authority has not served one for UNHEARD_AFTER. PAST: it has expired."""

    READY = "ready"
    UNHEARD = "unheard"
    PAST = "past"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ListState:
    """One list of one authority. `key` tells two keys of one name apart. Times are None when there is no list."""

    issuer: str
    key: str
    kind: str
    """`base`, the complete list, or `delta`."""
    state: Freshness
    age: timedelta | None = None
    """Since thisUpdate."""
    heard: timedelta | None = None
    """Since the authority last served it."""
    remaining: timedelta | None = None
    """Until nextUpdate; negative after it."""
    crl: CrlFacts | None = None
    entries: int | None = None


def list_states(crls: CrlStore, issuer: Certificate, now: datetime) -> tuple[ListState, ...]:
    """The state of the complete list, then of the delta when there is one."""
    manifest = manifest_file(crls.folder, issuer)
    held = Manifest.read(manifest)
    missing = ListState(" ".join(issuer.subject_values(_COMMON_NAME)), manifest.stem[:8], "base", Freshness.MISSING)
    states = [_state(missing, manifest, held.base, crls.tolerance, now)]
    if held.delta:
        states.append(_state(replace(missing, kind="delta"), manifest, held.delta, crls.tolerance, now))
    return tuple(states)


def _state(missing: ListState, manifest: Path, sha256: str | None, tolerance: timedelta, now: datetime) -> ListState:
    index = open_index(manifest, sha256)
    if index is None or sha256 is None:
        return missing
    heard, remaining = now - heard_at(manifest, sha256), index.facts.next_update - now
    state = Freshness.UNHEARD if heard > UNHEARD_AFTER else Freshness.READY
    if remaining + tolerance <= timedelta():
        state = Freshness.PAST
    age = now - index.facts.this_update
    return replace(
        missing, state=state, age=age, heard=heard, remaining=remaining, crl=index.facts, entries=index.entries
    )
