"""The counters of an attempt to sign in, and the device cookie of a browser that has signed in before."""

from collections.abc import Sequence

from litestar.datastructures import Cookie

from auth.limits.counting import Counted, Counter
from auth.limits.device_cookies import DeviceCookies
from portal.web.client_address import counted_address
from portal.web.limits_table import KNOWN_BROWSER, KNOWN_BROWSER_DAILY, ONE_ADDRESS, ONE_IIN_ANYWHERE, ONE_IIN_HERE
from portal.web.page import OpenRequest

BROWSER_COOKIE = "__Host-browser"
_HALF_A_YEAR = 180 * 24 * 3600


def attempt_of(request: OpenRequest, counter: Counter, device_cookies: DeviceCookies, iin: str) -> Sequence[Counted]:
    """Return the counters of an attempt. They do not depend on whether the IIN has an account."""
    browser = device_cookies.device(request.cookies.get(BROWSER_COOKIE, ""), iin)
    if browser:
        return [counter.of(KNOWN_BROWSER, browser), counter.of(KNOWN_BROWSER_DAILY, browser)]
    address = counted_address(request.scope)
    return [
        counter.of(ONE_IIN_HERE, iin, address),
        counter.of(ONE_ADDRESS, address),
        counter.of(ONE_IIN_ANYWHERE, iin),
    ]


def browser_cookie(device_cookies: DeviceCookies, iin: str) -> Cookie:
    """Return the device cookie. It is no session: its owner still needs the password."""
    return Cookie(
        key=BROWSER_COOKIE,
        value=device_cookies.issue(iin),
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
        max_age=_HALF_A_YEAR,
    )
