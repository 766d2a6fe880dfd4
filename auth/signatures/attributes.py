"""The signed attributes that CAdES requires (RFC 5652, 11; RFC 5035, 5; ETSI EN 319 122-1, 5.1 and 5.2)."""

from dataclasses import dataclass

from auth.certificates.algorithms import SHA256, read_algorithm
from auth.certificates.encoding.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    DerError,
    Element,
    Fields,
    elements,
    integer,
    octets,
    oid,
)

_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_MOST_ATTRIBUTES = 64
_DIRECTORY_NAME = 0xA4  # in a GeneralName (RFC 5280, 4.2.1.6)


@dataclass(frozen=True, slots=True)
class CertificateId:
    """ESSCertIDv2. `issuer` and `serial`: None when it does not name them."""

    digest: str
    value: bytes
    issuer: bytes | None
    serial: int | None


@dataclass(frozen=True, slots=True)
class SignedAttributes:
    """An attribute is None when it is missing, stands twice, or does not have exactly one value."""

    signed: bytes
    content_type: str | None
    message_digest: bytes | None
    signing_certificate: CertificateId | None
    has_one_time_at_most: bool
    """The signing time is not used, but two of them are invalid (RFC 5652, 11.3)."""


def read_attributes(element: Element) -> SignedAttributes:
    """From the [0] IMPLICIT field. The signature covers its bytes, tagged as a SET (RFC 5652, 5.4)."""
    values = _sole_values(element)
    content_type, digest = values.get(_CONTENT_TYPE), values.get(_MESSAGE_DIGEST)
    certificate = values.get(_SIGNING_CERTIFICATE_V2)
    return SignedAttributes(
        signed=bytes((SET,)) + element.raw[1:],
        content_type=oid(content_type) if content_type else None,
        message_digest=octets(digest) if digest else None,
        signing_certificate=_certificate_id(certificate) if certificate else None,
        has_one_time_at_most=_SIGNING_TIME not in values or values[_SIGNING_TIME] is not None,
    )


def _sole_values(element: Element) -> dict[str, Element | None]:
    found: dict[str, Element | None] = {}
    for place, attribute in enumerate(element.children()):
        if place == _MOST_ATTRIBUTES:
            raise DerError
        name, values = elements(attribute.body)
        if values.tag != SET:
            raise DerError
        kind, value = oid(name), elements(values.body)
        found[kind] = value[0] if len(value) == 1 and kind not in found else None
    return found


def _certificate_id(element: Element) -> CertificateId | None:
    """The first of the list, which is the signer's (RFC 5035, 5.4); None when the list is empty."""
    certificates = elements(Fields(element).take(SEQUENCE).body)
    if not certificates:
        return None
    fields = Fields(certificates[0])
    algorithm, value = fields.take_if(SEQUENCE), fields.take(OCTET_STRING).body
    issuer_serial = fields.take_if(SEQUENCE)
    fields.end()
    digest = read_algorithm(algorithm).oid if algorithm else SHA256
    if issuer_serial is None:
        return CertificateId(digest, value, None, None)
    names = Fields(issuer_serial)
    directory_name = Fields(names.take(SEQUENCE)).take(_DIRECTORY_NAME)
    return CertificateId(digest, value, directory_name.body, integer(names.take(INTEGER)))
