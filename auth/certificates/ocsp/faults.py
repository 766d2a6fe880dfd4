"""Why there is no accepted response. Stored as evidence and shown to operators, never to citizens."""

from enum import StrEnum


class OcspFault(StrEnum):
    """The first five are silence: a list may then be used instead. All others are bad responses."""

    UNREACHABLE = "unreachable"
    """No connection, or no complete response in time."""

    HTTP_STATUS = "http_status"
    """An HTTP status other than 200; redirects are among them (RFC 6960, A.2)."""

    EMPTY = "empty"
    """HTTP 200 with an empty body."""

    TRY_LATER = "try_later"
    """responseStatus tryLater (RFC 6960, 2.3)."""

    INTERNAL_ERROR = "internal_error"
    """responseStatus internalError: another responder, or later (RFC 6960, 2.3)."""

    WRONG_CONTENT = "wrong_content"
    """A media type other than application/ocsp-response (RFC 6960, A.2)."""

    TOO_LARGE = "too_large"
    """More octets than any response has."""

    MALFORMED = "malformed"
    """Not one OCSPResponse with one BasicOCSPResponse (RFC 6960, 4.2.1)."""

    REFUSED = "refused"
    """responseStatus malformedRequest, sigRequired, unauthorized or an unknown one (RFC 6960, 4.2.1)."""

    EXTENSION = "extension"
    """A critical extension that is not processed here (RFC 6960, 4.4)."""

    NONCE = "nonce"
    """The nonce is missing or differs from the one sent: possibly a replayed response (RFC 9654, 2.1)."""

    OTHER_CERTIFICATE = "other_certificate"
    """No SingleResponse about the certificate, or several (RFC 6960, 3.2, 1)."""

    UNKNOWN_SIGNER = "unknown_signer"
    """The responder ID is neither the issuer's nor that of an enclosed certificate (RFC 6960, 3.2, 3)."""

    NOT_DELEGATED = "not_delegated"
    """Signed with a certificate to which the issuer has not delegated OCSP signing (RFC 6960, 4.2.2.2)."""

    DELEGATE_EXPIRED = "delegate_expired"
    """The responder's certificate is not valid now (RFC 6960, 3.2, 4)."""

    DELEGATE_REVOKED = "delegate_revoked"
    """The responder's certificate is revoked, or its status is unknown (RFC 6960, 4.2.2.2.1)."""

    SIGNATURE = "signature"
    """The signature is broken, or its algorithm is not supported (RFC 6960, 3.2, 2)."""

    NOT_YET = "not_yet"
    """producedAt or thisUpdate is in the future (RFC 6960, 4.2.2.1)."""

    STALE = "stale"
    """Older than an hour, or past its nextUpdate (RFC 6960, 3.2, 5 and 6)."""

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
