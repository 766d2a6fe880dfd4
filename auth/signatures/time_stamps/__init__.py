"""Time-stamps of signatures (RFC 3161, RFC 5816): requested, verified, embedded, used in verdicts."""

from auth.signatures.time_stamps.client import TimeStampAuthority
from auth.signatures.time_stamps.codes import TimeStampCode
from auth.signatures.time_stamps.embed import embed, signature_octets
from auth.signatures.time_stamps.outcome import TimeStampRefusal, VerifiedTimeStamp
from auth.signatures.time_stamps.verify import verify_time_stamp
from auth.signatures.time_stamps.when_signed import valid_when_signed

__all__ = [
    "TimeStampAuthority",
    "TimeStampCode",
    "TimeStampRefusal",
    "VerifiedTimeStamp",
    "embed",
    "signature_octets",
    "valid_when_signed",
    "verify_time_stamp",
]
