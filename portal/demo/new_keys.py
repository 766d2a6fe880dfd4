"""Makes the demonstration's keys and passwords. Each contains the marker, or it could pass for a real one."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from auth.tokens import generate_key_pem
from portal.demo.material import MARKER, with_marker


def write_once(file: Path, make: Callable[[], bytes]) -> None:
    """`make` is called where there is no such file; it can be read by its owner alone."""
    if not file.exists():
        file.write_bytes(make())
        file.chmod(0o600)


def write_password(file: Path) -> None:
    write_once(file, lambda: MARKER + secrets.token_hex(16).encode())


def write_secret(file: Path) -> None:
    write_once(file, lambda: with_marker(secrets.token_bytes(32)))


def write_key(file: Path) -> None:
    """A private key for ES256, in PEM."""
    write_once(file, lambda: with_marker(generate_key_pem()))


def write_key_pair(folder: Path, name: str) -> None:
    """`name`.pem, and the public key alone in `name`.pub."""
    private = folder / f"{name}.pem"
    write_key(private)
    write_once(private.with_suffix(".pub"), partial(_public_pem, private))


def _public_pem(private: Path) -> bytes:
    key = load_pem_private_key(private.read_bytes(), None).public_key()
    return with_marker(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
