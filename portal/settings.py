"""Settings, from the environment (KEZEK_...). Each room is given its part; none reads this."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose certificates are believed, and where their revocation lists are fetched."""

    roots: tuple[Path, ...] = ()
    intermediates: tuple[Path, ...] = ()
    crl_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    """Where messages are sent, under what name, and whose statements are believed."""

    url: str = ""
    sender_id: str = "kezek"
    password_file: Path | None = None
    key_file: Path | None = None
    gateway_keys: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to another."""

    data: Path
    database_url: str
    files_url: str
    secret_file: Path
    zone: str = "Asia/Oral"
    demo: bool = False
    scanner: str = "127.0.0.1:3310"
    trust: Trust = field(default_factory=Trust)
    gateway: GatewayAddress = field(default_factory=GatewayAddress)

    @property
    def templates(self) -> Path:
        return ROOT / "templates"

    @property
    def static(self) -> Path:
        return ROOT / "static"

    @property
    def crl_folder(self) -> Path:
        return self.data / "crl"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an installation; what is not said lies in the data folder."""
    data = Path(environment.get("KEZEK_DATA", "data")).resolve()
    return Settings(
        data=data,
        database_url=environment.get("KEZEK_DATABASE_URL", f"sqlite+aiosqlite:///{data / 'kezek.db'}"),
        files_url=environment.get("KEZEK_FILES_URL", str(data / "files")),
        secret_file=Path(environment.get("KEZEK_SECRET_FILE", data / "secret")),
        zone=environment.get("KEZEK_ZONE", "Asia/Oral"),
        scanner=environment.get("KEZEK_SCANNER", "127.0.0.1:3310"),
        trust=Trust(
            roots=_paths(environment.get("KEZEK_TRUSTED_ROOTS", "")),
            intermediates=_paths(environment.get("KEZEK_ISSUING_AUTHORITIES", "")),
            crl_urls=tuple(environment.get("KEZEK_CRL_URLS", "").split()),
        ),
        gateway=GatewayAddress(
            url=environment.get("KEZEK_GATEWAY_URL", ""),
            sender_id=environment.get("KEZEK_GATEWAY_SENDER", "kezek"),
            password_file=_path(environment.get("KEZEK_GATEWAY_PASSWORD_FILE")),
            key_file=_path(environment.get("KEZEK_GATEWAY_KEY_FILE")),
            gateway_keys=_path(environment.get("KEZEK_GATEWAY_PUBLIC_KEYS")),
        ),
    )


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None
