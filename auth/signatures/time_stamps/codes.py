"""Faults of time-stamps alone. Shown to operators, never to citizens."""

from enum import StrEnum


class TimeStampCode(StrEnum):
    """The first four may pass when tried again: see `TimeStampRefusal.retry`."""

    UNREACHABLE = "tsa_unreachable"
    """No connection, no complete response in time, an HTTP status other than 200, or an empty body (RFC 3161, 3.4)."""

    NOT_AN_ANSWER = "tsa_not_an_answer"
    """Not one TimeStampResp, for example a proxy's own page (RFC 3161, 2.4.2)."""

    WAITING = "tsa_waiting"
    """PKIStatus waiting (RFC 3161, 2.4.2)."""

    OUT_OF_ORDER = "tsa_out_of_order"
    """Rejected as timeNotAvailable or systemFailure (RFC 3161, 2.4.2)."""

    REJECTED = "tsa_rejected"
    """The request is rejected: algorithm, policy, form (RFC 3161, 2.4.2)."""

    NOT_A_TOKEN = "not_a_token"  # noqa: S105 -- of time, not of entry
    """Granted without a token, or its content is not a TSTInfo of version 1 (RFC 3161, 2.4.2)."""

    OTHER_IMPRINT = "other_imprint"
    """The imprint is of other octets, or its digest is not supported here (RFC 3161, 2.2)."""

    OTHER_NONCE = "other_nonce"
    """The nonce is missing or differs from the one sent: a replayed token (RFC 3161, 2.2)."""

    OTHER_POLICY = "other_policy"
    """Issued under another policy than was requested (RFC 3161, 2.4.1)."""

    OTHER_AUTHORITY = "other_authority"
    """The name in the token is not the subject of the TSA's certificate (RFC 3161, 2.4.2)."""

    CLOCK_DIFFERS = "clock_differs"
    """genTime is too far from the clock here (RFC 3161, 2.2)."""
