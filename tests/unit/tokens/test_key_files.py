"""Public keys from files, as operators keep them."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from auth.key_files import public_keys
from auth.tokens import SigningKey, generate_key_pem

PEM, OTHER_PEM = generate_key_pem(), generate_key_pem()
KEY, OTHER = SigningKey(PEM), SigningKey(OTHER_PEM)


def kept(folder: Path, *contents: bytes) -> list[Path]:
    files = [folder / f"{number}.pem" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files


@pytest.mark.parametrize(
    "content",
    [KEY.public_pem, PEM, b"the portal's key, of 2026\n" + KEY.public_pem, KEY.public_pem.replace(b"\n", b"\r\n")],
)
def test_a_key_is_read_from_either_half(content: bytes, tmp_path: Path) -> None:
    assert list(public_keys(kept(tmp_path, content))) == [KEY.public_pem]


def test_a_file_may_hold_several(tmp_path: Path) -> None:
    files = kept(tmp_path, KEY.public_pem + OTHER.public_pem, PEM)

    assert list(public_keys(files)) == [KEY.public_pem, OTHER.public_pem, KEY.public_pem]


def test_a_key_as_openssl_ecparam_writes_it(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())

    assert list(public_keys(kept(tmp_path, pem))) == [SigningKey(pem).public_pem]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no key in PEM"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "holds no key in PEM"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "holds a key that cannot be read"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "holds a key that cannot be read"),
    ],
)
def test_a_file_without_a_key_is_named(content: bytes, words: str, tmp_path: Path) -> None:
    (file,) = kept(tmp_path, content)

    with pytest.raises(ValueError, match=f"^{file} {words}$"):
        list(public_keys([file]))
