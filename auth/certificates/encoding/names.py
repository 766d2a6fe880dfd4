"""Compare names (RFC 5280, 7.1): one name may differ in case, blanks and string types."""

import unicodedata
from functools import lru_cache

from auth.certificates.encoding.der import (
    BMP_STRING,
    SEQUENCE,
    UTF8_STRING,
    DerError,
    Element,
    Fields,
    directory_string,
    oid,
    read_only,
)

_NUMERIC, _PRINTABLE, _TELETEX, _IA5 = 0x12, 0x13, 0x14, 0x16
_MOST_OCTETS = 1 << 12
"""Of a name. Preparing a string takes time by the square of the marks on one letter."""
_FOLDED = {UTF8_STRING, BMP_STRING, _NUMERIC, _PRINTABLE, _TELETEX, _IA5}

Attribute = tuple[str, str | bytes]
RelativeName = frozenset[Attribute]
NameKey = tuple[RelativeName, ...]
"""Equal for two names exactly when they are the same name."""


def same_name(one: bytes, other: bytes) -> bool:
    """Whether two Names in DER are the same. Names that cannot be read are the same only when their bytes are."""
    return one == other or (name_key(one) == name_key(other) and name_key(one) is not None)


def name_key(name: bytes) -> NameKey | None:
    """None when the bytes are not a Name, or are more than any name has."""
    return _name_key(name) if len(name) <= _MOST_OCTETS else None


@lru_cache(maxsize=1024)
def _name_key(name: bytes) -> NameKey | None:
    try:
        return tuple(_relative_name(part) for part in read_only(name, SEQUENCE).children())
    except ValueError:
        return None


def _relative_name(part: Element) -> RelativeName:
    return frozenset(_attribute(Fields(attribute)) for attribute in part.children())


def _attribute(fields: Fields) -> Attribute:
    kind, value = oid(fields.take()), fields.take()
    fields.end()
    return kind, _folded(directory_string(value)) if value.tag in _FOLDED else value.raw


def _folded(value: str) -> str:
    """String preparation (RFC 4518, 2): normal form NFKC, case folded, runs of blanks as one blank.

    Raises DerError for U+FFFD and U+0000, which stand for no character.
    """
    if "\ufffd" in value or "\x00" in value:
        raise DerError
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).split())
