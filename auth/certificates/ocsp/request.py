"""An OCSPRequest (RFC 6960, 4.1) with a nonce (RFC 9654, 2.1)."""

from auth.certificates.certificate import Certificate
from auth.certificates.encoding.der import OCTET_STRING, SEQUENCE
from auth.certificates.encoding.der_writing import encode, encode_oid
from auth.certificates.ocsp.cert_id import SHA1, CertId

NONCE = "1.3.6.1.5.5.7.48.1.2"
NONCE_OCTETS = 32
_EXTENSIONS = 0xA2


def ocsp_request(certificate: Certificate, issuer: Certificate, nonce: bytes, digest: str = SHA1) -> bytes:
    """In DER. `digest`: the hash of the CertID; every responder supports SHA-1 (RFC 5019, 2.1.1).

    Raises ValueError when the hash is not supported here.
    """
    named = CertId.of(certificate, issuer, digest)
    if named is None:
        raise ValueError(digest)
    requests = encode(SEQUENCE, encode(SEQUENCE, named.encoded()))
    value = encode(OCTET_STRING, encode(OCTET_STRING, nonce))
    extensions = encode(SEQUENCE, encode(SEQUENCE, encode_oid(NONCE), value))
    return encode(SEQUENCE, encode(SEQUENCE, requests, encode(_EXTENSIONS, extensions)))
