"""SignedData, written from a plan of which any part can be replaced (RFC 5652, 5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from auth.certificates.encoding.der import read_only
from auth.certificates.encoding.der_writing import encode, encode_set
from tests.corpus.keys import DIGESTS, RSA_ENCRYPTION, Key, hashed
from tests.corpus.writing import NULL, algorithm, explicit, integer, octets, oid, seq, set_of

DATA, SIGNED_DATA, TIME_STAMP_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
ATTRIBUTES = {
    "content type": "1.2.840.113549.1.9.3",
    "message digest": "1.2.840.113549.1.9.4",
    "signing time": "1.2.840.113549.1.9.5",
    "signing certificate": "1.2.840.113549.1.9.16.2.12",
    "signing certificate v2": "1.2.840.113549.1.9.16.2.47",
    "counter-signature": "1.2.840.113549.1.9.6",
    "time-stamp": "1.2.840.113549.1.9.16.2.14",
    "algorithm protection": "1.2.840.113549.1.9.52",
    "unknown": "1.2.398.3.3.99.2",
}


def attribute(name: str, *values: bytes) -> bytes:
    return seq(oid(ATTRIBUTES[name]), set_of(*values))


def ess_id(certificate: bytes, digest: str = "sha256", *more: bytes) -> bytes:
    """ESSCertIDv2 (RFC 5035, 4); SHA-256 is the default and left out."""
    named = b"" if digest == "sha256" else algorithm(DIGESTS[digest])
    return seq(named, octets(hashed(digest, certificate)), *more)


def signing_certificate(*ids: bytes) -> bytes:
    return attribute("signing certificate v2", seq(seq(*ids)))


def signed_attributes(certificate: bytes, document: bytes, digest: str = "sha256") -> dict[str, bytes]:
    """Those that CAdES demands."""
    return {
        "content type": attribute("content type", oid(DATA)),
        "message digest": attribute("message digest", octets(hashed(digest, document))),
        "signing certificate": signing_certificate(ess_id(certificate)),
    }


def in_der(attributes: list[bytes]) -> bytes:
    return encode_set(0xA0, attributes)


def as_a_set(wire: bytes) -> bytes:
    """What is signed where the attributes are sent in DER (RFC 5652, 5.4)."""
    return b"\x31" + wire[1:]


def issuer_and_serial(certificate: bytes) -> bytes:
    serial, _, issuer = [one.raw for one in next(read_only(certificate).children()).children() if one.tag != 0xA0][:3]
    return seq(issuer, serial)


@dataclass(frozen=True)
class Cms:
    """`wire` writes the attributes as they are sent, `over` makes of that what is signed."""

    certificate: bytes
    key: Key
    document: bytes
    digest: str = "sha256"
    attributes: Mapping[str, bytes] | None = None
    wire: Callable[[list[bytes]], bytes] = in_der
    over: Callable[[bytes], bytes] = as_a_set
    sign: Callable[[Key, bytes], bytes] | None = None
    signer_version: bytes = integer(1)
    sid: bytes | None = None
    digest_algorithm: bytes | None = None
    algorithm: bytes | None = None
    signature: Callable[[bytes], bytes] = octets
    unsigned: bytes = b""
    signers: Callable[[bytes], bytes] = set_of
    version: bytes = integer(1)
    digests: bytes | None = None
    content_type: str = DATA
    content: bytes = b""
    certificates: tuple[bytes, ...] = ()
    certificate_set: bytes | None = None
    crls: bytes = b""

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]

    def attributed(self, **attributes: bytes) -> Self:
        """With these signed attributes in the place of its own; an empty one is left out. Names with _ for blanks."""
        changed = {name.replace("_", " "): value for name, value in attributes.items()}
        return self.but(attributes={**self.usual_attributes(), **changed})

    def usual_attributes(self) -> Mapping[str, bytes]:
        if self.attributes is not None:
            return self.attributes
        return signed_attributes(self.certificate, self.document, self.digest)

    def named_digest(self) -> bytes:
        return self.digest_algorithm or algorithm(DIGESTS[self.digest])

    def signer_info(self) -> bytes:
        wire = self.wire([one for one in self.usual_attributes().values() if one])
        over = self.over(wire) if wire else self.document
        sign = self.sign or (lambda key, message: key.sign(message, self.digest))
        return seq(
            self.signer_version,
            self.sid or issuer_and_serial(self.certificate),
            self.named_digest(),
            wire,
            self.algorithm or self.usual_algorithm(),
            self.signature(sign(self.key, over)),
            self.unsigned,
        )

    def usual_algorithm(self) -> bytes:
        named = self.key.algorithm(self.digest)
        return algorithm(RSA_ENCRYPTION, NULL) if oid(RSA_ENCRYPTION) in named else named

    def signed_data(self) -> bytes:
        certificates = self.certificates or (self.certificate,)
        return seq(
            self.version,
            set_of(self.named_digest()) if self.digests is None else self.digests,
            seq(oid(self.content_type), self.content),
            encode_set(0xA0, list(certificates)) if self.certificate_set is None else self.certificate_set,
            self.crls,
            self.signers(self.signer_info()),
        )

    def der(self) -> bytes:
        return content_info(self.signed_data())


def content_info(content: bytes, kind: str = SIGNED_DATA) -> bytes:
    return seq(oid(kind), explicit(0, content))


def attached(document: bytes) -> bytes:
    return explicit(0, octets(document))


def in_segments(document: bytes, size: int = 7) -> bytes:
    """BER's constructed string (X.690, 8.7.3)."""
    cut = (octets(document[at : at + size]) for at in range(0, len(document), size))
    return explicit(0, encode(0x24, *cut))
