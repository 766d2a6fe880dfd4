"""Forms, tokens, paging, downloads: the plumbing without a server."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, get, post
from litestar.datastructures import FormMultiDict, UploadFile

from portal.kernel.outcomes import Fault
from portal.reading.contacts import phone_number
from portal.reading.field import optional
from portal.reading.text import required_text
from portal.web.access import Access, access, routes_without_access
from portal.web.csrf import CsrfTokens
from portal.web.downloads import download
from portal.web.forms import Form, as_id, read_form, typed
from portal.web.methods import declare_options
from portal.web.paging import Paging, page_number


def test_every_fault_is_told_at_once_and_nothing_typed_is_lost() -> None:
    form = read_form(
        {"phone": "жоқ", "name": " ", "extra": "1"}, {"phone": phone_number, "name": required_text("Name")}
    )

    assert form.values == {"phone": "жоқ", "name": " "}
    assert form.errors == {
        "phone": Fault("Enter the full phone number. Pattern: +7 701 000 00 00"),
        "name": Fault("Fill in “%(field)s”", {"field": "Name"}),
    }


def test_what_is_right_is_kept_as_read_beside_what_is_wrong() -> None:
    form = read_form({"phone": "8 701 000 00 00", "name": ""}, {"phone": phone_number, "name": required_text("Name")})

    assert (form.values["phone"], set(form.errors)) == ("+77010000000", {"name"})


def test_a_field_that_was_not_sent_is_an_empty_one() -> None:
    assert read_form({}, {"name": optional(phone_number)}) == Form({"name": ""}, {})


async def test_files_are_no_text_fields() -> None:
    file = UploadFile("text/plain", "a.txt", b"")
    sent = FormMultiDict([("name", "Әсел"), ("file", file)])

    assert typed(sent) == {"name": "Әсел"}
    await file.close()


def test_what_is_ticked_under_one_name_is_one_value() -> None:
    sent = FormMultiDict([("need_ground", "4"), ("phone", "1"), ("need_ground", "6")])

    assert typed(sent) == {"need_ground": "4 6", "phone": "1"}


def test_texts_come_in_canonical_form_and_passwords_as_typed() -> None:
    sent = {"remark": "\ufeffи\u0306\r\n \u202eа", "password": "и\u0306\u00a0", "password_repeat": "\u200b"}

    assert typed(sent) == {"remark": "й\n \ufffdа", "password": "и\u0306\u00a0", "password_repeat": "\u200b"}


@pytest.mark.parametrize("value", ["", "1", "scan", "01a20372-ae20-76a4-9163", "ә" * 32, "../../etc/passwd"])
def test_what_is_no_identifier_is_none(value: str) -> None:
    assert as_id(value) is None


def test_an_identifier_is_read() -> None:
    known = uuid.uuid4()

    assert as_id(str(known)) == known


@given(st.text(), st.text())
def test_a_token_fits_what_it_is_bound_to_and_nothing_else(bound: str, other: str) -> None:
    tokens, stranger = CsrfTokens(b"a secret"), CsrfTokens(b"another secret")
    token = tokens.token(bound)

    assert tokens.fits(token, bound)
    assert tokens.fits(token, other) == (bound == other)
    assert not stranger.fits(token, bound)


@given(st.text())
def test_a_token_of_an_accepted_secret_fits_and_is_made_no_more(bound: str) -> None:
    before, after = CsrfTokens(b"old", b"next"), CsrfTokens(b"next", b"old")

    assert before.fits(after.token(bound), bound)
    assert after.fits(before.token(bound), bound)
    assert not CsrfTokens(b"old").fits(after.token(bound), bound)


@given(st.text())
def test_any_text_for_a_token_gets_an_answer(token: str) -> None:
    assert not CsrfTokens(b"a secret").fits(token, "a session")


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_pages_of_twenty(count: int, pages: int) -> None:
    assert Paging(1, count).total == pages


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("page=1", 1),
        ("page=2", 2),
        ("page=99999", 99_999),
        ("page=0", 1),
        ("page=-1", 1),
        ("page=2.5", 1),
        ("page=two", 1),
        ("page=", 1),
        ("page=%C2%B2", 1),
        ("page=%D9%A3", 1),
        ("page=" + "9" * 5_000, 1),
    ],
)
def test_the_page_asked_for_is_a_number_or_the_first(query: str, number: int) -> None:
    scope: Any = {"type": "http", "query_string": query.encode(), "headers": []}
    request: Request[Any, Any, Any] = Request(scope)

    assert page_number(request) == number


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("request.json", "attachment; filename*=UTF-8''request.json"),
        ("Анықтама №1.pdf", None),
        ('a"; filename="b.exe', "attachment; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe"),
        ("a\r\nset-cookie: x=1", "attachment; filename*=UTF-8''a%0D%0Aset-cookie%3A%20x%3D1"),
    ],
)
def test_a_file_is_saved_and_never_run(name: str, disposition: str | None) -> None:
    answer = download(b"content", name, "application/pdf")

    headers = dict(answer.headers)
    assert headers["content-disposition"].isascii()
    assert disposition is None or headers["content-disposition"] == disposition
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["cache-control"] == "no-store"


def test_a_route_that_says_for_nobody_is_found() -> None:
    @get("/open", opt=access(Access.EVERYONE))
    async def declared() -> None: ...

    @post("/forgotten")
    async def forgotten() -> None: ...

    app = Litestar([declared, forgotten], openapi_config=None)
    declare_options(app)

    assert [line.split()[0] for line in routes_without_access(app)] == ["/forgotten"]
