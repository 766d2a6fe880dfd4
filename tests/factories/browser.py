"""A browser in the test's process: it keeps cookies, sends the CSRF token of the last page, and checks every page."""

from collections.abc import Mapping
from typing import Any, Self

import httpx

from portal.kernel.language import split_path
from portal.web.headers import CONTENT_SECURITY_POLICY
from portal.web.visitor import SESSION_COOKIE
from tests.factories.page_checks import Page, faults_of
from tests.factories.sink import SINK

ORIGIN = "https://testserver"


class Browser:
    """One person's browser. It follows no redirects: a test checks where an answer leads."""

    def __init__(self, app: Any, address: str = "127.0.0.1") -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 50_000))
        self._client = httpx.AsyncClient(transport=transport, base_url=ORIGIN)
        self.page: Page | None = None
        self.csrf: str | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    @property
    def session_id(self) -> str | None:
        return self._client.cookies.get(SESSION_COOKIE)

    def use_session(self, session_id: str) -> None:
        """Set a cookie, and forget the CSRF token of the former session."""
        self._client.cookies.set(SESSION_COOKIE, session_id, domain="testserver.local")
        self.csrf = None

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.send("GET", path, headers=headers)

    async def open(self, path: str) -> Page:
        """Get the page at the path, which must answer 200."""
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("location"))
        assert self.page is not None
        return self.page

    async def post(
        self,
        path: str,
        data: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Post with the CSRF token of the last page; opens a page if there was none."""
        fields = {"csrf": await self.token(), **(data or {})}
        return await self.send("POST", path, data=fields, files=files, headers=headers)

    async def submit(
        self,
        path: str,
        data: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> str:
        """Post a form that has no faults, and return the path it leads to."""
        answer = await self.post(path, data, files)
        faults = self.page.errors if self.page and answer.status_code != 303 else []
        assert answer.status_code == 303, (path, answer.status_code, faults)
        return str(answer.headers["location"])

    async def token(self) -> str:
        if self.csrf is None:
            await self.get("/login")
        assert self.csrf is not None
        return self.csrf

    async def send(self, method: str, path: str, **given: Any) -> httpx.Response:
        before = self.session_id
        answer = await self._client.request(method, path, **given)
        SINK.look_at_exchange(answer, given)
        if self.session_id != before:
            self.csrf = None
        _check_headers(answer)
        self.page = _checked(answer, path)
        if self.page and self.page.csrf:
            self.csrf = self.page.csrf
        return answer


def _check_headers(answer: httpx.Response) -> None:
    expected = CONTENT_SECURITY_POLICY
    if "attachment" in answer.headers.get("content-disposition", ""):
        expected = "sandbox; default-src 'none'"
    assert answer.headers["content-security-policy"] == expected
    assert answer.headers["x-content-type-options"] == "nosniff"


def _checked(answer: httpx.Response, path: str) -> Page | None:
    """Return the parsed page; None for a file, a redirect or a part of a page."""
    if not answer.headers.get("content-type", "").startswith("text/html") or "<!doctype" not in answer.text[:20]:
        return None
    page = Page(answer.text)
    language, _ = split_path(httpx.URL(path).path)
    assert (path, faults_of(page, language.value)) == (path, [])
    assert answer.headers["cache-control"] == "no-store"
    return page
