"""What a press did, told once on the page that it leads to, with and without scripts.

It crosses the redirect in a cookie of this browser, because an address may hold no name of a person or a file.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from litestar.datastructures import Cookie
from litestar.response import Redirect

from portal.kernel.language import N_
from portal.reading.canonical import one_line

COOKIE = "__Host-told"
_SECONDS = 60
_TEXTS = {
    "added": N_("Added: %(what)s"),
    "attached": N_("Attached: %(what)s"),
    "removed": N_("Removed: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A text to translate, and the name of what was changed."""

    message: str
    what: str


def telling(answer: Redirect, code: str, what: str) -> Redirect:
    """Have the page that the answer leads to tell it; `code` is one of _TEXTS."""
    value = urlsafe_b64encode(json.dumps([code, what], ensure_ascii=False).encode()).decode()
    answer.set_cookie(_cookie(value, _SECONDS))
    return answer


def told_by(cookies: dict[str, str]) -> Told | None:
    """Return what the last press did. None if there is nothing to tell, or nothing of ours."""
    try:
        code, what = json.loads(urlsafe_b64decode(cookies.get(COOKIE, "")))
        return Told(_TEXTS[code], one_line(str(what)))
    except (Error, ValueError, KeyError, TypeError, RecursionError):
        return None


def once_told() -> Cookie:
    """Return the cookie that ends the telling."""
    return _cookie("", 0)


def _cookie(value: str, seconds: int) -> Cookie:
    return Cookie(key=COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax", max_age=seconds)
