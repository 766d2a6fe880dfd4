"""Recognise private keys, so that one sent by mistake is never kept.

The outer form alone is looked at, and no password is needed: an encrypted key is a private key too.
"""

import re
import struct
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from auth.certificates.encoding.pem import as_ascii, decode_base64

_LENGTH = rb"(?:[\x00-\x80]|\x81.|\x82..|\x83...|\x84....)"
_SEQUENCE = rb"\x30" + _LENGTH
_VERSION_0_OR_1 = _SEQUENCE + rb"\x02\x01[\x00\x01]"
_PASSWORD_BASED = rb"\x06.\x2a\x86\x48\x86\xf7\x0d\x01(?:\x05|\x0c\x01)"
_FORMS = (
    _VERSION_0_OR_1 + _SEQUENCE + rb"\x06",  # PKCS#8 (RFC 5958, 2)
    _VERSION_0_OR_1 + rb"\x02",  # RSA (RFC 8017, A.1.2), DSA
    _SEQUENCE + rb"\x02\x01\x01\x04[\x10-\x50]",  # elliptic curves (RFC 5915, 3)
    _SEQUENCE + _SEQUENCE + _PASSWORD_BASED,  # encrypted PKCS#8 (RFC 5958, 3)
    _SEQUENCE + rb"\x02\x01\x03" + _SEQUENCE + rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07",  # PKCS#12 (RFC 7292, 4)
    _SEQUENCE + _SEQUENCE + _SEQUENCE + _PASSWORD_BASED,  # BCFKS
    rb"\xfe\xed\xfe\xed|\xce\xce\xce\xce",  # JKS, JCEKS
    rb"\x00\x00\x00[\x01\x02]\x00\x00\x00\x14.{20}\x00\x00",  # BKS
    rb"openssh-key-v1\x00",
)
_KEY = re.compile(b"|".join(_FORMS), re.DOTALL)
"""How a key or a key store begins: a file that was cut short is recognised too."""
_MARKS = (b"PRIVATE KEY", b"PuTTY-User-Key-File-")
_MARKS_IN_UTF_16 = tuple(b"\0".join(mark[at : at + 1] for at in range(len(mark))) for mark in _MARKS)
_DASH = rb"(?:-|\xe2\x80[\x90-\x95])"
_ARMOUR = re.compile(rb"BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?" + _DASH + rb"|PuTTY-User-Key-File-[0-9]")
"""With the dashes that word processors make of hyphens too (in UTF-8)."""
_CONTENTS = re.compile(rb"[A-Za-z0-9+/=]{32}")
"""What follows the armour's first line: a page that only speaks of that line holds no key."""
_MOST_ARMOURS, _LONGEST_HEADERS = 64, 2_000
_BASE64_IN_TEXT = re.compile(rb"(?<![A-Za-z0-9+/_])[A-Za-z0-9+/_][A-Za-z0-9+/_-]{23,63}")
"""How a line or a word of base64 begins, in either alphabet (RFC 4648, 4 and 5): enough of it for `_KEY`."""
_ONE_ALPHABET = bytes.maketrans(b"-_", b"+/")
_LONGEST_TEXT = 1 << 18
_ARCHIVE = b"PK\x03\x04"
_LARGEST_ARCHIVE, _MOST_MEMBERS, _LARGEST_MEMBER = 1 << 20, 64, 1 << 18
_UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def holds_private_key(octets: bytes) -> bool:
    """Whether these are a private key or a store of keys, or a text or a ZIP archive with one.

    Never raises. Every store counts: whether it has a key cannot be seen without its password. An archive is looked
    into as far as that is cheap.
    """
    return _is_key(octets) or any(_is_key(member) for member in _members(octets))


def _is_key(octets: bytes) -> bool:
    return bool(_KEY.match(octets)) or _is_in_armour(octets) or any(map(_KEY.match, _decoded(octets)))


def _decoded(octets: bytes) -> Iterator[bytes]:
    """What stands in base64, as far as it shows the form: a file in it, or a part of a letter or of what was pasted."""
    text = as_ascii(octets)
    yield decode_base64(text) or b""  # however narrow its lines
    for found in _BASE64_IN_TEXT.finditer(text, 0, _LONGEST_TEXT):
        yield b64decode(found[0][: len(found[0]) // 4 * 4].translate(_ONE_ALPHABET))


def _is_in_armour(octets: bytes) -> bool:
    if not any(mark in octets for mark in _MARKS + _MARKS_IN_UTF_16):
        return False
    text = octets.replace(b"\0", b"")
    found = islice(_ARMOUR.finditer(text), _MOST_ARMOURS)
    return any(_CONTENTS.search(text, armour.end(), armour.end() + _LONGEST_HEADERS) for armour in found)


def _members(octets: bytes) -> Iterator[bytes]:
    """The first octets of each file in an archive; as far as it can be unpacked."""
    if not octets.startswith(_ARCHIVE) or len(octets) > _LARGEST_ARCHIVE:
        return
    try:
        with zipfile.ZipFile(BytesIO(octets)) as archive:
            for member in archive.infolist()[:_MOST_MEMBERS]:
                if member.compress_type in _UNPACKED:
                    with archive.open(member) as file:
                        yield file.read(_LARGEST_MEMBER)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError):
        return
