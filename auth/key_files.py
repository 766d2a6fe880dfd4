"""Read the public keys of statements from files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from auth.certificates.encoding.pem import pem_blocks


def public_keys(files: Iterable[Path]) -> Iterator[bytes]:
    """Every public key in PEM; of a private key, its public key. Raises ValueError naming a file without a key."""
    for file in files:
        pem = file.read_bytes()
        try:
            found = [
                *map(_half, pem_blocks(pem, "PRIVATE KEY", "EC PRIVATE KEY")),
                *map(_whole, pem_blocks(pem, "PUBLIC KEY")),
            ]
        except (ValueError, TypeError) as error:
            raise ValueError(f"{file} holds a key that cannot be read") from error
        if not found:
            raise ValueError(f"{file} holds no key in PEM")
        yield from found


def _half(der: bytes) -> bytes:
    return load_der_private_key(der, None).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _whole(der: bytes) -> bytes:
    return load_der_public_key(der).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
