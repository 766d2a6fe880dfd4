"""Parse SignedData (RFC 5652, 5): BER or DER, as it is, in base64 or in PEM armour."""

from dataclasses import dataclass
from typing import NamedTuple

from auth.certificates.algorithms import AlgorithmIdentifier, read_algorithm
from auth.certificates.encoding.der import (
    CONSTRUCTED,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    DerError,
    Element,
    Fields,
    integer,
    octets,
    oid,
    read_only,
)
from auth.certificates.encoding.pem import as_ascii, decode_base64, is_pem, sole_pem_block
from auth.signatures.attributes import SignedAttributes, read_attributes

DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
_PEM_LABELS = ("CMS", "PKCS7", "PKCS #7 SIGNED DATA")
_ANY_EXPLICIT, _CERTIFICATES, _CRLS, _SIGNED_ATTRIBUTES, _UNSIGNED_ATTRIBUTES = 0xA0, 0xA0, 0xA1, 0xA0, 0xA1
_KEY_IDENTIFIER = 0x80
_VERSIONS, _SIGNER_VERSIONS = range(6), range(1, 4, 2)  # 5.1, 5.3
_MOST_CERTIFICATES, _MOST_SIGNERS = 16, 64


class SignerId(NamedTuple):
    """Either issuer and serial number, or the key identifier (5.3). `octets`: the encoded number or identifier."""

    issuer: bytes | None
    serial: int | None
    key_identifier: bytes | None
    octets: bytes


@dataclass(frozen=True, slots=True)
class SignerInfo:
    signer: SignerId
    digest: str
    attributes: SignedAttributes | None
    algorithm: AlgorithmIdentifier
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedData:
    """`content` is None in a detached signature."""

    content: bytes | None
    certificates: tuple[bytes, ...]
    signers: tuple[SignerInfo, ...]


class SignedDataParts(NamedTuple):
    """The members of SignedData, not yet parsed."""

    version: Element
    digests: Element
    content: Element
    certificates: Element | None
    crls: Element | None
    signers: Element


def without_armour(cms: bytes) -> bytes:
    """The contents of the PEM armour or of the base64, or the bytes themselves; empty when the armour is broken."""
    text = as_ascii(cms)
    return sole_pem_block(text, *_PEM_LABELS) or b"" if is_pem(text) else decode_base64(text) or cms


def read_signed_data(cms: bytes, content_type: str = DATA) -> SignedData | None:
    """None unless the bytes are exactly one SignedData with content of this type.

    Also None when it has more certificates or signers than any real signature.
    """
    try:
        parts = split_signed_data(without_armour(cms))
        certificates = _at_most(_MOST_CERTIFICATES, parts.certificates)
        return SignedData(
            content=_content(parts.content, content_type),
            certificates=tuple(child.raw for child in certificates if child.tag == SEQUENCE),
            signers=tuple(_signer_info(child) for child in _at_most(_MOST_SIGNERS, parts.signers)),
        )
    except (ValueError, OverflowError):
        return None


def split_signed_data(encoded: bytes) -> SignedDataParts:
    """Raises DerError, also when bytes follow the ContentInfo."""
    content_info = Fields(read_only(encoded, SEQUENCE))
    if oid(content_info.take(OBJECT_IDENTIFIER)) != SIGNED_DATA:
        raise DerError
    signed = Fields(read_only(content_info.take(_ANY_EXPLICIT).body, SEQUENCE))
    content_info.end()
    parts = SignedDataParts(
        version=_version(signed, _VERSIONS),
        digests=signed.take(SET),
        content=signed.take(SEQUENCE),
        certificates=signed.take_if(_CERTIFICATES),
        crls=signed.take_if(_CRLS),
        signers=signed.take(SET),
    )
    signed.end()
    return parts


def _version(fields: Fields, known: range) -> Element:
    element = fields.take(INTEGER)
    if integer(element) not in known:
        raise DerError
    return element


def _at_most(most: int, element: Element | None) -> list[Element]:
    found = list(element.children()) if element else []
    if len(found) > most:
        raise DerError
    return found


def _content(element: Element, content_type: str) -> bytes | None:
    fields = Fields(element)
    if oid(fields.take()) != content_type:
        raise DerError
    explicit = fields.take_if(_ANY_EXPLICIT)
    fields.end()
    return None if explicit is None else octets(read_only(explicit.body))


def _signer_info(element: Element) -> SignerInfo:
    fields = Fields(element)
    _version(fields, _SIGNER_VERSIONS)
    signer, digest = (
        _signer_id(fields.take(SEQUENCE, _KEY_IDENTIFIER)),
        read_algorithm(fields.take(SEQUENCE)).oid,
    )
    attributes = fields.take_if(_SIGNED_ATTRIBUTES)
    algorithm = read_algorithm(fields.take(SEQUENCE))
    signature = octets(fields.take(OCTET_STRING, OCTET_STRING | CONSTRUCTED))
    fields.take_if(_UNSIGNED_ATTRIBUTES)
    fields.end()
    return SignerInfo(signer, digest, read_attributes(attributes) if attributes else None, algorithm, signature)


def _signer_id(element: Element) -> SignerId:
    if element.tag == _KEY_IDENTIFIER:
        return SignerId(None, None, element.body, element.body)
    fields = Fields(element)
    issuer, serial = fields.take(SEQUENCE), fields.take(INTEGER)
    fields.end()
    return SignerId(issuer.raw, integer(serial), None, serial.body)
