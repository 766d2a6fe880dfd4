"""An authority under a root, and its revocation lists, for the tests of lists."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from auth.certificates.lists.publish import Publication, publish
from auth.certificates.lists.store import CrlStore
from auth.certificates.revocation import Revocation
from auth.certificates.trust import TrustStore
from tests.factories.lists import DAY, entry, make_list
from tests.factories.pki import NOW
from tests.unit.auth.links import Link

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
ROOT = Link.root()
ISSUER = ROOT.issue("issuing")
KEY_COMPROMISE, HOLD, REMOVE = 1, 6, 8


def a_list(number: int = 7, now: datetime = NOW, *entries: bytes, by: Link = ISSUER, **fields: Any) -> bytes:
    """A list valid for one day; complete unless `base` is given."""
    return make_list(by.certificate.subject, by.key, now, entries=entries, number=number, **fields)


def a_delta(number: int, base: int, now: datetime, *entries: bytes, **fields: Any) -> bytes:
    """A delta list valid for six hours."""
    return a_list(number, now, *entries, base=base, **{"lasts": 6 * HOUR} | fields)


def broken(der: bytes) -> bytes:
    """The list with the last bit of its signature flipped."""
    return der[:-1] + bytes((der[-1] ^ 1,))


def revoked(serial: int, reason: int | None = KEY_COMPROMISE, at: datetime = NOW - DAY) -> bytes:
    return entry(serial, at, reason)


def trust_in(folder: Path, tolerance: timedelta = timedelta()) -> TrustStore:
    return TrustStore((ROOT.certificate,), (ISSUER.certificate,), CrlStore(folder, tolerance))


def take_in(trust: TrustStore, *ders: bytes, now: datetime = NOW) -> list[Publication]:
    return [publish(der, trust.issuers, trust.crls.folder, now) for der in ders]


def ask(trust: TrustStore, serial: int, at: datetime = NOW) -> Revocation:
    return trust.crls.by_serial(ISSUER.certificate, serial, at)


def held_numbers(trust: TrustStore) -> tuple[int | None, int | None]:
    """The CRL numbers of the complete list and of its delta."""
    pair = trust.crls.pair(ISSUER.certificate)
    if pair is None:
        return None, None
    return pair.base.facts.number, pair.delta.facts.number if pair.delta else None
