"""What a press did crosses the redirect in a cookie; what is not ours in it tells nothing."""

from base64 import urlsafe_b64encode

import pytest
from litestar.response import Redirect

from portal.web.told import COOKIE, Told, once_told, telling, told_by


@pytest.mark.parametrize("what", ["Сынақова Әйгерім", 'a; b="c", d.pdf', "<script>", "%s %(x)s"])
def test_what_is_told_comes_back_as_it_was(what: str) -> None:
    (cookie,) = telling(Redirect("/family", status_code=303), "added", what).cookies

    assert cookie.value is not None
    assert cookie.value.isascii()
    assert told_by({COOKIE: cookie.value}) == Told("Added: %(what)s", what)
    assert (cookie.secure, cookie.httponly, cookie.samesite, cookie.max_age) == (True, True, "lax", 60)


NOT_OURS = (b"{}", b"[]", b"\xff", b'["gone","x"]', b"[1,2]", b"[" * 5_000)


@pytest.mark.parametrize("value", ["", "x", "!", "\u04d9", *(urlsafe_b64encode(one).decode() for one in NOT_OURS)])
def test_anything_else_tells_nothing(value: str) -> None:
    assert told_by({COOKIE: value}) is None


def test_what_no_page_can_show_is_told_as_unreadable() -> None:
    half_of_a_pair = urlsafe_b64encode(rb'["added","\ud800"]').decode()

    assert told_by({COOKIE: half_of_a_pair}) == Told("Added: %(what)s", "\ufffd")


def test_nothing_is_told_without_a_cookie_and_the_telling_ends() -> None:
    assert told_by({}) is None
    assert once_told().max_age == 0
