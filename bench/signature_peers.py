"""Who else checks a signature: pyHanko in this process, the openssl program, and the two bare verifications."""

import asyncio
import base64
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate as ParsedCertificate
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import ValidationContext

from auth.certificates.certificate import Certificate
from auth.certificates.gost import streebog, verify_gost
from auth.certificates.gost.keys import read_public_key
from auth.certificates.profiles import INDIVIDUAL
from auth.certificates.trust import TrustStore
from auth.signatures.attributes import SignedAttributes
from auth.signatures.case import SignatureCase, open_signature

Act = Callable[[], object]


@dataclass(frozen=True)
class Subject:
    """A detached signature and what it is checked by. `crls`: both authorities' lists and the delta, in DER."""

    cms: bytes
    content: bytes
    iin: str
    trust: TrustStore
    issuer: Certificate
    crls: tuple[bytes, ...]
    at: datetime


def bare_rsa(subject: Subject) -> Act:
    """The signature by the signer's key, the certificate by its issuer's: keys built beforehand, nothing parsed."""
    case, attributes = opened(subject)
    certificate = load_der_x509_certificate(case.certificate.der)
    leaf, above = certificate.public_key(), load_der_x509_certificate(subject.issuer.der).public_key()
    if not isinstance(leaf, RSAPublicKey) or not isinstance(above, RSAPublicKey):
        raise SystemExit("not RSA")
    signature, over, by_issuer = case.signer.signature, certificate.tbs_certificate_bytes, certificate.signature

    def verify_gost() -> None:
        leaf.verify(signature, attributes.signed, PKCS1v15(), SHA256())
        above.verify(by_issuer, over, PKCS1v15(), SHA256())

    return verify_gost


def bare_gost(subject: Subject) -> Act:
    """The same two by libgcrypt, or what stands in for it here: points read and digests made beforehand."""
    case, attributes = opened(subject)
    leaf, above = read_public_key(case.certificate.public_key), read_public_key(subject.issuer.public_key)
    own, by_issuer = streebog(512, attributes.signed), streebog(512, case.certificate.signed.message)

    def check() -> None:
        good = verify_gost(leaf, own, case.signer.signature) and verify_gost(
            above, by_issuer, case.certificate.signed.signature
        )
        if not good:
            raise SystemExit("not verified")

    return check


def pyhanko(subject: Subject) -> Act:
    """Everything it offers of what we check: chain, validity, usages, both lists and the delta, demanded."""
    context = ValidationContext(
        trust_roots=[ParsedCertificate.load(root.der) for root in subject.trust.roots],
        other_certs=[ParsedCertificate.load(issuing.der) for issuing in subject.trust.intermediates],
        crls=list(subject.crls),
        moment=subject.at,
        allow_fetching=False,
        revocation_mode="require",
    )
    usages = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"},
        match_all_key_usages=True,
        extd_key_usage={INDIVIDUAL},
        explicit_extd_key_usage_required=True,
    )

    async def validate() -> None:
        signed_data = ContentInfo.load(subject.cms, strict=True)["content"]
        status = await async_validate_detached_cms(
            subject.content, signed_data, signer_validation_context=context, key_usage_settings=usages
        )
        if not status.bottom_line:
            raise SystemExit(f"pyHanko: {status.summary()}")

    loop = asyncio.new_event_loop()
    return lambda: loop.run_until_complete(validate())


def openssl(subject: Subject, folder: Path) -> Act:
    """One process a signature, as it is used from a shell."""
    (folder / "signature.p7s").write_bytes(subject.cms)
    (folder / "document").write_bytes(subject.content)
    believed = [*subject.trust.roots, *subject.trust.intermediates]
    armoured = [_pem("CERTIFICATE", one.der) for one in believed] + [_pem("X509 CRL", der) for der in subject.crls]
    (folder / "trust.pem").write_text("".join(armoured))
    command = (
        "openssl cms -verify -cades -binary -inform DER -in signature.p7s -content document -CAfile trust.pem"
        " -crl_check_all -use_deltas -purpose any -out verified"
    )
    arguments = [*command.split(), "-attime", str(int(subject.at.timestamp()))]
    return lambda: subprocess.run(arguments, cwd=folder, check=True, capture_output=True)  # noqa: S603 -- our own words


def opened(subject: Subject) -> tuple[SignatureCase, SignedAttributes]:
    case = open_signature(subject.cms)
    if not isinstance(case, SignatureCase) or case.signer.attributes is None:
        raise SystemExit("no signature to measure")
    return case, case.signer.attributes


def _pem(label: str, der: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n"
