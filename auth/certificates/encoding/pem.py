"""PEM armour (RFC 7468)."""

import base64
import binascii
import re

CERTIFICATE_LABELS, CRL_LABELS = ("CERTIFICATE", "X509 CERTIFICATE"), ("X509 CRL", "CRL")
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----")


def is_pem(data: bytes) -> bool:
    return data.lstrip().startswith(b"-----BEGIN ")


def pem_blocks(data: bytes, *labels: str) -> list[bytes]:
    """The contents of each block with one of `labels`. Blocks that are not base64 are left out."""
    blocks = []
    for label, body in _BLOCK.findall(data):
        if label.decode("ascii") in labels:
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
