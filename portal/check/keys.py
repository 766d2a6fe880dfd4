"""The keys of statements: they can be read, none occurs twice, and none of ours is trusted as the gateway's."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auth.key_files import public_keys
from auth.tokens import SigningKey, VerifyingKeys
from portal.check.findings import Finding, Installation, unsafe, wrong
from portal.settings import Settings


def server_keys(installation: Installation) -> Iterator[Finding]:
    settings = installation.settings
    yield from _private(settings)
    for name, files in _public(settings):
        yield from _readable(name, files)


def _private(settings: Settings) -> Iterator[Finding]:
    if settings.server_keys.private is None and settings.gateway.key_file is None:
        yield unsafe("key_missing", "Nothing can be signed. Make a key (portal keys new FILE): KEZEK_SERVER_KEY.")
    named = {
        settings.gateway.key_file: "KEZEK_GATEWAY_KEY_FILE",
        settings.server_keys.private: "KEZEK_SERVER_KEY",  # named last, so it is reported for a file used for both
    }
    for file, name in named.items():
        if file and not kid_of(file):
            yield wrong(
                "key_unreadable", f"{name}: {file} holds no private key on P-256. Make one: portal keys new FILE"
            )


def _public(settings: Settings) -> Iterator[tuple[str, tuple[Path, ...]]]:
    yield "KEZEK_SERVER_KEYS_PUBLISHED", settings.server_keys.published
    yield "KEZEK_GATEWAY_PUBLIC_KEYS", settings.gateway.gateway_keys


def _readable(name: str, files: tuple[Path, ...]) -> Iterator[Finding]:
    try:
        kids = Counter(kids_of(files))
    except ValueError as error:
        yield wrong("key_unreadable", f"{name}: {error}. Take it out, or put a key on P-256 there.")
        return
    for kid in (kid for kid, count in kids.items() if count > 1):
        yield unsafe("key_twice", f"{name}: the key {kid} is there twice. One of the files is not what it should be.")


def shared_keys(installation: Installation) -> Iterator[Finding]:
    """If a key of ours were trusted as the gateway's, its holder could send messages as the gateway."""
    settings = installation.settings
    ours = {kid_of(file) for file in (settings.server_keys.private, settings.gateway.key_file) if file} - {None}
    try:
        theirs = set(kids_of(settings.gateway.gateway_keys))
    except ValueError:
        return
    for kid in sorted(filter(None, ours & theirs)):
        yield wrong("key_shared", f"KEZEK_GATEWAY_PUBLIC_KEYS holds our own key {kid}. Put the gateway's there.")


def keys_in_use(settings: Settings) -> Iterator[tuple[str, str, Path]]:
    """Each key's use, its name (kid) and its file. Raises ValueError."""
    uses = {
        "signs": settings.server_keys.private,
        "gateway": settings.gateway.key_file,
        "published": settings.server_keys.published,
        "believed": settings.gateway.gateway_keys,
    }
    for use, files in uses.items():
        for file in (files,) if isinstance(files, Path) else files or ():
            yield from ((use, kid, file) for kid in kids_of((file,)))


def kid_of(file: Path) -> str | None:
    """The name (kid) of a private key; None if the file holds none."""
    try:
        return SigningKey.from_file(file).kid
    except (ValueError, TypeError, OSError):
        return None


def kids_of(files: tuple[Path, ...]) -> list[str]:
    """The names (kid) of the public keys in the files. Raises ValueError."""
    return [VerifyingKeys([pem]).as_jwks()["keys"][0]["kid"] for pem in public_keys(files)]
