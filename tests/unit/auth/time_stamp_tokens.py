"""Correct and wrong tokens, made with a library that the product does not use to read them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha1, sha256
from typing import Any

import asn1crypto.x509
from asn1crypto import cms, core, tsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.factories.pki import NOW
from tests.unit.auth.links import Link
from tests.unit.auth.ocsp_answers import ISSUING, certificate_pem, delegate, key_pem

tsa = partial(
    delegate, uses=(ExtendedKeyUsageOID.TIME_STAMPING,), uses_critical=True, no_check=False, title="time-stamps"
)
TSA = tsa()
OCTETS = b"the signature value of a request"
NONCE = 0x7D41_0C3E_99B1_5A07
POLICY, OTHER_POLICY = "1.2.398.3.3.2.6.2", "1.2.398.3.3.2.6.4"


@dataclass(frozen=True)
class Token:
    """A correct token unless a field is changed. `names`: the certificate that the signed attribute names."""

    octets: bytes = OCTETS
    signer: Link = TSA
    names: Link | None = None
    version: str = "v1"
    nonce: int | None = NONCE
    gen_time: datetime = NOW
    policy: str = POLICY
    serial: int = 7
    imprint: str = "sha256"
    accuracy: dict[str, int] | None = None
    authority: Link | None = None
    critical: str | None = None
    essential: tuple[str, ...] = ("v2",)
    named_serial: int | None = None
    content_type: str = "tst_info"
    digest: str = "sha256"
    message_digest: bytes | None = None
    enclosed: Sequence[Link] = (TSA, ISSUING)
    signed_with: Link | None = None
    signers: int = 1
    without: tuple[str, ...] = field(default=())

    def encoded(self) -> bytes:
        info = self._info().dump()
        signed = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": self.digest}],
            "encap_content_info": {"content_type": self.content_type, "content": core.ParsableOctetString(info)},
            "certificates": [asn1crypto.x509.Certificate.load(link.der) for link in self.enclosed],
            "signer_infos": [self._signer(info)] * self.signers,
        }
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())

    def _info(self) -> tsp.TSTInfo:
        made: dict[str, object] = {
            "version": self.version,
            "policy": self.policy,
            "message_imprint": {
                "hash_algorithm": {"algorithm": self.imprint},
                "hashed_message": sha256(self.octets).digest(),
            },
            "serial_number": self.serial,
            "gen_time": self.gen_time,
        }
        if self.accuracy is not None:
            made["accuracy"] = self.accuracy
        if self.nonce is not None:
            made["nonce"] = self.nonce
        if self.authority is not None:
            subject = asn1crypto.x509.Certificate.load(self.authority.der).subject
            made["tsa"] = asn1crypto.x509.GeneralName("directory_name", subject)
        if self.critical:
            made["extensions"] = [{"extn_id": self.critical, "critical": True, "extn_value": b"\x05\x00"}]
        return tsp.TSTInfo(made)

    def _signer(self, info: bytes) -> cms.SignerInfo:
        certificate = asn1crypto.x509.Certificate.load(self.signer.der)
        attributes = cms.CMSAttributes(self._attributes(info))
        identifier = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", identifier),
            "digest_algorithm": {"algorithm": self.digest},
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": (self.signed_with or self.signer).key.sign(attributes.dump(), ec.ECDSA(SHA256())),
        }
        if "signed_attrs" not in self.without:
            signer["signed_attrs"] = attributes
        return cms.SignerInfo(signer)

    def _attributes(self, info: bytes) -> list[dict[str, object]]:
        digest = self.message_digest or sha256(info).digest()
        made: list[dict[str, object]] = [
            {"type": "content_type", "values": [self.content_type]},
            {"type": "message_digest", "values": [digest]},
        ]
        named = (self.names or self.signer).der
        if "v1" in self.essential:
            value = tsp.SigningCertificate({"certs": [self._first_version(named)]})
            made.append({"type": "signing_certificate", "values": [value]})
        if "v2" in self.essential:
            value = tsp.SigningCertificateV2({"certs": [{"cert_hash": sha256(named).digest()}]})
            made.append({"type": "signing_certificate_v2", "values": [value]})
        return [attribute for attribute in made if attribute["type"] not in self.without]

    def _first_version(self, named: bytes) -> dict[str, object]:
        essential: dict[str, object] = {"cert_hash": sha1(named).digest()}  # noqa: S324 -- as TSAs do
        if self.named_serial is not None:
            issuer = asn1crypto.x509.Certificate.load(named).issuer
            names = [asn1crypto.x509.GeneralName("directory_name", issuer)]
            essential["issuer_serial"] = {"issuer": names, "serial_number": self.named_serial}
        return essential


def by(signer: Link, **changes: Any) -> Token:
    """Signed by this one, and enclosing it."""
    return replace(Token(), signer=signer, enclosed=(signer, ISSUING), **changes)


def reply(token: bytes | None, status: str = "granted", failure: str | None = None) -> bytes:
    """A TimeStampResp."""
    info: dict[str, object] = {"status": status}
    if failure:
        info["fail_info"] = {failure}
    if token is None:  # the library demands one
        alone = tsp.PKIStatusInfo(info).dump()
        return bytes((0x30, len(alone))) + bytes(alone)
    made = {"status": info, "time_stamp_token": cms.ContentInfo.load(token)}
    return bytes(tsp.TimeStampResp(made).dump())


def answering(token: Token, seconds: int = 0) -> "Answerer":
    return Answerer(token, timedelta(seconds=seconds))


@dataclass(frozen=True)
class Answerer:
    """Answers a TimeStampReq with this token, its imprint and nonce those of the request."""

    token: Token
    late: timedelta

    def __call__(self, request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        stamped = replace(self.token, nonce=asked["nonce"].native, gen_time=self.token.gen_time + self.late)
        return reply(stamped.encoded())


OPENSSL_TSA = """
[tsa]
default_tsa = it
[it]
serial = serial
signer_cert = tsa.pem
certs = chain.pem
signer_key = key.pem
signer_digest = sha256
default_policy = {policy}
digests = sha256, sha512
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {ess}
"""


def openssl_tsa_files(ess: str = "sha256", signer: Link = TSA) -> dict[str, bytes]:
    """What `openssl ts -reply -config tsa.conf` needs."""
    return {
        "tsa.conf": OPENSSL_TSA.format(policy=POLICY, ess=ess).encode(),
        "serial": b"0100\n",
        "tsa.pem": certificate_pem(signer),
        "key.pem": key_pem(signer),
        "chain.pem": certificate_pem(ISSUING),
    }
