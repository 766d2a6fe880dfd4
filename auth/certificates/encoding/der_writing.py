"""Writing DER (X.690, 10): the few forms that are needed to put a signature together anew."""

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
    """The element with this identifier octet and these contents, its length in the shortest form."""
    body = b"".join(contents)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def encode_integer(value: int, tag: int = INTEGER) -> bytes:
    """Two's complement in as few octets as hold it (X.690, 8.3)."""
    magnitude = value if value >= 0 else ~value
    return encode(tag, value.to_bytes(magnitude.bit_length() // 8 + 1, "big", signed=True))


def encode_oid(dotted: str) -> bytes:
    """X.690, 8.19; for identifiers that the product itself knows."""
    first, second, *rest = map(int, dotted.split("."))
    return encode(OBJECT_IDENTIFIER, *(_base_128(arc) for arc in (40 * first + second, *rest)))


def _base_128(arc: int) -> bytes:
    octets_of_arc = [arc & 0x7F]
    while arc := arc >> 7:
        octets_of_arc.insert(0, 0x80 | arc & 0x7F)
    return bytes(octets_of_arc)


def encode_set(tag: int, members: list[bytes]) -> bytes:
    """A SET OF in the order that DER demands (X.690, 11.6)."""
    return encode(tag, *sorted(members))


def to_der(element: Element, depth: int = 0) -> bytes:
    """The element with definite, shortest lengths and its octet strings in one piece."""
    if depth > _DEEPEST:
        raise DerError
    if element.tag == OCTET_STRING | CONSTRUCTED:
        return encode(OCTET_STRING, octets(element))
    if not element.tag & CONSTRUCTED:
        return encode(element.tag, element.body)
    return encode(element.tag, *(to_der(child, depth + 1) for child in element.children()))
