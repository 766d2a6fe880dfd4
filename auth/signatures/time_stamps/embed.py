"""Put a time-stamp into its signature: CAdES-T (ETSI EN 319 122-1, 5.3)."""

from auth.certificates.encoding.der import SEQUENCE, SET, DerError, Element, read_only
from auth.certificates.encoding.der_writing import encode, encode_oid, encode_set, to_der
from auth.signatures.case import SignatureCase, open_signature
from auth.signatures.cms import split_signed_data, without_armour

SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
_CERTIFICATES, _UNSIGNED_ATTRIBUTES = 0xA0, 0xA1


def signature_octets(cms: bytes) -> bytes:
    """What a signature-time-stamp covers: SignerInfo.signature without tag and length (EN 319 122-1, 5.3).

    Raises ValueError for bytes that are not a signature of one signer.
    """
    case = open_signature(cms)
    if isinstance(case, SignatureCase):
        return case.signer.signature
    raise ValueError(case)


def embed(cms: bytes, token: bytes) -> bytes:
    """The signature in DER with this token as an unsigned attribute. Embedding it again changes nothing.

    For a signature found valid and a token found good. Raises ValueError for bytes that are neither.
    """
    encoded = without_armour(cms)
    parts = split_signed_data(encoded)
    read_only(token, SEQUENCE)
    (signer,) = parts.signers.children()
    signed = [to_der(parts.version), to_der(parts.digests), to_der(parts.content)]
    if parts.certificates:
        signed.append(encode_set(_CERTIFICATES, [child.raw for child in parts.certificates.children()]))
    if parts.crls:
        signed.append(to_der(parts.crls))
    signed.append(encode(SET, _with_token(signer, token)))
    content_type = next(read_only(encoded, SEQUENCE).children())
    return encode(SEQUENCE, content_type.raw, encode(_CERTIFICATES, encode(SEQUENCE, *signed)))


def _with_token(signer: Element, token: bytes) -> bytes:
    """Each token is an attribute of its own, as there may be several."""
    members = list(signer.children())
    if not members:
        raise DerError
    unsigned = members.pop() if members[-1].tag == _UNSIGNED_ATTRIBUTES else None
    attributes = [to_der(child) for child in unsigned.children()] if unsigned else []
    attribute = encode(SEQUENCE, encode_oid(SIGNATURE_TIME_STAMP), encode(SET, token))
    if attribute not in attributes:
        attributes.append(attribute)
    return encode(SEQUENCE, *map(to_der, members), encode_set(_UNSIGNED_ATTRIBUTES, attributes))
