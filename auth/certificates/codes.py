"""Why a signature or a certificate is not accepted. The codes are stable: texts and tests use them as keys."""

from enum import StrEnum


class Code(StrEnum):
    """Each code with its meaning and the clause or RFC that requires it."""

    NOT_A_SIGNATURE = "not_a_signature"
    """Not one CMS SignedData over data and nothing else (RFC 5652, 3 to 5)."""

    NO_SIGNER = "no_signer"
    """SignedData without a SignerInfo: a bundle of certificates (RFC 5652, 5.1)."""

    SEVERAL_SIGNERS = "several_signers"
    """More than one SignerInfo; one person signs a request (clause R-10.5)."""

    NO_CERTIFICATE = "no_certificate"
    """The signer's certificate is not in the signature, or cannot be read (RFC 5652, 5.1; RFC 5280, 4.1)."""

    ATTACHED_DIFFERS = "attached_differs"
    """The document inside the signature is not the one that was to be signed, or is missing (RFC 5652, 5.2)."""

    OTHER_DOCUMENT = "other_document"
    """The message digest is that of another document (RFC 5652, 11.2)."""

    SIGNATURE_BROKEN = "signature_broken"
    """The signature value does not belong to these attributes and this key (RFC 5652, 5.6)."""

    NOT_CADES = "not_cades"
    """A signed attribute is missing, doubled or names another (RFC 5652, 5.3 and 11; RFC 5035, 5.4)."""

    WEAK_DIGEST = "weak_digest"
    """MD5, SHA-1 or SHA-224 (RFC 6194; ETSI TS 119 312)."""

    ALGORITHM_UNSUPPORTED = "algorithm_unsupported"
    """An algorithm, a curve or a key length that is not checked here (RFC 3370, RFC 4056, RFC 5753)."""

    WEAK_KEY = "weak_key"
    """An RSA key shorter than 2048 bits (ETSI TS 119 312)."""

    GOST_2004 = "gost_2004"
    """A key of GOST 34.310-2004, which is issued no more since 2024."""

    TOO_LARGE = "too_large"
    """More octets than any signature or certificate has."""

    NOT_A_CERTIFICATE = "not_a_certificate"
    """Not one certificate and nothing else (RFC 5280, 4.1)."""

    UNKNOWN_ISSUER = "unknown_issuer"
    """No path to a configured root (RFC 5280, 6.1)."""

    ISSUER_INVALID = "issuer_invalid"
    """An issuing authority's own certificate has expired, is revoked or may not issue (RFC 5280, 6.1.3, 6.1.4)."""

    PATH_TOO_LONG = "path_too_long"
    """More authorities in between than one above them allows (RFC 5280, 4.2.1.9)."""

    EXTENSION_UNSUPPORTED = "extension_unsupported"
    """A critical extension that is not processed here (RFC 5280, 4.2)."""

    NAME_NOT_PERMITTED = "name_not_permitted"
    """A name outside the name constraints of an authority (RFC 5280, 4.2.1.10)."""

    NAME_FORM_UNSUPPORTED = "name_form_unsupported"
    """Name constraints of a form that is not processed here (RFC 5280, 4.2.1.10)."""

    EXPIRED = "expired"
    """After notAfter (RFC 5280, 4.1.2.5; clause R-10.6)."""

    NOT_YET_VALID = "not_yet_valid"
    """Before notBefore (RFC 5280, 4.1.2.5; clause R-10.6)."""

    AUTHENTICATION_KEY = "authentication_key"
    """A certificate for logging in, not for signing (RFC 5280, 4.2.1.3 and 4.2.1.12)."""

    ORGANISATION_KEY = "organisation_key"
    """An organisation's certificate where a citizen's is asked for (RFC 5280, 4.2.1.12)."""

    WRONG_ROLE = "wrong_role"
    """Key usages or a role that the profile does not know (RFC 5280, 4.2.1.3, 4.2.1.12)."""

    WRONG_POLICY = "wrong_policy"
    """Issued under none of the policies that the profile or an authority demands (RFC 5280, 4.2.1.4, 6.1.5)."""

    IIN_MISSING = "iin_missing"
    """The subject has no serialNumber of the form IIN and twelve digits, or several (X.520, 6.2.9)."""

    IIN_DIFFERS = "iin_differs"
    """The certificate is another person's (clause R-10.6)."""

    BIN_DIFFERS = "bin_differs"
    """The certificate is another organisation's, or of none (X.520, 6.4.2)."""

    REVOKED = "revoked"
    """In the issuer's CRL (RFC 5280, 5.1.2.6; clause R-10.6)."""

    ON_HOLD = "on_hold"
    """In the issuer's CRL with the reason certificateHold (RFC 5280, 5.3.1; clause R-10.6)."""

    REVOCATION_UNKNOWN = "revocation_unknown"
    """The issuer's CRL is missing or has expired; checked again later (RFC 5280, 6.3)."""

    REVOCATION_NOT_YET = "revocation_not_yet"
    """No revocation data issued after the arrival is held yet; to be asked again (RFC 5280, 6.3)."""

    OCSP_UNREACHABLE = "ocsp_unreachable"
    """The responder could not be reached, nor is there a fresh CRL; to be asked again (RFC 6960, 2.3)."""

    OCSP_BAD_ANSWER = "ocsp_bad_answer"
    """The responder's response is not accepted; no CRL is used instead (RFC 6960, 3.2)."""

    OCSP_UNKNOWN = "ocsp_unknown"
    """The responder says that it does not know the certificate (RFC 6960, 2.2)."""

    CRL_UNSUPPORTED = "crl_unsupported"
    """Only lists of a kind that is not processed here cover the certificate (RFC 5280, 5.2.5, 6.3.3)."""
