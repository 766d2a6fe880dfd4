"""A SyncChannel v10 request in its SOAP 1.1 envelope: `SendMessage`, document/literal, wrapped.

`SendMessage` is qualified, `request` and everything under it is not.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lxml import etree

from portal.gateway.xml import (
    Element,
    Malformed,
    child,
    local_name,
    put_text,
    read_xml,
    text_at,
    to_bytes,
    to_text,
)
from portal.kernel.outcomes import Refused

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"


@dataclass(frozen=True, slots=True)
class Login:
    """The credentials a system writes into every envelope (`sender`)."""

    sender_id: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendMessageRequest:
    """One message. `data` is the business document, as XML."""

    message_id: UUID
    correlation_id: UUID
    service: str
    login: Login
    data: str = field(repr=False)


def write_send_message(request: SendMessageRequest, sent_at: datetime) -> bytes:
    """The envelope; the order of `requestInfo` is the schema's."""
    envelope, message = open_envelope("SendMessage")
    body = etree.SubElement(message, "request")
    info = etree.SubElement(body, "requestInfo")
    put_text(info, "messageId", str(request.message_id))
    put_text(info, "correlationId", str(request.correlation_id))
    put_text(info, "serviceId", request.service)
    put_text(info, "messageDate", sent_at.isoformat(timespec="milliseconds"))
    sender = etree.SubElement(info, "sender")
    put_text(sender, "senderId", request.login.sender_id)
    put_text(sender, "password", request.login.password)
    data = etree.SubElement(etree.SubElement(body, "requestData"), "data")
    data.append(read_xml(request.data.encode()))
    return to_bytes(envelope)


def read_send_message(raw: bytes) -> SendMessageRequest | Refused:
    """The request in an envelope. It is not authenticated yet: see `admit_message`."""
    try:
        message = message_in(raw)
        if local_name(message) != "SendMessage":
            return Refused("gateway_envelope")
        request = child(message, "request")
        info = child(request, "requestInfo")
        return SendMessageRequest(
            message_id=UUID(text_at(info, "messageId")),
            correlation_id=UUID(text_at(info, "correlationId")),
            service=text_at(info, "serviceId"),
            login=Login(text_at(info, "sender", "senderId"), text_at(info, "sender", "password")),
            data=document_in(child(request, "requestData", "data")),
        )
    except (Malformed, ValueError):
        return Refused("gateway_envelope")


def open_envelope(name: str) -> tuple[Element, Element]:
    """A new envelope, and the qualified element in its body."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    return envelope, etree.SubElement(body, f"{{{TYPES}}}{name}", nsmap={"sc": TYPES})


def message_in(raw: bytes) -> Element:
    """The one element in the body of an envelope; raises Malformed."""
    envelope = read_xml(raw)
    if envelope.tag != f"{{{SOAP}}}Envelope":
        raise Malformed("no SOAP 1.1 envelope")
    body = child(envelope, "Body")
    if len(body) != 1:
        raise Malformed("not one element in the body")
    return body[0]


def document_in(data: Element) -> str:
    """The business document: an element, or CDATA as some systems send it; raises Malformed."""
    if len(data) == 1:
        return to_text(data[0])
    return to_text(read_xml((data.text or "").encode()))
