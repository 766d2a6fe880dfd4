"""What only time-stamps can have wrong with them. Told to operators, never to citizens."""

from enum import StrEnum


class TimeStampCode(StrEnum):
    """The first four may be otherwise when asked again: see `TimeStampRefusal.retry`."""

    UNREACHABLE = "tsa_unreachable"
    """No connection, no whole answer in time, an HTTP status other than 200, or nothing in it (RFC 3161, 3.4)."""

    NOT_AN_ANSWER = "tsa_not_an_answer"
    """Something other than one TimeStampResp: a page of a filter on the way (RFC 3161, 2.4.2)."""

    WAITING = "tsa_waiting"
    """PKIStatus waiting (RFC 3161, 2.4.2)."""

    OUT_OF_ORDER = "tsa_out_of_order"
    """Rejected as timeNotAvailable or systemFailure (RFC 3161, 2.4.2)."""

    REJECTED = "tsa_rejected"
    """Rejected for what is asked: algorithm, policy, form (RFC 3161, 2.4.2)."""

    NOT_A_TOKEN = "not_a_token"  # noqa: S105 -- of time, not of entry
    """Granted without a token, or with contents that are no TSTInfo of version 1 (RFC 3161, 2.4.2)."""

    OTHER_IMPRINT = "other_imprint"
    """Of other octets than those that were sent, or of a digest that is not checked here (RFC 3161, 2.2)."""

    OTHER_NONCE = "other_nonce"
    """Another nonce than the one sent, or none: an old token played again (RFC 3161, 2.2)."""

    OTHER_POLICY = "other_policy"
    """Made under another policy than was asked for (RFC 3161, 2.4.1)."""

    OTHER_AUTHORITY = "other_authority"
    """The name in the token is not the subject of the certificate it was signed with (RFC 3161, 2.4.2)."""

    CLOCK_DIFFERS = "clock_differs"
    """genTime is too far from the clock here (RFC 3161, 2.2)."""
