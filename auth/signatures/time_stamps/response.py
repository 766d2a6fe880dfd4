"""A TimeStampResp (RFC 3161, 2.4.2): a token, or the reason why there is none."""

from auth.certificates.encoding.der import BIT_STRING, INTEGER, SEQUENCE, DerError, Element, Fields, integer, read_only
from auth.signatures.time_stamps.codes import TimeStampCode
from auth.signatures.time_stamps.outcome import TimeStampRefusal

_GRANTED, _GRANTED_WITH_MODIFICATIONS, _REJECTION, _WAITING = 0, 1, 2, 3
_FAILURES = {
    0: "badAlg",
    2: "badRequest",
    5: "badDataFormat",
    14: "timeNotAvailable",
    15: "unacceptedPolicy",
    16: "unacceptedExtension",
    17: "addInfoNotAvailable",
    25: "systemFailure",
}
_OF_THE_MOMENT = {"timeNotAvailable", "systemFailure"}


def read_time_stamp_response(der: bytes) -> bytes | TimeStampRefusal:
    """The token in DER, or a refusal."""
    try:
        return _response(der)
    except (ValueError, OverflowError):
        return TimeStampRefusal(TimeStampCode.NOT_AN_ANSWER, retry=True)


def _response(der: bytes) -> bytes | TimeStampRefusal:
    fields = Fields(read_only(der, SEQUENCE))
    status_info, token = Fields(fields.take(SEQUENCE)), fields.take_if(SEQUENCE)
    fields.end()
    status = integer(status_info.take(INTEGER))
    status_info.take_if(SEQUENCE)  # statusString, free text that is not used
    failures = _failures(status_info.take_if(BIT_STRING))
    status_info.end()
    if status not in (_GRANTED, _GRANTED_WITH_MODIFICATIONS):
        return _refusal(status, failures)
    if token is None:
        return TimeStampRefusal(TimeStampCode.NOT_A_TOKEN, retry=False)
    return token.raw


def _refusal(status: int, failures: list[str]) -> TimeStampRefusal:
    if status == _WAITING:
        return TimeStampRefusal(TimeStampCode.WAITING, retry=True)
    detail = {"failure": " ".join(failures)} if failures else {}
    if not _OF_THE_MOMENT.isdisjoint(failures):
        return TimeStampRefusal(TimeStampCode.OUT_OF_ORDER, retry=True, detail=detail)
    if status == _REJECTION:
        return TimeStampRefusal(TimeStampCode.REJECTED, retry=False, detail=detail)
    raise DerError  # revocationWarning and the like: no TSA sends them without a token


def _failures(fail_info: Element | None) -> list[str]:
    """PKIFailureInfo: the names of the bits that are set."""
    if fail_info is None:
        return []
    octets = fail_info.body[1:]
    return [name for bit, name in _FAILURES.items() if bit // 8 < len(octets) and octets[bit // 8] << bit % 8 & 0x80]
