"""Certificates and lists, written from plans of which any part can be replaced (RFC 5280, 4 and 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from tests.corpus.keys import Key
from tests.corpus.writing import (
    bits,
    boolean,
    enumerated,
    explicit,
    implicit,
    integer,
    octets,
    oid,
    seq,
    utc_time,
)

EXTENSIONS = {
    "basic constraints": "2.5.29.19",
    "key usage": "2.5.29.15",
    "purposes": "2.5.29.37",
    "policies": "2.5.29.32",
    "key identifier": "2.5.29.14",
    "authority key identifier": "2.5.29.35",
    "authority information": "1.3.6.1.5.5.7.1.1",
    "freshest CRL": "2.5.29.46",
    "name constraints": "2.5.29.30",
    "policy constraints": "2.5.29.36",
    "policy mappings": "2.5.29.33",
    "alternative names": "2.5.29.17",
    "CRL number": "2.5.29.20",
    "delta": "2.5.29.27",
    "distribution point": "2.5.29.28",
    "reason": "2.5.29.21",
    "invalidity date": "2.5.29.24",
    "certificate issuer": "2.5.29.29",
    "no check": "1.3.6.1.5.5.7.48.1.5",
    "nonce": "1.3.6.1.5.5.7.48.1.2",
    "unknown": "1.2.398.3.3.99.1",
}
KEY_USAGES = {"signature": 0, "non-repudiation": 1, "encipherment": 2, "agreement": 4, "certificates": 5, "CRLs": 6}


def extension(name: str, value: bytes, *, critical: bool = False) -> bytes:
    return seq(oid(EXTENSIONS[name]), boolean(True) if critical else b"", octets(value))


def key_usage(*names: str, critical: bool = True) -> bytes:
    flags = sum(0x80 >> KEY_USAGES[name] for name in names)
    unused = (flags & -flags).bit_length() - 1
    return extension("key usage", bits(bytes((flags,)), unused), critical=critical)


def purposes(*oids: str, critical: bool = False) -> bytes:
    return extension("purposes", seq(*map(oid, oids)), critical=critical)


def policies(*oids: str) -> bytes:
    return extension("policies", seq(*(seq(oid(one)) for one in oids)))


def basic_constraints(*, authority: bool = True, path_length: int | None = None, critical: bool = True) -> bytes:
    flag = boolean(True) if authority else b""
    length = b"" if path_length is None else integer(path_length)
    return extension("basic constraints", seq(flag, length), critical=critical)


def freshest_crl() -> bytes:
    point = explicit(0, explicit(0, implicit(6, b"http://authority.test/delta.crl")))
    return extension("freshest CRL", seq(seq(point)))


def responder_at() -> bytes:
    """Where the authority answers; the product follows no address of a certificate."""
    return extension(
        "authority information", seq(seq(oid("1.3.6.1.5.5.7.48.1"), implicit(6, b"http://authority.test/")))
    )


@dataclass(frozen=True)
class CertificatePlan:
    """Parts are DER already. `signer` signs; `algorithm` and `outer` name what it signs by, when not the truth."""

    subject: bytes
    issuer: bytes
    key: Key
    signer: Key
    validity: bytes
    extensions: Mapping[str, bytes]
    serial: bytes = integer(1001)
    version: bytes = explicit(0, integer(2))
    public_key: bytes | None = None
    algorithm: bytes | None = None
    outer: bytes | None = None
    digest: str = "sha256"
    unique_ids: bytes = b""
    more_extensions: bytes = b""
    signature: bytes | None = None

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]

    def extended(self, **extensions: bytes) -> Self:
        """With these extensions in the place of its own; an empty one is left out. Names with _ for blanks."""
        changed = {name.replace("_", " "): value for name, value in extensions.items()}
        return self.but(extensions={**self.extensions, **changed})

    @property
    def named_algorithm(self) -> bytes:
        return self.algorithm or self.signer.algorithm(self.digest)

    def tbs(self) -> bytes:
        extensions = b"".join(self.extensions.values()) + self.more_extensions
        return seq(
            self.version,
            self.serial,
            self.named_algorithm,
            self.issuer,
            self.validity,
            self.subject,
            self.public_key or self.key.public,
            self.unique_ids,
            explicit(3, seq(extensions)) if extensions else b"",
        )

    def der(self) -> bytes:
        tbs = self.tbs()
        signature = self.signer.sign(tbs, self.digest) if self.signature is None else self.signature
        return seq(tbs, self.outer or self.named_algorithm, bits(signature))


def entry(serial: int, at: bytes, *extensions: bytes) -> bytes:
    """A revoked certificate (RFC 5280, 5.1.2.6 and 5.3)."""
    return seq(integer(serial), at, seq(*extensions) if extensions else b"")


def reason(code: int) -> bytes:
    return extension("reason", enumerated(code))


def crl_number(number: int) -> bytes:
    return extension("CRL number", integer(number))


def delta_of(number: int, *, critical: bool = True) -> bytes:
    return extension("delta", integer(number), critical=critical)


@dataclass(frozen=True)
class ListPlan:
    """A CRL; parts are DER already."""

    issuer: bytes
    signer: Key
    this_update: bytes
    next_update: bytes
    entries: tuple[bytes, ...] = ()
    extensions: tuple[bytes, ...] = ()
    version: bytes = integer(1)
    algorithm: bytes | None = None
    outer: bytes | None = None
    digest: str = "sha256"

    def but(self, **parts: object) -> Self:
        return replace(self, **parts)  # type: ignore[arg-type]

    def der(self) -> bytes:
        named = self.algorithm or self.signer.algorithm(self.digest)
        tbs = seq(
            self.version,
            named,
            self.issuer,
            self.this_update,
            self.next_update,
            seq(*self.entries) if self.entries else b"",
            explicit(0, seq(*self.extensions)) if self.extensions else b"",
        )
        return seq(tbs, self.outer or named, bits(self.signer.sign(tbs, self.digest)))


def validity(since: datetime, until: datetime) -> bytes:
    return seq(utc_time(since), utc_time(until))
