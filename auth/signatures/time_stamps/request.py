"""A TimeStampReq (RFC 3161, 2.4.1)."""

from auth.certificates.algorithms import DIGESTS, SHA256
from auth.certificates.encoding.der import BOOLEAN, NULL, OCTET_STRING, SEQUENCE
from auth.certificates.encoding.der_writing import encode, encode_integer, encode_oid


def time_stamp_request(octets: bytes, nonce: int, policy: str = "", digest: str = SHA256) -> bytes:
    """In DER, for these octets; it requests the TSA's certificate. `policy`: an OID; empty: any.

    `digest`: one of DIGESTS. The national authority stamps SHA-256 with RSA, and Streebog with GOST.
    """
    algorithm = encode(SEQUENCE, encode_oid(digest), encode(NULL))
    imprint = encode(SEQUENCE, algorithm, encode(OCTET_STRING, DIGESTS[digest](octets)))
    wanted = [encode_oid(policy)] if policy else []
    certificate_wanted = encode(BOOLEAN, b"\xff")
    return encode(SEQUENCE, encode_integer(1), imprint, *wanted, encode_integer(nonce), certificate_wanted)
