"""Correct and wrong OCSP responses, made with a library that the product does not use to read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asn1crypto.x509
from asn1crypto import ocsp
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from auth.certificates.certificate import Certificate
from auth.certificates.lists.publish import publish
from auth.certificates.lists.store import CrlStore
from auth.certificates.ocsp import OcspQuery
from auth.certificates.trust import TrustStore
from tests.factories.pki import NOW
from tests.unit.auth.links import Link

NONCE = bytes(range(32))
ROOT = Link.root()
ISSUING = ROOT.issue("issuing")
OTHER_ISSUING = ROOT.issue("other issuing")
SIGNER, ANOTHER = ISSUING.issue("signer", authority=False), ISSUING.issue("another", authority=False)
QUESTION = OcspQuery(SIGNER.certificate, ISSUING.certificate, NONCE)
UNKNOWN_EXTENSION = "1.2.398.3.3.99"
HASHES = {"sha1": SHA1, "sha256": SHA256}  # the first only names things


def delegate(
    issuer: Link = ISSUING,
    *,
    uses: Sequence[ObjectIdentifier] = (ExtendedKeyUsageOID.OCSP_SIGNING,),
    no_check: bool = True,
    since: datetime = NOW - timedelta(days=1),
    until: datetime = NOW + timedelta(days=1),
    usage: str = "digital_signature",
    critical: str | None = None,
    uses_critical: bool = False,
    title: str = "responder",
) -> Link:
    """A responder's certificate, or one that must not sign responses."""
    key = ec.generate_private_key(ec.SECP256R1())
    usages = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign"
    bits = {name: name == usage for name in [*usages.split(), "crl_sign", "encipher_only", "decipher_only"]}
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer.title)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.KeyUsage(**bits), critical=True)
    )
    if uses:
        builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=uses_critical)
    if no_check:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    if critical:
        unknown = x509.UnrecognizedExtension(ObjectIdentifier(critical), b"\x05\x00")
        builder = builder.add_extension(unknown, critical=True)
    return Link(title, key, builder.sign(issuer.key, SHA256()).public_bytes(Encoding.DER))


DELEGATE = delegate()


@dataclass(frozen=True)
class Single:
    """`revoked`: the moment and the reason's name; `about`: whose serial, `below`: whose hashes."""

    about: Certificate = SIGNER.certificate
    below: Certificate = ISSUING.certificate
    status: str = "good"
    revoked: tuple[datetime, str | None] | None = None
    this_update: datetime = NOW - timedelta(minutes=5)
    next_update: datetime | None = NOW + timedelta(minutes=55)
    digest: str = "sha1"
    critical: str | None = None

    def built(self) -> ocsp.SingleResponse:
        made = {
            "cert_id": cert_id(self.about, self.below, self.digest),
            "cert_status": self._status(),
            "this_update": self.this_update,
            "next_update": self.next_update,
        }
        if self.critical:
            made["single_extensions"] = [_unknown(self.critical)]
        return ocsp.SingleResponse(made)

    def _status(self) -> ocsp.CertStatus:
        if self.revoked:
            info = {"revocation_time": self.revoked[0], "revocation_reason": self.revoked[1]}
            return ocsp.CertStatus("revoked", ocsp.RevokedInfo(info))
        return ocsp.CertStatus(self.status, ocsp.StatusGood() if self.status == "good" else ocsp.StatusUnknown())


@dataclass(frozen=True)
class OcspAnswer:
    """A correct response unless a field is changed. `signed_with`: the key, if not the responder's own."""

    responder: Link = ISSUING
    by_key: bool = False
    singles: tuple[Single, ...] = (Single(),)
    produced_at: datetime = NOW - timedelta(minutes=1)
    nonce: bytes | None = NONCE
    enclosed: tuple[Link, ...] = ()
    critical: str | None = None
    signed_with: Link | None = None
    more: Mapping[str, object] = field(default_factory=dict)

    def encoded(self) -> bytes:
        data = self._data()
        key = (self.signed_with or self.responder).key
        basic = {
            "tbs_response_data": data,
            "signature_algorithm": SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": key.sign(data.dump(), ec.ECDSA(SHA256())),
        }
        if self.enclosed:
            basic["certs"] = [asn1crypto.x509.Certificate.load(link.der) for link in self.enclosed]
        response = {"response_type": "basic_ocsp_response", "response": ocsp.BasicOCSPResponse(basic)}
        return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": response}).dump())

    def of(self, **single: Any) -> "OcspAnswer":
        """With its one statement changed."""
        return replace(self, singles=(replace(self.singles[0], **single),))

    def _data(self) -> ocsp.ResponseData:
        certificate = asn1crypto.x509.Certificate.load(self.responder.der)
        named = ("by_key", certificate.public_key.sha1) if self.by_key else ("by_name", certificate.subject)
        made: dict[str, object] = {
            "responder_id": ocsp.ResponderId(*named),
            "produced_at": self.produced_at,
            "responses": [single.built() for single in self.singles],
        }
        extensions = [] if self.nonce is None else [{"extn_id": "nonce", "critical": False, "extn_value": self.nonce}]
        if self.critical:
            extensions.append(_unknown(self.critical))
        if extensions:
            made["response_extensions"] = extensions
        return ocsp.ResponseData(made | dict(self.more))


def status_alone(status: str) -> bytes:
    return bytes(ocsp.OCSPResponse({"response_status": status}).dump())


def cert_id(about: Certificate, below: Certificate, digest: str) -> ocsp.CertId:
    issuer = asn1crypto.x509.Certificate.load(below.der)
    return ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": digest, "parameters": None},
            "issuer_name_hash": _hashed(issuer.subject.dump(), digest),
            "issuer_key_hash": _hashed(bytes(issuer.public_key["public_key"]), digest),
            "serial_number": about.serial,
        }
    )


def _hashed(octets: bytes, digest: str) -> bytes:
    hashing = Hash(HASHES[digest]())
    hashing.update(octets)
    return hashing.finalize()


def _unknown(extension: str) -> dict[str, object]:
    return {"extn_id": extension, "critical": True, "extn_value": b"\x05\x00"}


def trusting(
    folder: Path,
    *revoked: tuple[Certificate, datetime],
    now: datetime = NOW,
    listed: bool = True,
    reason: str = "",
) -> TrustStore:
    """The chain trusted, with both lists published where they are `listed`; `reason` as the library names it."""
    trust = TrustStore((ROOT.certificate,), (ISSUING.certificate,), CrlStore(folder))
    for issuer in (ROOT, ISSUING) if listed else ():
        entries = revoked if issuer is ISSUING else ()
        publish(crl(issuer, entries, now, reason), trust.issuers, folder, now)
    return trust


def crl(issuer: Link, revoked: Sequence[tuple[Certificate, datetime]], now: datetime, reason: str = "") -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer.title)]))
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(hours=23))
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for certificate, moment in revoked:
        entry = x509.RevokedCertificateBuilder(certificate.serial, moment.astimezone(UTC))
        if reason:
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags[reason]), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(issuer.key, SHA256()).public_bytes(Encoding.DER)


def key_pem(link: Link) -> bytes:
    return link.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certificate_pem(link: Link) -> bytes:
    return x509.load_der_x509_certificate(link.der).public_bytes(Encoding.PEM)
