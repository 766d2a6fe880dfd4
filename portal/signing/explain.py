"""Explain to the signer why a signature is not accepted."""

from dataclasses import dataclass, field
from datetime import date, datetime

from auth.signatures import OFFICIAL
from portal.kernel.language import N_
from portal.signing.tables import Signature, SignatureState

_SIGN_AGAIN = N_("The signature is not valid. Sign again.")
_OTHER_DOCUMENT = N_(
    "Another document was signed. Download the document from this page, sign that very file and upload the signature."
)
_NOT_CADES = N_(
    "The signature does not name the certificate it was made with. "
    "Sign again in the CAdES form: with openssl, add -cades."
)
_ISSUER = N_("The certificate of the issuing authority is itself not valid")
_WRONG_KEY = N_("This key does not fit. Choose the key for signing.")

TEXTS = {
    "not_a_signature": N_("This file is not a signature. Upload the .p7s file that signing has made."),
    "no_signer": N_("There is no signature in this file. Sign the document and upload the .p7s file."),
    "several_signers": N_("The file holds the signatures of several people. One person signs."),
    "no_certificate": N_("The signer's certificate is not in the signature. Sign again and include it."),
    "attached_differs": _OTHER_DOCUMENT,
    "other_document": _OTHER_DOCUMENT,
    "signature_broken": _SIGN_AGAIN,
    "not_cades": _NOT_CADES,
    "weak_digest": N_("The signature uses a digest that is no longer safe. Sign again with SHA-256."),
    "algorithm_unsupported": N_(
        "The portal cannot check this kind of key. "
        "Sign with the key that the national certification authority gave you."
    ),
    "weak_key": N_("The key is too short to be safe. Sign with a key that the authority issues today."),
    "gost_2004": N_(
        "This key is of the old standard GOST 34.310-2004, issued no more. Get a new key and sign with it."
    ),
    "too_large": N_("This file is too large to be a signature. Upload the .p7s file that signing has made."),
    "not_a_certificate": N_("This file is not a certificate."),
    "unknown_issuer": N_("The certificate's issuer is not trusted"),
    "issuer_invalid": _ISSUER,
    "path_too_long": _ISSUER,
    "extension_unsupported": N_("The certificate has a condition that the portal cannot check. Sign with another key."),
    "name_not_permitted": _ISSUER,
    "name_form_unsupported": _ISSUER,
    "expired": N_("The certificate has expired. End date: %(date)s"),
    "not_yet_valid": N_("The certificate is not valid yet. Start date: %(date)s"),
    "authentication_key": N_("This key is for signing in (AUTH). Choose the signing key."),
    "organisation_key": N_("This is an organisation's key. Choose your own."),
    "wrong_role": _WRONG_KEY,
    "wrong_policy": _WRONG_KEY,
    "iin_missing": N_("There is no IIN in the certificate. Choose the certificate of a natural person."),
    "iin_differs": N_("The IIN in the request does not match the certificate"),
    "bin_differs": N_("The certificate is of another organisation. Sign with the key of this provider."),
    "revoked": N_("The certificate is revoked"),
    "on_hold": N_("The certificate is on hold"),
}

OF_AN_OFFICIAL = {
    "iin_missing": N_(
        "There is no IIN in the certificate. Sign with the key that you were given as an employee of the provider."
    ),
    "iin_differs": N_("The certificate is of another person. Sign with your own key."),
}
"""What is told otherwise to an official, who signs no application and has a key of the provider's BIN."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`message` is a msgid; the page formats `day` and fills its %(date)s."""

    code: str
    message: str
    day: date | None = None
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignersCertificate:
    """The signer's certificate as the evidence describes it, without the holder's name."""

    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime


def certificate_of(signature: Signature) -> SignersCertificate | None:
    """Return the signer's certificate, or None if its issuer is not proven: then nothing in it is trusted."""
    details = {check["name"]: check["detail"] for check in signature.evidence_again or signature.evidence}
    if "issuer" not in details.get("path", {}):
        return None
    certificate = details["certificate"]
    since, until = (datetime.fromisoformat(certificate[name]) for name in ("not_before", "not_after"))
    return SignersCertificate(certificate["serial"], details["path"]["issuer"], since, until)


def explain(signature: Signature) -> Explanation:
    """Explain an invalid signature to its signer. Every code has a text; a test checks them all."""
    code = signature.code or ""
    texts = TEXTS | OF_AN_OFFICIAL if signature.profile == OFFICIAL.name else TEXTS
    moment = signature.detail.get("date")
    day = datetime.fromisoformat(moment) if moment else None
    return Explanation(code, texts[code], day, signature.detail)


def refusal_of(signature: Signature | None) -> Explanation | None:
    """Return why the signature is refused; None without a signature, or for one that is not refused."""
    return explain(signature) if signature and signature.state is SignatureState.INVALID else None
