"""The lists that the authority serves: a complete one each hour, and a delta list at each change."""

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from auth.certificates.certificate import read_certificate
from auth.certificates.lists.shared_folder import folder_lock, write_whole
from auth.certificates.revocation import Reason
from portal.simulators.authority.addresses import title
from portal.simulators.authority.issuing import Issuer, family_of
from portal.simulators.authority.key_folder import KeyFolder, Member
from portal.simulators.authority.keys import Family
from portal.simulators.authority.lists import revocation_list
from portal.simulators.authority.registry import LastList, Registry, RevocationRecord, Revocations

_PUBLISHED_EVERY = timedelta(hours=1)


class ListKind(StrEnum):
    """By file name. Only the issuing authority has a delta list."""

    ROOT = "root"
    ISSUING = "issuing"
    DELTA = "issuing_d"


class Lists:
    """The current lists in files; the registry describes their contents."""

    def __init__(self, folder: Path, keys: KeyFolder) -> None:
        self._folder = folder
        self._keys = keys

    def current(self, kind: ListKind, family: Family, now: datetime) -> bytes:
        """The list that is current at this moment, in DER. A delta is relative to the current complete list."""
        if kind is ListKind.DELTA:
            self.current(ListKind.ISSUING, family, now)
        issuer, file = self.issuer(kind, family), self._folder / f"{title(kind, family)}.crl"
        with folder_lock(self._folder):
            registry = Registry.read(self._registry)
            if file.exists() and self._is_current(kind, family, registry, now):
                return file.read_bytes()
            number = registry.next_number(title(_issuer(kind), family))
            listed = self.listed(kind, family, registry)
            registry.given[title(kind, family)] = LastList(number, now.isoformat(), listed)
            registry.write(self._registry)
            der = self._written(kind, family, registry, issuer, now)
            write_whole(file, der)
            return der

    def forged(
        self,
        kind: ListKind,
        family: Family,
        now: datetime,
        issuer: Issuer | None = None,
        numbers: tuple[int, int | None] | None = None,
    ) -> bytes:
        """The current list as if issued at `now`, by `issuer` and with these numbers. It is not stored."""
        registry = Registry.read(self._registry)
        return self._written(kind, family, registry, issuer or self.issuer(kind, family), now, numbers)

    def issuer(self, kind: ListKind, family: Family) -> Issuer:
        return self._keys.member(_issuer(kind), family)

    def listed(self, kind: ListKind, family: Family, registry: Registry) -> Revocations:
        """The revocations that the list must contain."""
        authority = _serial_of(self._keys.member(Member.ISSUING, family))
        all_ = {serial: entry for serial, entry in registry.revoked.items() if family_of(int(serial, 16)) is family}
        if kind is ListKind.ROOT:
            return {serial: entry for serial, entry in all_.items() if serial == authority}
        now = {serial: entry for serial, entry in all_.items() if serial != authority}
        if kind is ListKind.ISSUING:
            return now
        return _changes(registry.given[title(ListKind.ISSUING, family)].listed, now)

    def _is_current(self, kind: ListKind, family: Family, registry: Registry, now: datetime) -> bool:
        """Whether the last list is still current. One from after `now` is not: the test mode's clock was set back."""
        given = registry.given.get(title(kind, family))
        if given is None or not timedelta() <= now - datetime.fromisoformat(given.at) < _PUBLISHED_EVERY:
            return False
        if kind is ListKind.ISSUING:
            return True
        base = registry.given.get(title(ListKind.ISSUING, family)) if kind is ListKind.DELTA else None
        return given.listed == self.listed(kind, family, registry) and (base is None or base.number < given.number)

    def _written(
        self,
        kind: ListKind,
        family: Family,
        registry: Registry,
        issuer: Issuer,
        now: datetime,
        numbers: tuple[int, int | None] | None = None,
    ) -> bytes:
        given = registry.given[title(kind, family)]
        base = registry.given[title(ListKind.ISSUING, family)].number if kind is ListKind.DELTA else None
        entries = [entry.of(serial) for serial, entry in given.listed.items()]
        number, base_number = numbers or (given.number, base)
        return revocation_list(issuer, entries, number, now, base_number)

    @property
    def _registry(self) -> Path:
        return self._folder / "registry.json"


def _issuer(kind: ListKind) -> Member:
    return Member.ROOT if kind is ListKind.ROOT else Member.ISSUING


def _changes(base: Revocations, now: Revocations) -> Revocations:
    """The entries of a delta list (RFC 5280, 5.2.4); a released hold becomes removeFromCRL."""
    off = {
        serial: RevocationRecord(entry.at, Reason.REMOVE_FROM_CRL.name)
        for serial, entry in base.items()
        if serial not in now
    }
    return off | {serial: entry for serial, entry in now.items() if base.get(serial) != entry}


def _serial_of(authority: Issuer) -> str:
    certificate = read_certificate(authority.certificate)
    assert certificate is not None  # noqa: S101 -- made by this package
    return f"{certificate.serial:x}"
