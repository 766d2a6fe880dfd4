"""What the demonstration stands on: a data folder with keys, secrets and an authority of its own."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from auth.tokens import generate_key_pem
from portal.demo.identity import identity_settings, prepare_identity
from portal.demo.material import MARKER, with_marker, write_marker_file
from portal.demo.people import PEOPLE, PROVIDERS, DemoPerson
from portal.kernel.language import Language
from portal.settings import GatewayAddress, Settings, Trust
from portal.simulators.authority.addresses import Addresses
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holders import Citizen, Official

HOST = "127.0.0.1"
ASKS_RESPONDER = False
"""Whether the demonstration's portal asks the responder about every signature, or believes the lists alone."""
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Ports:
    """One after another from the portal's own."""

    portal: int

    @property
    def authority(self) -> int:
        return self.portal + 1

    @property
    def gateway(self) -> int:
        return self.portal + 2

    @property
    def scanner(self) -> int:
        return self.portal + 3

    @property
    def identity(self) -> int:
        return self.portal + 4

    def address(self, port: int) -> str:
        return f"http://{HOST}:{port}"


USUAL = Ports(8080)


def demo_settings(data: Path, ports: Ports, authority: DemoAuthority) -> Settings:
    gateway = data / "gateway"
    return Settings(
        data=data,
        database_url=f"sqlite+aiosqlite:///{data / 'kezek.db'}",
        files_url=str(data / "files"),
        secret_file=data / "secret",
        address=ports.address(ports.portal),
        demo=True,
        scanner=f"tcp://{HOST}:{ports.scanner}",
        trust=trust_settings(authority, Addresses(ports.address(ports.authority))),
        gateway=GatewayAddress(
            url=f"{ports.address(ports.gateway)}/sync-channel",
            password_file=gateway / "password",
            key_file=gateway / "portal.pem",
            gateway_keys=(gateway / "gateway.pub",),
        ),
        identity_provider=identity_settings(data / "identity", ports.address(ports.identity)),
    )


def trust_settings(authority: DemoAuthority, addresses: Addresses, *, ocsp: bool = ASKS_RESPONDER) -> Trust:
    """Both families, their lists, the responder where it is to be asked, the time-stamping authority."""
    return Trust(
        roots=authority.root_files,
        intermediates=authority.issuing_files,
        crl_urls=addresses.lists,
        ocsp_url=addresses.ocsp if ocsp else "",
        tsa_url=addresses.tsp,
    )


def prepare(data: Path, ports: Ports = USUAL) -> DemoAuthority:
    """Make whatever is missing in the data folder; what is there stays."""
    for folder in (data, data / "gateway", data / "keys"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_marker_file(data)
    _once(data / "secret", lambda: with_marker(secrets.token_bytes(32)))
    _once(data / "gateway" / "password", lambda: MARKER + secrets.token_hex(16).encode())
    for name in ("portal", "gateway"):
        private = data / "gateway" / f"{name}.pem"
        _once(private, lambda: with_marker(generate_key_pem()))
        _once(private.with_suffix(".pub"), partial(_public, private))
    prepare_identity(data / "identity")
    return DemoAuthority.open(data / "authority", ports.address(ports.authority))


def issue_keys(data: Path, authority: DemoAuthority, now: datetime) -> None:
    """A signing key for everybody in the demonstration, as the authority would have given it to them."""
    for person in PEOPLE:
        _once(key_file(data, person), partial(_issue, authority, person, now))


def _issue(authority: DemoAuthority, person: DemoPerson, now: datetime) -> bytes:
    return authority.issue(holder(person), not_before=now - timedelta(days=1), not_after=now + _YEAR).pem


def key_file(data: Path, person: DemoPerson) -> Path:
    return data / "keys" / f"{person.key}.pem"


def holder(person: DemoPerson) -> Citizen:
    """The person as the authority writes them into a certificate."""
    if person.role is None:
        return Citizen(person.iin, person.surname, person.given_name, person.patronymic)
    provider = next(provider for provider in PROVIDERS if provider.code == person.provider)
    return Official(
        person.iin,
        person.surname,
        person.given_name,
        person.patronymic,
        organisation=provider.name[Language.KAZAKH],
        bin=provider.bin,
    )


def _once(file: Path, make: Callable[[], bytes]) -> None:
    if not file.exists():
        file.write_bytes(make())
        file.chmod(0o600)


def _public(private: Path) -> bytes:
    key = load_pem_private_key(private.read_bytes(), None).public_key()
    return with_marker(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
