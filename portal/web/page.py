"""Answer with a page: a view's context, and `here` for the layouts."""

from functools import cached_property
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.response import Redirect
from litestar.utils import normalize_path

from portal.kernel.clock import Clock
from portal.kernel.language import Language, split_path
from portal.rendering.environment import Rendering
from portal.rendering.view import View
from portal.web.csrf import bound_to, visitor_cookie
from portal.web.told import COOKIE, Told, once_told, told_by
from portal.web.visitor import Visitor

PortalRequest = Request[Visitor, Any, State]
"""A request to a route for signed-in people: the guard `check_access` has proven that there is a visitor."""
OpenRequest = Request[Visitor | None, Any, State]
"""A request to a route for everyone."""
AnyRequest = Request[Any, Any, State]


class Here:
    """What the layouts show of a request: its path, its language, its visitor. `at` stands for the request's path."""

    visitor_unknown = False
    """Whether a session could not be looked up. Only an error page is shown then."""

    def __init__(self, request: AnyRequest, at: str | None = None) -> None:
        self._request = request
        self.language, path = split_path(path_of(request))
        self.path = at or path
        self.account: Visitor | None = request.scope.get("user")
        self.unread = self.account.unread if self.account else 0
        self.demo: bool = request.app.state.demo
        self.identity_on: bool = request.app.state.identity_on
        self.test_clock: Clock | None = request.app.state.test_clock
        self.new_cookie = None if bound_to(request) else visitor_cookie()
        self.csrf_given = False
        self.has_told = False

    @property
    def languages(self) -> list[tuple[Language, str]]:
        """Return each language with the page's address in it."""
        query = self._request.scope["query_string"].decode(errors="replace")
        tail = f"?{query}" if query and self._request.method == "GET" else ""
        return [(language, language.link(self.path) + tail) for language in Language]

    @cached_property
    def told(self) -> Told | None:
        """Return what the last press did. Reading it ends the telling."""
        self.has_told = COOKIE in self._request.cookies
        return told_by(self._request.cookies)

    @cached_property
    def csrf(self) -> str:
        """The token for the page's forms. Reading it sets the cookie that it is bound to, if there is none yet."""
        self.csrf_given = True
        bound = bound_to(self._request) or (self.new_cookie and self.new_cookie.value) or ""
        token: str = self._request.app.state.csrf_tokens.token(bound)
        return token


def path_of(request: AnyRequest) -> str:
    """The path with its language's prefix, each slash once. `request.url` reads Host too, which may be malformed."""
    return normalize_path(request.scope["path"])


def language_of(request: AnyRequest) -> Language:
    return split_path(path_of(request))[0]


def page(request: AnyRequest, view: View, status: int = 200, *, at: str | None = None) -> Response[str]:
    """Render the view in the address's language. No cache may store the answer.

    `at` is the page's own path if its form posts to another one: the language links lead to it.
    """
    here = Here(request, at)
    rendering: Rendering = request.app.state.rendering
    text = rendering.render(here.language, view.template, {"here": here, **view.context()})
    response = Response(text, media_type=MediaType.HTML, status_code=status, headers={"cache-control": "no-store"})
    if here.csrf_given and here.new_cookie:
        response.set_cookie(here.new_cookie)
    if here.has_told:
        response.set_cookie(once_told())
    return response


def go_to(request: AnyRequest, path: str) -> Redirect:
    """Redirect after a POST to the page at `path`, in the same language."""
    return Redirect(language_of(request).link(path), status_code=303)


def reload_page() -> Response[None]:
    """Have htmx load the whole page anew, so that its title and heading are read aloud."""
    return Response(None, status_code=204, headers={"hx-refresh": "true"})


def wants_fragment(request: AnyRequest) -> bool:
    """Return whether htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"
