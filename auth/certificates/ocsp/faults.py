"""Why a responder's answer tells nothing. Kept as evidence and read by operators, not shown to citizens."""

from enum import StrEnum


class OcspFault(StrEnum):
    """Silence comes first: only then may a list be looked up instead. Everything else is a bad answer."""

    UNREACHABLE = "unreachable"
    """No connection, or no whole answer in time."""

    HTTP_STATUS = "http_status"
    """An HTTP status other than 200; redirects are among them (RFC 6960, A.2)."""

    EMPTY = "empty"
    """HTTP 200 and no octets."""

    TRY_LATER = "try_later"
    """responseStatus tryLater (RFC 6960, 2.3)."""

    INTERNAL_ERROR = "internal_error"
    """responseStatus internalError: another responder, or later (RFC 6960, 2.3)."""

    WRONG_CONTENT = "wrong_content"
    """A media type other than application/ocsp-response (RFC 6960, A.2)."""

    TOO_LARGE = "too_large"
    """More octets than any answer has."""

    MALFORMED = "malformed"
    """Not one OCSPResponse with one BasicOCSPResponse (RFC 6960, 4.2.1)."""

    REFUSED = "refused"
    """responseStatus malformedRequest, sigRequired, unauthorized or one unheard of (RFC 6960, 4.2.1)."""

    EXTENSION = "extension"
    """A critical extension that is not processed here (RFC 6960, 4.4)."""

    NONCE = "nonce"
    """Another nonce than the one sent, or none: perhaps an old answer played again (RFC 9654, 2.1)."""

    OTHER_CERTIFICATE = "other_certificate"
    """Nothing said of the certificate asked about, or more than one thing (RFC 6960, 3.2, 1)."""

    UNKNOWN_SIGNER = "unknown_signer"
    """The responder ID is neither the issuer's nor that of an enclosed certificate (RFC 6960, 3.2, 3)."""

    NOT_DELEGATED = "not_delegated"
    """Signed by a certificate that the issuer has not made a responder's (RFC 6960, 4.2.2.2)."""

    DELEGATE_EXPIRED = "delegate_expired"
    """The responder's certificate is not valid now (RFC 6960, 3.2, 4)."""

    DELEGATE_REVOKED = "delegate_revoked"
    """The responder's certificate is revoked, or it cannot be told (RFC 6960, 4.2.2.2.1)."""

    SIGNATURE = "signature"
    """The signature is broken, or of a kind that is not checked here (RFC 6960, 3.2, 2)."""

    NOT_YET = "not_yet"
    """Made or true only from a moment to come (RFC 6960, 4.2.2.1)."""

    STALE = "stale"
    """True for too long a time ago, or past its nextUpdate (RFC 6960, 3.2, 5 and 6)."""

    @property
    def is_silence(self) -> bool:
        return self in _SILENCE


_SILENCE = frozenset(
    {
        OcspFault.UNREACHABLE,
        OcspFault.HTTP_STATUS,
        OcspFault.EMPTY,
        OcspFault.TRY_LATER,
        OcspFault.INTERNAL_ERROR,
    }
)
