"""Add the issuing authorities to a signature, so that other tools can verify it with the root alone."""

from collections.abc import Sequence

from auth.certificates.encoding.der import SEQUENCE, read_only
from auth.certificates.encoding.der_writing import encode, encode_set, to_der
from auth.signatures.cms import split_signed_data, without_armour


def add_chain(cms: bytes, certificates: Sequence[bytes]) -> bytes:
    """The signature in DER with these certificates (DER) added to its certificate set, which is not signed.

    For a signature already found valid. Raises ValueError for bytes that are not a signature.
    """
    encoded = without_armour(cms)
    parts = split_signed_data(encoded)
    present = [child.raw for child in parts.certificates.children()] if parts.certificates else []
    missing = [certificate for certificate in certificates if certificate not in present]
    signed = [to_der(parts.version), to_der(parts.digests), to_der(parts.content)]
    signed.append(encode_set(0xA0, present + missing))
    signed += [to_der(part) for part in (parts.crls, parts.signers) if part]
    content_type = next(read_only(encoded, SEQUENCE).children())
    return encode(SEQUENCE, content_type.raw, encode(0xA0, encode(SEQUENCE, *signed)))
