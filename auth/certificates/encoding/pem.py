"""PEM armour (RFC 7468)."""

import base64
import binascii
import codecs
import re

CERTIFICATE_LABELS, CRL_LABELS = ("CERTIFICATE", "X509 CERTIFICATE"), ("X509 CRL", "CRL")
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]+(?:=\s*){0,2}")
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_UTF_16 |= {bytes((letter, 0)): "utf-16-le" for letter in b"-M"} | {bytes((0, letter)): "utf-16-be" for letter in b"-M"}
"""By the first two octets: a byte order mark, or the first letter of armour or of a SEQUENCE in base64."""


def as_ascii(data: bytes) -> bytes:
    """Text in ASCII, also where an editor wrote it in UTF-16 or after a byte order mark; other data unchanged."""
    if encoding := _UTF_16.get(data[:2]):
        return data.decode(encoding, "replace").encode("ascii", "replace")
    return data.removeprefix(codecs.BOM_UTF8)


def decode_base64(data: bytes) -> bytes | None:
    """The contents of base64 without armour; None for anything else, and for nothing."""
    if not data.strip() or not _BASE64.fullmatch(data):
        return None
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error:
        return None


def is_pem(data: bytes) -> bool:
    return data.lstrip().startswith(b"-----BEGIN ")


def pem_blocks(data: bytes, *labels: str) -> list[bytes]:
    """The contents of each block with one of `labels`, or with any. Blocks that are not base64 are left out."""
    blocks = []
    for label, body in _BLOCK.findall(data):
        if not labels or label.decode("ascii") in labels:
            try:
                blocks.append(base64.b64decode(b"".join(body.split()), validate=True))
            except binascii.Error:
                continue
    return blocks


def file_contents(data: bytes, *labels: str) -> list[bytes]:
    """The contents of a file: one DER encoding, or the PEM blocks with one of `labels`; text around them is ignored."""
    return pem_blocks(data, *labels) if b"-----BEGIN " in data and data[:1] != b"0" else [data]


def sole_pem_block(data: bytes, *labels: str) -> bytes | None:
    """The contents of the one block that `data` consists of, apart from blanks; else None."""
    if not _BLOCK.fullmatch(data.strip()):
        return None
    blocks = pem_blocks(data, *labels)
    return blocks[0] if blocks else None
