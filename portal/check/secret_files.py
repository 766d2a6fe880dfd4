"""Secrets: long enough, hard to guess, and readable by the portal's own user only."""

import stat
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from portal.check.findings import Finding, Installation, unsafe, wrong
from portal.settings import Settings
from portal.settings.table import VARIABLES

_SHORTEST = 32
_FEWEST_DIFFERENT = 10
"""Of 32 random bytes about 30 are different; of their 64 hexadecimal digits about 16."""


def form_secrets(installation: Installation) -> Iterator[Finding]:
    settings = installation.settings
    for file in (settings.secret_file, *settings.accepted_secret_files):
        yield from _form_secret(file)


def _form_secret(file: Path) -> Iterator[Finding]:
    make = f"Make one: umask 077; head -c 32 /dev/urandom > {file}"
    try:
        secret = file.read_bytes()
    except OSError as error:
        yield wrong("secret_missing", f"There is no secret to be read at {file} ({error.strerror}). {make}")
        return
    if len(secret) < _SHORTEST:
        yield wrong("secret_short", f"The secret in {file} has {len(secret)} bytes, {_SHORTEST} are needed. {make}")
    elif len(set(secret)) < _FEWEST_DIFFERENT:
        yield wrong("secret_trivial", f"The secret in {file} can be guessed. {make}")


def permissions(installation: Installation) -> Iterator[Finding]:
    for file, name in secret_files(installation.settings).items():
        if file.is_file() and file.stat().st_mode & stat.S_IRWXO:
            yield unsafe(
                "secret_open", f"Every user of this machine can use {file} ({name}). Close it: chmod o= {file}"
            )


def secret_files(settings: Settings) -> dict[Path, str]:
    """Each secret file, and the variable that names it. A published key counts if its file holds a private key."""
    found: dict[Path, str] = {}
    for variable in VARIABLES:
        value = attrgetter(variable.field)(settings)
        if variable.is_secret and value:
            for file in value if isinstance(value, tuple) else (value,):
                found.setdefault(file, variable.name)
    for file in settings.server_keys.published:
        if b"PRIVATE KEY" in file.read_bytes():
            found.setdefault(file, "KEZEK_SERVER_KEYS_PUBLISHED")
    return found
