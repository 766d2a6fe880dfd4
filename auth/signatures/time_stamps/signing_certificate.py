"""The signing-certificate attribute, version 1, of a token (RFC 3161, 2.4.2; RFC 5816, 2.2.1)."""

from hmac import compare_digest

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, judged
from auth.certificates.codes import Code
from auth.certificates.encoding.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    Fields,
    integer,
    oid,
    read_only,
)
from auth.certificates.ocsp.cert_id import sha1

_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"


def check_first_version(certificate: Certificate, signed_attributes: bytes) -> Check:
    """For tokens without version 2. It uses SHA-1, as many TSAs do: second preimages are infeasible."""
    try:
        named = _is_named(certificate, signed_attributes)
    except ValueError:
        named = False
    return judged("signing_certificate", None if named else Code.NOT_CADES)


def _is_named(certificate: Certificate, signed_attributes: bytes) -> bool:
    """Compares the first ESSCertID; the attribute must stand once and have one value (RFC 2634, 5.4)."""
    values: list[Element] = []
    for attribute in read_only(signed_attributes, SET).children():
        fields = Fields(attribute)
        if oid(fields.take()) == _SIGNING_CERTIFICATE:
            values += fields.take(SET).children()
    if len(values) != 1:
        return False
    fields = Fields(Fields(Fields(values[0]).take(SEQUENCE)).take(SEQUENCE))
    digest, issuer_serial = fields.take(OCTET_STRING).body, fields.take_if(SEQUENCE)
    if issuer_serial is not None:
        of_issuer = Fields(issuer_serial)
        of_issuer.take(SEQUENCE)
        if integer(of_issuer.take(INTEGER)) != certificate.serial:
            return False
    return compare_digest(digest, sha1(certificate.der))
