"""A valid installation has no findings. Each defect gives its own finding, and no other."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from types import MappingProxyType

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.check.findings import Level
from portal.check.report import as_text
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.key_folder import AuthorityNames
from tests.integration.check.installation import CLOCK, Installation

WRONG, UNSAFE, UNKNOWN = Level.WRONG, Level.UNSAFE, Level.UNKNOWN
Break = Callable[[Installation], object]
DAY = timedelta(days=1)


async def test_nothing_is_found_in_a_good_installation(installation: Installation) -> None:
    assert await installation.found() == []
    assert as_text([]) == "Everything is as it should be."


def write(name: str, content: bytes) -> Break:
    return lambda installation: installation.path(name).write_bytes(content)


def mode(name: str, bits: int) -> Break:
    return lambda installation: installation.path(name).chmod(bits)


def remove(name: str) -> Break:
    return lambda installation: installation.path(name).unlink()


def unset(name: str) -> Break:
    return lambda installation: installation.environment.pop(name)


def say(variables: Mapping[str, str] = MappingProxyType({}), **more: str) -> Break:
    """`~` stands for the installation's folder."""
    return lambda installation: installation.set(
        **{name: value.replace("~", str(installation.folder)) for name, value in {**variables, **more}.items()}
    )


def all_of(*breaks: Break) -> Break:
    return lambda installation: [one(installation) for one in breaks]


def copy(source: str, target: str) -> Break:
    return lambda installation: shutil.copy(installation.path(source), installation.path(target))


def ours_as_theirs(installation: Installation) -> None:
    key = SigningKey.from_file(installation.path("data/server.pem"))
    installation.path("gateway.pub").write_bytes(key.public_pem)


def at_revision(revision: str) -> Break:
    def set_back(installation: Installation) -> None:
        with closing(sqlite3.connect(installation.data / "kezek.db")) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
            connection.commit()

    return set_back


def stranger_issuing(installation: Installation) -> None:
    other = DemoAuthority(installation.path("other"), AuthorityNames("OTHER ROOT", "OTHER ISSUING"))
    installation.set(KEZEK_ISSUING_AUTHORITIES=str(other.issuing_file))


def certificate(*, authority: bool = True, since: timedelta = -DAY, until: timedelta = 365 * DAY) -> bytes:
    """Of a root of its own, as seen from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ANOTHER ROOT")])
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(CLOCK.now() + since)
        .not_valid_after(CLOCK.now() + until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM)


def another_root(content: bytes) -> Break:
    roots = say(KEZEK_TRUSTED_ROOTS="~/authority/root.pem:~/another.pem")
    return all_of(write("another.pem", content), roots)


EC = SigningKey(generate_key_pem())
JWKS = json.dumps(VerifyingKeys([EC.public_pem]).as_jwks()).encode()
P384 = ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
NO_LIST = (UNSAFE, "crl_missing")
IDENTITY = {
    "KEZEK_IDENTITY_ISSUER": "https://id.kz",
    "KEZEK_IDENTITY_AUTHORIZATION_URL": "http://id.kz/authorize",
    "KEZEK_IDENTITY_TOKEN_URL": "https://id.kz/token",
    "KEZEK_IDENTITY_KEYS": "~/jwks",
}

BROKEN: dict[str, tuple[Break, list[tuple[Level, str]]]] = {
    "a variable nobody knows": (say(KEZEK_TRUSTED_ROOT="x"), [(WRONG, "setting")]),
    "two bad settings": (say(KEZEK_ZONE="x", KEZEK_SCANNER="x"), [(WRONG, "setting"), (WRONG, "setting")]),
    "no secret": (all_of(unset("KEZEK_SECRET_FILE"), remove("data/secret")), [(WRONG, "secret_missing")]),
    "a short secret": (write("data/secret", b"0123456789abcdef0123456789abcde"), [(WRONG, "secret_short")]),
    "a trivial secret": (write("data/secret", b"a" * 64), [(WRONG, "secret_trivial")]),
    "a trivial further secret": (
        all_of(write("old", b"ab" * 32), mode("old", 0o600), say({"KEZEK_ACCEPTED_SECRET_FILES": "~/old"})),
        [(WRONG, "secret_trivial")],
    ),
    "a secret others may read": (mode("data/secret", 0o604), [(UNSAFE, "secret_open")]),
    "a password others may read": (mode("password", 0o644), [(UNSAFE, "secret_open")]),
    "a private key published from an open file": (
        all_of(
            lambda installation: installation.run("portal keys new old.pem"),
            mode("old.pem", 0o644),
            say(KEZEK_SERVER_KEYS_PUBLISHED="~/old.pem"),
        ),
        [(UNSAFE, "secret_open")],
    ),
    "no key of the server's": (
        all_of(unset("KEZEK_SERVER_KEY"), unset("KEZEK_GATEWAY_URL")),
        [(UNSAFE, "key_missing"), (UNSAFE, "gateway_off")],
    ),
    "a key that is none": (
        write("data/server.pem", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"),
        [(WRONG, "key_unreadable")],
    ),
    "a key others may read": (mode("data/server.pem", 0o644), [(UNSAFE, "secret_open")]),
    "a key on another curve": (
        all_of(write("old.pem", P384), mode("old.pem", 0o600), say(KEZEK_SERVER_KEYS_PUBLISHED="~/old.pem")),
        [(WRONG, "key_unreadable")],
    ),
    "a gateway's key that is none": (write("gateway.pub", b"a key"), [(WRONG, "key_unreadable")]),
    "our key as the gateway's": (ours_as_theirs, [(WRONG, "key_shared")]),
    "a key published twice": (
        all_of(
            write("one.pub", EC.public_pem),
            write("two.pub", EC.public_pem),
            say(KEZEK_SERVER_KEYS_PUBLISHED="~/one.pub:~/two.pub"),
        ),
        [(UNSAFE, "key_twice")],
    ),
    "no root": (
        unset("KEZEK_TRUSTED_ROOTS"),
        [(UNSAFE, "root_missing"), (WRONG, "authority_without_root")],
    ),
    "a root that is no certificate": (
        write("authority/root.pem", b"a certificate"),
        [(WRONG, "authority_unreadable")],
    ),
    "an authority under no root": (stranger_issuing, [(WRONG, "authority_without_root")]),
    "a root that ends soon": (another_root(certificate(until=59 * DAY)), [(UNSAFE, "authority_expires"), NO_LIST]),
    "a root that ends later": (another_root(certificate(until=61 * DAY)), [NO_LIST]),
    "a root that has ended": (
        another_root(certificate(since=-2 * DAY, until=-DAY)),
        [(WRONG, "authority_expired"), NO_LIST],
    ),
    "a root that is not yet valid": (another_root(certificate(since=DAY)), [(WRONG, "authority_early"), NO_LIST]),
    "a root that is no authority": (
        another_root(certificate(authority=False)),
        [(WRONG, "authority_is_none"), NO_LIST],
    ),
    "no list held": (
        lambda installation: shutil.rmtree(installation.data / "crl"),
        [NO_LIST, NO_LIST],
    ),
    "no address": (unset("KEZEK_ADDRESS"), [(UNSAFE, "address_local")]),
    "an address in the clear": (say(KEZEK_ADDRESS="http://kezek.example.kz"), [(WRONG, "address_http")]),
    "no proxy": (unset("KEZEK_TRUSTED_PROXIES"), [(UNSAFE, "proxies_missing")]),
    "everybody a proxy": (say(KEZEK_TRUSTED_PROXIES="10.0.0.1 0.0.0.0/0"), [(WRONG, "proxies_anyone")]),
    "everybody a proxy, by IPv6": (say(KEZEK_TRUSTED_PROXIES="::/0"), [(WRONG, "proxies_anyone")]),
    "everybody reads the metrics": (say(KEZEK_METRICS_FROM="0.0.0.0/0"), [(UNSAFE, "metrics_anyone")]),
    "no gateway": (unset("KEZEK_GATEWAY_URL"), [(UNSAFE, "gateway_off")]),
    "a gateway without a password": (unset("KEZEK_GATEWAY_PASSWORD_FILE"), [(WRONG, "gateway_incomplete")]),
    "a gateway in the clear": (say(KEZEK_GATEWAY_URL="http://gateway.kz/"), [(UNSAFE, "plain_http")]),
    "a gateway on this machine": (say(KEZEK_GATEWAY_URL="http://127.0.0.1:9000/"), []),
    "half an identity provider": (say(KEZEK_IDENTITY_ISSUER="https://id.kz"), [(WRONG, "identity_incomplete")]),
    "an identity provider without its name": (
        say({"KEZEK_IDENTITY_TOKEN_URL": "https://id.kz/token"}),
        [(WRONG, "identity_incomplete")],
    ),
    "an identity provider in the clear": (
        all_of(write("jwks", JWKS), say(IDENTITY)),
        [(UNSAFE, "plain_http")],
    ),
    "an identity provider without a key": (
        all_of(write("jwks", b'{"keys": []}'), say(IDENTITY)),
        [(UNSAFE, "plain_http"), (WRONG, "identity_keys")],
    ),
    "a data folder others look into": (mode("data", 0o755), [(UNSAFE, "data_open")]),
    "no data folder": (
        say(KEZEK_DATA="~/other"),
        [(WRONG, "data_missing"), NO_LIST, NO_LIST, (WRONG, "database_missing")],
    ),
    "no database": (remove("data/kezek.db"), [(WRONG, "database_missing")]),
    "an empty database": (write("data/kezek.db", b""), [(WRONG, "database_empty")]),
    "a database of an earlier version": (at_revision("0001"), [(WRONG, "database_old")]),
    "a database of a later version": (at_revision("ffff"), [(WRONG, "database_newer")]),
    "a damaged database": (write("data/kezek.db", b"?" * 8192), [(UNKNOWN, "database_away")]),
    "a database that is away": (
        say(KEZEK_DATABASE_URL="postgresql+asyncpg://kezek@127.0.0.1:1/kezek"),
        [(UNKNOWN, "database_away")],
    ),
    "no place for files": (
        all_of(write("files", b""), say(KEZEK_FILES_URL="~/files/below")),
        [(UNKNOWN, "files_away")],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_what_is_broken_is_found(case: str, installation: Installation) -> None:
    break_it, expected = BROKEN[case]
    break_it(installation)

    assert await installation.codes() == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(hours=-1), [(UNSAFE, "clock_behind")] * 2),
        (timedelta(hours=1), []),
        (timedelta(hours=3), [(UNSAFE, "crl_unheard")] * 2),
        (2 * DAY, [(UNSAFE, "crl_past")] * 2),
    ],
)
async def test_lists_grow_old(later: timedelta, expected: list[tuple[Level, str]], installation: Installation) -> None:
    assert await installation.codes(later=later) == expected
