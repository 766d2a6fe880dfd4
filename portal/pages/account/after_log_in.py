"""After every kind of log-in: the session's cookie, and the page to go on to."""

from litestar.datastructures import Cookie

from portal.kernel.language import split_path
from portal.web.visitor import SESSION_COOKIE


def session_cookie(value: str, max_age: int | None = None) -> Cookie:
    return Cookie(
        key=SESSION_COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax", max_age=max_age
    )


def local_path(address: str) -> str:
    """Return the path of one of our pages without its language prefix; "" for any other address."""
    path = split_path(address)[1]
    # Without its prefix, "/ru//evil.example" is the address of another host.
    return path if address.isprintable() and _is_path(address) and _is_path(path) else ""


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))
