"""How fresh the revocation lists are that are held: for whoever watches over the portal."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.crl_store import CrlStore, index_file

_COMMON_NAME = "2.5.4.3"
UNHEARD_AFTER = timedelta(hours=2)
"""Lists are fetched every hour: two have failed."""


class Freshness(StrEnum):
    """UNHEARD: the list held still counts, but the authority gives no new one. PAST: it counts no more."""

    READY = "ready"
    UNHEARD = "unheard"
    PAST = "past"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ListState:
    """The list of one authority. `key` tells two keys of one name apart. Times are None while there is no list."""

    issuer: str
    key: str
    state: Freshness
    age: timedelta | None = None
    """Since it was made (thisUpdate)."""
    heard: timedelta | None = None
    """Since the authority last gave it, or the next one."""
    remaining: timedelta | None = None
    """Until nextUpdate; less than nothing when that is past."""


def list_state(crls: CrlStore, issuer: Certificate, now: datetime) -> ListState:
    file, index = index_file(crls.folder, issuer), crls.index(issuer)
    name, key = " ".join(issuer.subject_values(_COMMON_NAME)), file.stem[:8]
    if index is None:
        return ListState(name, key, Freshness.MISSING)
    heard, remaining = now - _heard_at(file), index.facts.next_update - now
    state = Freshness.UNHEARD if heard > UNHEARD_AFTER else Freshness.READY
    if remaining <= timedelta():
        state = Freshness.PAST
    return ListState(name, key, state, now - index.facts.this_update, heard, remaining)


def note_heard(file: Path, now: datetime) -> None:
    """The list of this index file was given anew, or a newer one was: the file of the list is dated by it."""
    os.utime(file.with_suffix(".crl"), (now.timestamp(), now.timestamp()))


def _heard_at(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.with_suffix(".crl").stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)
