"""The response to a SyncChannel v10 request: `SendMessageResponse`, or a SOAP fault with its code."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lxml import etree

from portal.gateway.envelope import SOAP, TYPES, SendMessageRequest, document_in, message_in, open_envelope
from portal.gateway.xml import Element, Malformed, child, children, local_name, put_text, text_at, to_bytes
from portal.kernel.outcomes import Refused

SUCCESS = "SCSS001"
_SUCCESSES = frozenset({SUCCESS.lower(), "success"})


class FaultCode(StrEnum):
    """The codes we send. A neighbour may send others, so the code of a `SoapFault` is plain text."""

    UNAVAILABLE = "SCE004"
    BAD_SIGNATURE = "SCE006"
    NO_SIGNATURE = "SCE007"
    BUSINESS = "SCE909"


@dataclass(frozen=True, slots=True)
class SendMessageResponse:
    """The message was accepted. `data` is a register's answer as XML; "" if there is none."""

    message_id: UUID
    data: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SoapFault:
    """The message was not accepted. `reason` is a code of ours or a neighbour's words; never personal data."""

    code: str
    reason: str


def write_soap_response(request: SendMessageRequest, answered_at: datetime, data: str = "") -> bytes:
    """Depends on the request and one stored moment only, so a repeated message gets the same bytes."""
    envelope, message = open_envelope("SendMessageResponse")
    response = etree.SubElement(message, "response")
    info = etree.SubElement(response, "responseInfo")
    put_text(info, "messageId", str(request.message_id))
    put_text(info, "correlationId", str(request.correlation_id))
    put_text(info, "responseDate", answered_at.isoformat(timespec="milliseconds"))
    status = etree.SubElement(info, "status")
    put_text(status, "code", SUCCESS)
    put_text(status, "message", "OK")
    answer = etree.SubElement(etree.SubElement(response, "responseData"), "data")
    if data:
        answer.append(etree.fromstring(data))
    return to_bytes(envelope)


def write_fault(fault: SoapFault, at: datetime) -> bytes:
    """A SOAP 1.1 fault; over HTTP it goes with status 500 (SOAP 1.1, 6.2)."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    outer = etree.SubElement(body, f"{{{SOAP}}}Fault")
    put_text(outer, "faultcode", "soap:Server")
    put_text(outer, "faultstring", fault.reason)
    detail = etree.SubElement(outer, "detail")
    info = etree.SubElement(detail, f"{{{TYPES}}}SendMessageFault1_SendMessageFault", nsmap={"sc": TYPES})
    put_text(info, "errorCode", fault.code)
    put_text(info, "errorMessage", fault.reason)
    put_text(info, "errorDate", at.isoformat(timespec="milliseconds"))
    return to_bytes(envelope)


def read_soap_response(raw: bytes) -> SendMessageResponse | SoapFault | Refused:
    """The response or the fault in an envelope; Refused if it holds neither."""
    try:
        message = message_in(raw)
        if local_name(message) == "Fault":
            return _fault(message)
        response = child(message, "response")
        info = child(response, "responseInfo")
        code = text_at(info, "status", "code")
        if code.lower() not in _SUCCESSES:
            return SoapFault(code, "status")
        return SendMessageResponse(UUID(text_at(info, "messageId")), _data(response))
    except (Malformed, ValueError):
        return Refused("gateway_answer")


def _data(response: Element) -> str:
    found = [data for holder in children(response, "responseData") for data in children(holder, "data")]
    return document_in(found[0]) if found and (len(found[0]) or found[0].text) else ""


def _fault(message: Element) -> SoapFault:
    details = children(message, "detail")
    errors = [error for detail in details for error in detail if children(error, "errorCode")]
    if not errors:
        return SoapFault(text_at(message, "faultcode"), "fault")
    return SoapFault(text_at(errors[0], "errorCode"), text_at(errors[0], "errorMessage"))
