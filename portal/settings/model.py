"""The settings of an installation as one object. The code that joins the rooms gives each its part of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
RESOURCES = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent
"""Where `templates` and `static` are: in the package once it is installed, beside it in a checkout."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The trusted authorities, and the addresses of their revocation lists."""

    roots: tuple[Path, ...] = ()
    intermediates: tuple[Path, ...] = ()
    crl_urls: tuple[str, ...] = ()
    crl_tolerance_minutes: int = 0
    """How long a list is used after its nextUpdate."""
    ocsp_url: str = ""
    """The OCSP responder of all these authorities; if empty, only lists are used."""
    tsa_url: str = ""
    """The time-stamping authority; if empty, no time-stamps are requested."""

    @property
    def crl_tolerance(self) -> timedelta:
        return timedelta(minutes=self.crl_tolerance_minutes)


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The key that signs for this installation, and the other keys it publishes."""

    private: Path | None = None
    published: tuple[Path, ...] = ()
    """The next key before it signs, and old keys while their statements are valid."""


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    """The gateway's address, our name and credentials there, and the keys of its statements."""

    url: str = ""
    sender_id: str = "kezek"
    password_file: Path | None = None
    key_file: Path | None = None
    gateway_keys: tuple[Path, ...] = ()
    """Public keys: several while the gateway rotates its key."""


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """The national identity provider (OpenID Connect). Without an issuer, log-in by it is off."""

    issuer: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    client_id: str = "kezek"
    client_secret_file: Path | None = None
    keys_file: Path | None = None
    """The provider's public keys (JWKS). They are pinned, never fetched."""
    iin_claim: str = "iin"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations. An installation without `demo` is production."""

    data: Path
    database_url: str = field(repr=False)
    files_url: str
    secret_file: Path
    accepted_secret_files: tuple[Path, ...] = ()
    """Form tokens made with these secrets are accepted too."""
    database_password_file: Path | None = None
    address: str = "http://127.0.0.1:8000"
    """The portal's public address, in messages to people and to the identity provider."""
    trusted_proxies: tuple[str, ...] = ()
    """Proxies whose X-Forwarded-For is trusted."""
    metrics_from: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses that may read the metrics, without a proxy in between."""
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
