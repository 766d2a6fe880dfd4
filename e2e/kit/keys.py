"""Keys to sign with, good and bad, as the demonstration's authority gives them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from auth.certificates.certificate import read_certificate
from auth.certificates.crl_store import CrlStore, Revoked
from auth.certificates.pem import pem_blocks
from e2e.kit.demo import Demo
from e2e.kit.people import Persona
from e2e.kit.waiting import until
from portal.kernel.clock import SystemClock
from portal.simulators.authority.authority import DemoAuthority

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The demonstration runs on the machine's clock, so this is its time too."""
    return SystemClock().now()


@dataclass(frozen=True, slots=True)
class Key:
    """`file` holds the private key and the certificate; `until` is the certificate's last moment."""

    file: Path
    since: datetime
    until: datetime
    serial: int = 0


class Keys:
    """Each key is a file in `folder`."""

    def __init__(self, demo: Demo, folder: Path) -> None:
        self._demo = demo
        self._folder = folder
        self._numbers = count(1)

    @property
    def root_file(self) -> Path:
        return self._demo.authority.root_file

    def of_the_demo(self, person: Persona) -> Key:
        """The key that one of the demonstration's own people was given at its start."""
        return Key(self._demo.data / "keys" / f"{person.key}.pem", now() - _DAY, now() + _YEAR)

    def good(self, person: Persona) -> Key:
        return self._issue(self._demo.authority, person, now() - _DAY, now() + _YEAR)

    def expired(self, person: Persona) -> Key:
        return self._issue(self._demo.authority, person, _LONG_AGO, now() - _DAY)

    def not_yet_valid(self, person: Persona) -> Key:
        return self._issue(self._demo.authority, person, now() + _DAY, now() + _YEAR)

    def of_a_stranger(self, person: Persona) -> Key:
        """From an authority that the portal does not trust."""
        return self._issue(self._demo.authority.stranger(), person, now() - _DAY, now() + _YEAR)

    def revoked(self, person: Persona) -> Key:
        """Revoked, and the portal knows it: it has fetched the list that says so."""
        key = self.good(person)
        self._demo.authority.revoke(key.serial, now())
        until("the portal's revocation list names the certificate", lambda: self._is_listed(key))
        return key

    def _is_listed(self, key: Key) -> bool:
        authority = read_certificate(pem_blocks(self._demo.authority.issuing_file.read_bytes(), "CERTIFICATE")[0])
        assert authority is not None
        held = CrlStore(self._demo.data / "crl")
        return isinstance(held.look_up(authority, key.serial, now()), Revoked)

    def _issue(self, authority: DemoAuthority, person: Persona, since: datetime, last: datetime) -> Key:
        issued = authority.issue(person.holder, not_before=since, not_after=last)
        file = self._folder / f"key-{next(self._numbers)}.pem"
        file.write_bytes(issued.pem)
        return Key(file, since, last, issued.serial)
