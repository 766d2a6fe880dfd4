"""Write DER (X.690, 10): the forms that requests and rebuilt signatures need."""

from auth.certificates.encoding.der import (
    CONSTRUCTED,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    DerError,
    Element,
    octets,
)

_DEEPEST = 40


def encode(tag: int, *contents: bytes) -> bytes:
    """An element with this identifier octet and these contents; the length in its shortest form."""
    body = b"".join(contents)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def encode_integer(value: int, tag: int = INTEGER) -> bytes:
    """An INTEGER in the fewest octets of two's complement (X.690, 8.3)."""
    magnitude = value if value >= 0 else ~value
    return encode(tag, value.to_bytes(magnitude.bit_length() // 8 + 1, "big", signed=True))


def encode_oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER (X.690, 8.19). `dotted` must be well-formed."""
    first, second, *rest = map(int, dotted.split("."))
    return encode(OBJECT_IDENTIFIER, *(_base_128(arc) for arc in (40 * first + second, *rest)))


def _base_128(arc: int) -> bytes:
    octets_of_arc = [arc & 0x7F]
    while arc := arc >> 7:
        octets_of_arc.insert(0, 0x80 | arc & 0x7F)
    return bytes(octets_of_arc)


def encode_set(tag: int, members: list[bytes]) -> bytes:
    """A SET OF, sorted as DER demands (X.690, 11.6)."""
    return encode(tag, *sorted(members))


def to_der(element: Element, depth: int = 0) -> bytes:
    """The element with definite, shortest lengths and unsegmented octet strings."""
    if depth > _DEEPEST:
        raise DerError
    if element.tag == OCTET_STRING | CONSTRUCTED:
        return encode(OCTET_STRING, octets(element))
    if not element.tag & CONSTRUCTED:
        return encode(element.tag, element.body)
    return encode(element.tag, *(to_der(child, depth + 1) for child in element.children()))
