"""Every signature that the tables judge, by name: made with the openssl program where it can make them."""

from collections.abc import Callable
from datetime import timedelta

import asn1crypto.tsp  # noqa: F401 -- teaches the library the attribute signingCertificateV2
from asn1crypto import cms as asn1
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from portal.simulators.authority.authority import DEMO, DemoAuthority, IssuedKey
from portal.simulators.authority.issuing import KeyPurpose
from tests.factories.pki import CADES, NOW, OFFICIAL, OTHER_CITIZEN, YEAR, Pki, openssl, sign, sign_cades

DOCUMENT = b'{"nonce":"7d41","service":"housing-queue"}'
OTHER_DOCUMENT = b'{"nonce":"7d42","service":"housing-queue"}'
EXPIRED_AT, VALID_FROM = NOW - timedelta(days=1), NOW + timedelta(days=1)
REVOKED_AT = NOW - timedelta(hours=3)
Change = Callable[[dict[str, asn1.CMSAttribute]], list[asn1.CMSAttribute]]


def make_signatures(pki: Pki) -> dict[str, bytes]:
    """Over DOCUMENT. Some revoke their certificates: the lists are to be published afterwards."""
    good = pki.issue()
    signatures = {name: sign_cades(key.pem, DOCUMENT) for name, key in _keys(pki).items()}
    signatures["good"] = sign_cades(good.pem, DOCUMENT)
    signatures |= _forms(pki, good)
    signatures |= _unfit(pki, good)
    signatures |= _forged(pki, good, signatures)
    return signatures


def _keys(pki: Pki) -> dict[str, IssuedKey]:
    revoked, held = pki.issue(), pki.issue()
    pki.authority.revoke(revoked.serial, REVOKED_AT)
    pki.authority.hold(held.serial, REVOKED_AT)
    since, until = NOW - YEAR, NOW + YEAR
    namesake = DemoAuthority(pki.trust.crls.folder.parent / "namesake", DEMO)
    return {
        "expired": pki.issue(not_before=since, not_after=EXPIRED_AT),
        "not yet valid": pki.issue(not_before=VALID_FROM),
        "revoked": revoked,
        "on hold": held,
        "unknown issuer": pki.authority.stranger().issue(OTHER_CITIZEN, not_before=since, not_after=until, key=pki.key),
        "same-named issuer": namesake.issue(OTHER_CITIZEN, not_before=since, not_after=until, key=pki.key),
        "official": pki.issue(OFFICIAL),
        "authentication key": pki.issue(purpose=KeyPurpose.AUTHENTICATION),
        "short key": pki.issue(key=rsa.generate_private_key(65537, 1024)),  # noqa: S505 -- to be refused
        "odd curve": pki.issue(key=ec.generate_private_key(ec.SECP256K1())),
    }


def _forms(pki: Pki, good: IssuedKey) -> dict[str, bytes]:
    """Good signatures of different forms."""
    p256, p384 = (pki.issue(key=ec.generate_private_key(curve)) for curve in (ec.SECP256R1(), ec.SECP384R1()))
    pss = ("-keyopt", "rsa_padding_mode:pss")
    return {
        "PEM": sign(good.pem, DOCUMENT, *CADES, form="PEM"),
        "PEM of PKCS #7": sign(good.pem, DOCUMENT, *CADES, form="PEM").replace(b" CMS-", b" PKCS7-"),
        "attached": sign(good.pem, DOCUMENT, *CADES, "-nodetach"),
        "attached, BER": sign(good.pem, DOCUMENT, *CADES, "-nodetach", "-stream"),
        "signer by key identifier": sign(good.pem, DOCUMENT, *CADES, "-keyid"),
        "without the chain": sign(good.pem, DOCUMENT, "-cades"),
        "SHA-384": sign(good.pem, DOCUMENT, *CADES, digest="sha384"),
        "SHA-512": sign(good.pem, DOCUMENT, *CADES, digest="sha512"),
        "RSA-PSS": sign(good.pem, DOCUMENT, *CADES, *pss),
        "RSA-PSS, salt as long as the digest": sign(
            good.pem, DOCUMENT, *CADES, *pss, "-keyopt", "rsa_pss_saltlen:digest", digest="sha384"
        ),
        "ECDSA P-256": sign(p256.pem, DOCUMENT, *CADES),
        "ECDSA P-384": sign(p384.pem, DOCUMENT, *CADES, digest="sha384"),
    }


def _unfit(pki: Pki, good: IssuedKey) -> dict[str, bytes]:
    """Correct signatures that are not what is expected."""
    other = {"key.pem": good.pem, "other.pem": pki.issue(OTHER_CITIZEN).pem, "document": DOCUMENT}
    two_signers = "cms -sign -binary -cades -signer key.pem -signer other.pem -outform DER -in document -out it"
    bundle = "crl2pkcs7 -nocrl -certfile key.pem -outform DER -out it"
    enveloped = "cms -encrypt -binary -in document -outform DER -out it key.pem"
    return {
        "two signers": openssl(two_signers.split(), other, "it"),
        "bundle of certificates": openssl(bundle.split(), other, "it"),
        "enveloped": openssl(enveloped.split(), other, "it"),
        "no certificate": sign(good.pem, DOCUMENT, "-cades", "-nocerts"),
        "no signed attributes": sign(good.pem, DOCUMENT, "-noattr"),
        "no signing certificate": sign(good.pem, DOCUMENT),
        "SHA-1": sign(good.pem, DOCUMENT, *CADES, digest="sha1"),
        "SHA-224": sign(good.pem, DOCUMENT, *CADES, digest="sha224"),
        "an unknown digest": sign(good.pem, DOCUMENT, *CADES, digest="sha3-256"),
        "of a time-stamp": sign(good.pem, DOCUMENT, *CADES, "-econtent_type", "id-smime-ct-TSTInfo"),
        "attached other document": sign(good.pem, OTHER_DOCUMENT, *CADES, "-nodetach"),
        "empty": b"",
        "page of HTML": b"<!doctype html><title>503</title>",
        "certificate alone": good.certificate,
        "broken armour": b"-----BEGIN CMS-----\nMIIG\n",
    }


def _forged(pki: Pki, good: IssuedKey, made: dict[str, bytes]) -> dict[str, bytes]:
    """Forged by an attacker; those that are signed anew, by one who has the key."""
    of_other = pki.issue(OTHER_CITIZEN).certificate
    cms = made["good"]
    return {
        "trailing byte": cms + b"\x00",
        "trailing text after the armour": made["PEM"] + b"and so on",
        "cut short": cms[:-1],
        "altered signature": cms[:-1] + bytes((cms[-1] ^ 1,)),
        "altered attribute": _with_attributes(cms, None, _move_signing_time),
        "another person's certificate of the same key": _with_certificate(made["signer by key identifier"], of_other),
        "digest attribute doubled": _with_attributes(cms, pki.key, _doubled("message_digest")),
        "digest attribute missing": _with_attributes(cms, pki.key, _without("message_digest")),
        "content type missing": _with_attributes(cms, pki.key, _without("content_type")),
        "signing certificate of another": _with_attributes(cms, pki.key, _name_another),
    }


def _with_certificate(cms: bytes, certificate: bytes) -> bytes:
    opened = asn1.ContentInfo.load(cms)
    opened["content"]["certificates"] = [Certificate.load(certificate)]
    return bytes(opened.dump(force=True))


def _with_attributes(cms: bytes, key: object, change: Change) -> bytes:
    """The signature with its signed attributes changed, and signed anew where there is a key to do it."""
    opened = asn1.ContentInfo.load(cms)
    signer = opened["content"]["signer_infos"][0]
    found = {attribute["type"].native: attribute for attribute in signer["signed_attrs"]}
    signer["signed_attrs"] = changed = asn1.CMSAttributes(change(found))
    if isinstance(key, rsa.RSAPrivateKey):
        signer["signature"] = key.sign(changed.dump(), padding.PKCS1v15(), SHA256())
    return bytes(opened.dump(force=True))


def _without(name: str) -> Change:
    return lambda found: [attribute for kind, attribute in found.items() if kind != name]


def _doubled(name: str) -> Change:
    return lambda found: [*found.values(), found[name]]


def _move_signing_time(found: dict[str, asn1.CMSAttribute]) -> list[asn1.CMSAttribute]:
    found["signing_time"]["values"] = [asn1.Time({"utc_time": NOW - YEAR})]
    return list(found.values())


def _name_another(found: dict[str, asn1.CMSAttribute]) -> list[asn1.CMSAttribute]:
    found["signing_certificate_v2"]["values"][0]["certs"][0]["cert_hash"] = b"\x00" * 32
    return list(found.values())
