"""Writing DER (X.690, 10): the few forms that are needed to put a signature together anew."""

from auth.certificates.der import CONSTRUCTED, OCTET_STRING, DerError, Element, octets

_DEEPEST = 40


def encode(tag: int, *contents: bytes) -> bytes:
    """The element with this identifier octet and these contents, its length in the shortest form."""
    body = b"".join(contents)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


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
