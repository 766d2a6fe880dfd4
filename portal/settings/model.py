"""The settings of an installation as one object. Each room is given its part; none reads this."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
RESOURCES = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent
"""Where `templates` and `static` are: in the package once it is installed, beside it in a checkout."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose certificates are believed, and where their revocation lists are fetched."""

    roots: tuple[Path, ...] = ()
    intermediates: tuple[Path, ...] = ()
    crl_urls: tuple[str, ...] = ()
    crl_tolerance_minutes: int = 0
    """How long a list is still used after its nextUpdate."""
    ocsp_url: str = ""
    """The responder of all these authorities; lists alone are used while it is empty."""
    tsa_url: str = ""
    """The time-stamping authority; no time-stamps are asked for while it is empty."""

    @property
    def crl_tolerance(self) -> timedelta:
        return timedelta(minutes=self.crl_tolerance_minutes)


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The key this installation signs with, and every other one that is published beside it."""

    private: Path | None = None
    published: tuple[Path, ...] = ()
    """The next one before it is used, old ones while their statements live."""


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    """Where messages are sent, under what name, and whose statements are believed."""

    url: str = ""
    sender_id: str = "kezek"
    password_file: Path | None = None
    key_file: Path | None = None
    gateway_keys: tuple[Path, ...] = ()
    """Public: several while the gateway changes its key."""


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """The national identity provider (OpenID Connect). Log-in by it is off while no issuer is named."""

    issuer: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    client_id: str = "kezek"
    client_secret_file: Path | None = None
    keys_file: Path | None = None
    """The provider's public keys (JWKS), pinned: never fetched."""
    iin_claim: str = "iin"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to another. What is not `demo` is production."""

    data: Path
    database_url: str = field(repr=False)
    files_url: str
    secret_file: Path
    accepted_secret_files: tuple[Path, ...] = ()
    """Form tokens made with these are taken too."""
    database_password_file: Path | None = None
    address: str = "http://127.0.0.1:8000"
    """Where people reach the portal, as it stands in what is sent to them and to the identity provider."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose word is taken for where a request came from."""
    metrics_from: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses that may read the metrics, by a connection of their own."""
    zone: str = "Asia/Oral"
    demo: bool = False
    test_mode: bool = False
    scanner: str = "tcp://127.0.0.1:3310"
    server_keys: ServerKeys = field(default_factory=ServerKeys)
    trust: Trust = field(default_factory=Trust)
    gateway: GatewayAddress = field(default_factory=GatewayAddress)
    identity_provider: IdentityProvider = field(default_factory=IdentityProvider)

    @property
    def templates(self) -> Path:
        return RESOURCES / "templates"

    @property
    def static(self) -> Path:
        return RESOURCES / "static"

    @property
    def crl_folder(self) -> Path:
        return self.data / "crl"
