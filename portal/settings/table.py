"""Every variable of the environment, one row each. To add a setting: a field of the model, and a row here.

The table of the README says the same; a test compares them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.settings import readers as read


@dataclass(frozen=True, slots=True)
class Variable:
    """`field` is the setting's path in the model; `words` explain it to operators."""

    name: str
    field: str
    read: Callable[[str], Any]
    words: str
    default: Callable[[Path], Any] | None = None
    """The default of a setting that lies in the data folder. Other defaults are in the model."""
    is_secret: bool = False
    """Only the portal's own user may read the files it names."""


VARIABLES = (
    Variable("KEZEK_DATA", "data", read.folder, "the data folder; default `data`"),
    Variable(
        "KEZEK_DATABASE_URL",
        "database_url",
        read.database_url,
        "`sqlite+aiosqlite:///path` or `postgresql+asyncpg://user@host/name`, without a password;"
        " default SQLite in the data folder",
        default=lambda data: f"sqlite+aiosqlite:///{data / 'kezek.db'}",
    ),
    Variable(
        "KEZEK_DATABASE_PASSWORD_FILE",
        "database_password_file",
        read.password_file,
        "the database user's password",
        is_secret=True,
    ),
    Variable(
        "KEZEK_FILES_URL",
        "files_url",
        read.place_of_files,
        "a folder or `s3://bucket/prefix` for scans and notices; default `files` in the data folder",
        default=lambda data: str(data / "files"),
    ),
    Variable(
        "KEZEK_SECRET_FILE",
        "secret_file",
        read.file,
        "at least 32 random bytes, for form tokens; default `secret` in the data folder",
        default=lambda data: data / "secret",
        is_secret=True,
    ),
    Variable(
        "KEZEK_ACCEPTED_SECRET_FILES",
        "accepted_secret_files",
        read.files,
        "secrets whose form tokens are taken too: the next one, and old ones; files or folders separated by `:`",
        is_secret=True,
    ),
    Variable(
        "KEZEK_ADDRESS",
        "address",
        read.web_origin,
        "where people reach the portal, such as `https://kezek.example.kz`; default `http://127.0.0.1:8000`",
    ),
    Variable(
        "KEZEK_TRUSTED_PROXIES",
        "trusted_proxies",
        read.networks,
        "addresses and networks of your own proxies, whose word is taken for where a request came from;"
        " separated by spaces",
    ),
    Variable(
        "KEZEK_METRICS_FROM",
        "metrics_from",
        read.networks,
        "addresses and networks that may read `/metrics`, not through a proxy; separated by spaces;"
        " default this machine",
    ),
    Variable("KEZEK_ZONE", "zone", read.zone, "the zone dates are shown in; default `Asia/Oral`"),
    Variable(
        "KEZEK_SCANNER",
        "scanner",
        read.clamd_address,
        "clamd, as `tcp://host:port` or `unix:///path`; default `tcp://127.0.0.1:3310`",
    ),
    Variable(
        "KEZEK_SERVER_KEY",
        "server_keys.private",
        read.file,
        "the private key that signs for this installation (`portal keys new`)",
        is_secret=True,
    ),
    Variable(
        "KEZEK_SERVER_KEYS_PUBLISHED",
        "server_keys.published",
        read.files,
        "keys published beside it: the next one, and old ones; files or folders separated by `:`",
    ),
    Variable(
        "KEZEK_TRUSTED_ROOTS",
        "trust.roots",
        read.files,
        "certificates of the root authorities that are believed; files or folders separated by `:`",
    ),
    Variable(
        "KEZEK_ISSUING_AUTHORITIES",
        "trust.intermediates",
        read.files,
        "certificates of the authorities under them; files or folders separated by `:`",
    ),
    Variable(
        "KEZEK_CRL_URLS",
        "trust.crl_urls",
        read.urls,
        "where revocation lists are fetched; separated by spaces",
    ),
    Variable(
        "KEZEK_CRL_TOLERANCE",
        "trust.crl_tolerance_minutes",
        read.minutes,
        "minutes for which a revocation list is still used after its end; default `0`",
    ),
    Variable(
        "KEZEK_OCSP_URL",
        "trust.ocsp_url",
        read.url,
        "the authorities' OCSP responder; revocation lists alone are used while it is empty",
    ),
    Variable(
        "KEZEK_TSA_URL",
        "trust.tsa_url",
        read.url,
        "the time-stamping authority; no time-stamps are asked for while it is empty",
    ),
    Variable(
        "KEZEK_GATEWAY_URL", "gateway.url", read.url, "the e-government gateway; nothing is sent while it is empty"
    ),
    Variable(
        "KEZEK_GATEWAY_SENDER",
        "gateway.sender_id",
        read.any_text,
        "who we are to the gateway; default `kezek`",
    ),
    Variable(
        "KEZEK_GATEWAY_PASSWORD_FILE",
        "gateway.password_file",
        read.password_file,
        "the password agreed with the gateway",
        is_secret=True,
    ),
    Variable(
        "KEZEK_GATEWAY_KEY_FILE",
        "gateway.key_file",
        read.file,
        "the private key for statements to the gateway; default the server's key",
        is_secret=True,
    ),
    Variable(
        "KEZEK_GATEWAY_PUBLIC_KEYS",
        "gateway.gateway_keys",
        read.files,
        "the gateway's own public keys, all of which are believed; files or folders separated by `:`",
    ),
    Variable(
        "KEZEK_IDENTITY_ISSUER",
        "identity_provider.issuer",
        read.url,
        "the national identity provider; log-in by it is off while it is empty",
    ),
    Variable(
        "KEZEK_IDENTITY_AUTHORIZATION_URL",
        "identity_provider.authorization_endpoint",
        read.url,
        "where the provider asks people to sign in",
    ),
    Variable(
        "KEZEK_IDENTITY_TOKEN_URL",
        "identity_provider.token_endpoint",
        read.url,
        "where the provider gives its tokens",
    ),
    Variable(
        "KEZEK_IDENTITY_CLIENT",
        "identity_provider.client_id",
        read.any_text,
        "who we are to the provider; default `kezek`",
    ),
    Variable(
        "KEZEK_IDENTITY_SECRET_FILE",
        "identity_provider.client_secret_file",
        read.password_file,
        "the secret agreed with the provider",
        is_secret=True,
    ),
    Variable(
        "KEZEK_IDENTITY_KEYS",
        "identity_provider.keys_file",
        read.file,
        "the provider's public keys (JWKS): pinned, never fetched",
    ),
    Variable(
        "KEZEK_IDENTITY_IIN_CLAIM",
        "identity_provider.iin_claim",
        read.any_text,
        "the claim with the person's IIN; default `iin`",
    ),
)
