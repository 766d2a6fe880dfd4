"""OCSP answers, written from a plan of which any part can be replaced (RFC 6960, 4.2)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from auth.certificates.encoding.der import read_only
from auth.certificates.encoding.der_writing import encode
from tests.corpus.certificates import CertificatePlan, extension
from tests.corpus.keys import DIGESTS, Key
from tests.corpus.world import NOW
from tests.corpus.writing import (
    NULL,
    algorithm,
    bits,
    enumerated,
    explicit,
    generalized_time,
    implicit,
    octets,
    oid,
    seq,
)

BASIC = "1.3.6.1.5.5.7.48.1.1"
NONCE = bytes(range(32))
GOOD, UNKNOWN = implicit(0, b""), implicit(2, b"")


def key_octets(key: Key) -> bytes:
    _, public = read_only(key.public).children()
    return public.body[1:]


def cert_id(issuer: CertificatePlan, serial: bytes, digest: str = "sha1") -> bytes:
    hashed = [octets(hashlib.new(digest, what).digest()) for what in (issuer.subject, key_octets(issuer.key))]
    return seq(algorithm(DIGESTS[digest], NULL), *hashed, serial)


def revoked(at: bytes, code: int | None = None) -> bytes:
    return encode(0xA1, at, b"" if code is None else explicit(0, enumerated(code)))


def by_key(key: Key) -> bytes:
    """The responder ID."""
    return explicit(2, octets(hashlib.sha1(key_octets(key)).digest()))  # noqa: S324 -- RFC 6960's own


def nonce(value: bytes = NONCE) -> bytes:
    return extension("nonce", octets(value))


@dataclass(frozen=True)
class Single:
    """About one certificate."""

    cert_id: bytes
    status: bytes = GOOD
    this_update: bytes = generalized_time(NOW)
    next_update: bytes = b""
    extensions: bytes = b""

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]

    def der(self) -> bytes:
        extensions = explicit(1, seq(self.extensions)) if self.extensions else b""
        return seq(self.cert_id, self.status, self.this_update, self.next_update, extensions)


@dataclass(frozen=True)
class Response:
    """By `signer`, its certificates beside it."""

    singles: tuple[Single, ...]
    signer: Key
    certificates: tuple[bytes, ...] = ()
    version: bytes = b""
    responder: bytes | None = None
    produced_at: bytes = generalized_time(NOW)
    extensions: bytes = nonce()
    status: int = 0
    sign: Callable[[Key, bytes], bytes] = Key.sign
    kind: str = BASIC
    digest: str = "sha256"
    data: bytes | None = None

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]

    def about(self, **parts: object) -> Self:
        """Its only statement, changed."""
        return self.but(singles=(self.singles[0].but(**parts),))

    def usual_data(self) -> bytes:
        return seq(
            self.version,
            self.responder or by_key(self.signer),
            self.produced_at,
            seq(*(single.der() for single in self.singles)),
            explicit(1, seq(self.extensions)) if self.extensions else b"",
        )

    def der(self) -> bytes:
        data = self.usual_data() if self.data is None else self.data
        signature = self.signer.sign(data, self.digest) if self.sign is Key.sign else self.sign(self.signer, data)
        certificates = explicit(0, seq(*self.certificates)) if self.certificates else b""
        basic = seq(data, self.signer.algorithm(self.digest), bits(signature), certificates)
        return seq(enumerated(self.status), explicit(0, seq(oid(self.kind), octets(basic))))


def refusal(status: int) -> bytes:
    """Without an answer, and unsigned (RFC 6960, 4.2.1)."""
    return seq(enumerated(status))
