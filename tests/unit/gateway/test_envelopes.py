"""Envelopes and documents: what is written is read back; a dangerous or ambiguous one is refused."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from portal.gateway.envelope import Login, SendMessageRequest, read_send_message, write_send_message
from portal.gateway.fields import read_fields, write_fields
from portal.gateway.responses import (
    SendMessageResponse,
    SoapFault,
    read_soap_response,
    write_fault,
    write_soap_response,
)
from portal.kernel.outcomes import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MESSAGE, SUBJECT = UUID(int=1), UUID(int=2)
FIELDS = {"given_name": 'Айгүл <Ә> & "ұлы"', "note": "бірінші\r\nекінші\t", "empty": "", "a b:c": "]]>"}
REQUEST = SendMessageRequest(MESSAGE, SUBJECT, "HousingQueue", Login("portal", "a password"), write_fields(FIELDS))
UNREADABLE = Refused("gateway_envelope")


def test_request_is_read_as_it_was_written() -> None:
    read = read_send_message(write_send_message(REQUEST, NOW))

    assert isinstance(read, SendMessageRequest)
    assert (read.message_id, read.correlation_id, read.service, read.login) == (
        MESSAGE,
        SUBJECT,
        "HousingQueue",
        Login("portal", "a password"),
    )
    assert read_fields(read.data) == FIELDS


def test_request_follows_the_schema() -> None:
    root = etree.fromstring(write_send_message(REQUEST, NOW))
    names = [str(element.tag) for element in root.iter() if "fields" not in str(element.tag)]

    assert names[:-len(FIELDS)] == [
        "{http://schemas.xmlsoap.org/soap/envelope/}Envelope",
        "{http://schemas.xmlsoap.org/soap/envelope/}Body",
        "{http://bip.bee.kz/SyncChannel/v10/Types}SendMessage",
        "request", "requestInfo", "messageId", "correlationId", "serviceId", "messageDate",
        "sender", "senderId", "password", "requestData", "data",
    ]  # fmt: skip
    assert root.findtext(".//messageDate") == "2026-11-22T12:00:00.000+00:00"


def test_password_and_document_are_in_no_repr() -> None:
    assert repr(REQUEST) == (
        f"SendMessageRequest(message_id={MESSAGE!r}, correlation_id={SUBJECT!r}, service='HousingQueue', "
        "login=Login(sender_id='portal'))"
    )


def test_names_are_read_in_any_namespace_and_the_document_in_cdata() -> None:
    other = write_send_message(REQUEST, NOW).decode().replace("SyncChannel/v10/Types", "syncchannel/v10/types")
    start, end = other.index("<data>") + 6, other.index("</data>")
    wrapped = f"{other[:start]}<![CDATA[{write_fields({'a': '1'})}]]>{other[end:]}"

    read = read_send_message(wrapped.encode())

    assert isinstance(read, SendMessageRequest)
    assert read_fields(read.data) == {"a": "1"}


GOOD = write_send_message(REQUEST, NOW).decode().removeprefix("<?xml version='1.0' encoding='utf-8'?>\n")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
BAD = {
    "nothing": b"",
    "no xml": b"hello",
    "external entity": ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + GOOD.replace(
        "HousingQueue", "&e;")).encode(),
    "external document type": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + GOOD).encode(),
    "billion laughs": (LAUGHS + GOOD.replace("HousingQueue", "&i;")).encode(),
    "laughs in an attribute": (LAUGHS + GOOD.replace("<request>", '<request a="&i;">')).encode(),
    "a document type in utf-16": ("<!DOCTYPE x []>" + GOOD).encode("utf-16"),
    "one in utf-7": b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE x []>" + GOOD.encode(),
    "a document type in cdata": GOOD.replace("<data>", "<data><![CDATA[<!DOCTYPE x []><x/>]]>").encode(),
    "larger than 256 KB": (GOOD + " " * 256 * 1024).encode(),
    "deeper than anyone writes": b"<a>" * 1000 + b"</a>" * 1000,
    "soap 1.2": GOOD.replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
    .encode(),
    "another message": GOOD.replace("SendMessage", "DropMessage").encode(),
    "two messages": GOOD.replace("<soap:Body>", "<soap:Body><x/>").encode(),
    "two message ids": GOOD.replace("<messageId>", f"<messageId>{SUBJECT}</messageId><messageId>").encode(),
    "a message id that is none": GOOD.replace(str(MESSAGE), "one").encode(),
    "elements in a text": GOOD.replace("HousingQueue", "<b>HousingQueue</b>").encode(),
    "no sender": GOOD.replace("sender>", "other>").encode(),
    "two documents": GOOD.replace("<data>", "<data><a/>").encode(),
    "no document": (GOOD[: GOOD.index("<data>") + 6] + GOOD[GOOD.index("</data>") :]).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_envelope_is_refused(name: str) -> None:
    assert read_send_message(BAD[name]) == UNREADABLE


def test_good_envelope_of_the_table_is_read() -> None:
    assert isinstance(read_send_message(GOOD.encode()), SendMessageRequest)


def test_answer_is_read_as_it_was_written() -> None:
    data = write_fields({"code": "00000"})

    assert read_soap_response(write_soap_response(REQUEST, NOW)) == SendMessageResponse(MESSAGE)
    read = read_soap_response(write_soap_response(REQUEST, NOW, data))
    assert isinstance(read, SendMessageResponse)
    assert (read.message_id, read_fields(read.data)) == (MESSAGE, {"code": "00000"})


def test_fault_is_read_as_it_was_written() -> None:
    fault = SoapFault("SCE909", "gateway_service")

    assert read_soap_response(write_fault(fault, NOW)) == fault


def test_plain_soap_fault_and_foreign_status_are_faults() -> None:
    plain = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        "<faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>"
    )
    status = write_soap_response(REQUEST, NOW).replace(b"SCSS001", b"SCE123")

    assert read_soap_response(plain.encode()) == SoapFault("s:Client", "fault")
    assert read_soap_response(status) == SoapFault("SCE123", "status")
    assert read_soap_response(write_soap_response(REQUEST, NOW).replace(b"SCSS001", b"Success")) == SendMessageResponse(
        MESSAGE
    )


@pytest.mark.parametrize("raw", [b"", b"<html>502</html>", GOOD.encode(), BAD["billion laughs"]])
def test_what_is_no_answer_is_refused(raw: bytes) -> None:
    assert read_soap_response(raw) == Refused("gateway_answer")


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\r\n")


@given(st.dictionaries(st.text(LETTERS, min_size=1, max_size=20).map(lambda name: "n" + name), st.text(LETTERS)))
def test_any_fields_survive_the_whole_way(fields: dict[str, str]) -> None:
    sent = write_send_message(SendMessageRequest(MESSAGE, SUBJECT, "s", Login("a", "b"), write_fields(fields)), NOW)

    read = read_send_message(sent)

    assert isinstance(read, SendMessageRequest)
    assert read_fields(read.data) == fields


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ufffe"])
def test_character_that_xml_cannot_hold_is_an_error_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="XML"):
        write_fields({"note": text})


@pytest.mark.parametrize(
    "document",
    [
        "", "<x/>", "<fields><field>1</field></fields>", "<fields><other/></fields>",
        '<fields><field name="a">1</field><field name="a">2</field></fields>',
        '<fields><field name="a"><b/></field></fields>',
    ],
)  # fmt: skip
def test_document_that_is_no_fields_is_refused(document: str) -> None:
    assert read_fields(document) == Refused("gateway_fields")
