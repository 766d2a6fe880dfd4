"""Requests to try, made from a seed: presses of the portal's own forms with something wrong, and any request at all."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_from_bytes, urlencode

from tests.integration.fuzz.values import (
    CONTENT_TYPES,
    FILES,
    HEADERS,
    HOSTS,
    METHODS,
    PART_HEADERS,
    SEGMENTS,
    TEXTS,
)
from tests.integration.fuzz.wire import Asked

Field = tuple[str, str]
_BOUNDARY = "b"


@dataclass(frozen=True)
class PageForm:
    """A form as a page shows it: names and values of its fields, and the names of those for files."""

    action: str
    fields: tuple[Field, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """The addresses of each route, with ids in them, and the forms that one kind of visitors sees."""

    addresses: Sequence[Sequence[str]]
    forms: Sequence[PageForm]
    ids: Sequence[str]


@dataclass(frozen=True)
class Visit:
    """The cookies of a session, and a token for its forms."""

    cookie: str
    csrf: str


class Asking:
    """`mark` is in each text, so that the log can be searched for it."""

    def __init__(self, seed: str, site: Site, visit: Visit, mark: str) -> None:
        self._rng = random.Random(seed)  # noqa: S311 -- to repeat what failed
        self._site, self._visit, self._mark = site, visit, mark

    def next(self) -> Asked:
        rng = self._rng
        asked = self._press() if self._site.forms and rng.random() < 0.5 else self._anything()
        return self._with_odd_headers(asked) if rng.random() < 0.3 else asked

    def _press(self) -> Asked:
        """A form with one to three fields that nobody would fill in so, or that are missing, or twice."""
        form = self._rng.choice(self._site.forms)
        fields = [*form.fields]
        for _ in range(self._rng.randint(0, 3)):
            fields = self._spoiled(fields)
        if form.files or self._rng.random() < 0.2:
            body, content_type = self._multipart(fields, form.files), f"multipart/form-data; boundary={_BOUNDARY}"
        else:
            body, content_type = self._url_encoded(fields), "application/x-www-form-urlencoded"
        return self._asked("POST", form.action, self._damaged(body), content_type)

    def _anything(self) -> Asked:
        rng = self._rng
        method, address = rng.choice(METHODS), self._address()
        if method in ("GET", "HEAD", "OPTIONS"):
            return self._asked(method, address, b"", None)
        body = rng.choice([*FILES, self._url_encoded([(self._text(), self._text())]), self._multipart([], ("file",))])
        return self._asked(method, address, self._damaged(body), rng.choice(CONTENT_TYPES))

    def _spoiled(self, fields: list[Field]) -> list[Field]:
        if not fields:
            return [(self._text(), self._text())]
        at = self._rng.randrange(len(fields))
        name, value = fields[at]
        others = [*fields[:at], *fields[at + 1 :]]
        return self._rng.choice(
            [
                [*others, (name, self._text())],
                others,
                [*fields, (name, value)],
                [*others, (name, value + self._text())],
                [*fields, (self._text(), value)],
            ]
        )

    def _text(self) -> str:
        rng = self._rng
        if rng.random() < 0.7:
            return rng.choice(TEXTS) + rng.choice(["", self._mark])
        points = [rng.randrange(1, 0x3000) for _ in range(rng.randint(1, 40))]
        return self._mark + "".join(map(chr, points))

    def _url_encoded(self, fields: list[Field]) -> bytes:
        body = urlencode(fields)
        if self._rng.random() < 0.1:
            body += "&" + self._rng.choice(SEGMENTS) + "=" + self._rng.choice(SEGMENTS)
        return body.encode()

    def _multipart(self, fields: list[Field], files: Sequence[str]) -> bytes:
        parts = [self._part(f'name="{name}"', value.encode()) for name, value in fields]
        for name in files:
            file_name = quote(self._text(), safe=" .") if self._rng.random() < 0.5 else "a.pdf"
            parts.append(self._part(f'name="{name}"; filename="{file_name}"', self._rng.choice(FILES)))
        return b"".join(parts) + b"--b--\r\n"

    def _part(self, disposition: str, content: bytes) -> bytes:
        odd = [self._rng.choice(PART_HEADERS)] if self._rng.random() < 0.05 else []
        lines = [f"content-disposition: form-data; {disposition}", *odd]
        return b"--b\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n"

    def _damaged(self, body: bytes) -> bytes:
        rng = self._rng
        if not body or rng.random() > 0.1:
            return body
        at = rng.randrange(len(body))
        junk = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
        return rng.choice([body[:at], body[:at] + junk + body[at:], body[:at] + junk + body[at + 8 :], body * 2])

    def _address(self) -> str:
        """An address with odd segments, slashes, query or language."""
        rng = self._rng
        path = rng.choice(rng.choice(self._site.addresses))
        if rng.random() < 0.2:
            segments = path.split("/")
            segments[rng.randrange(1, len(segments))] = rng.choice([*SEGMENTS, *self._site.ids, self._quoted()])
            path = "/".join(segments)
        if rng.random() < 0.4:
            path = rng.choice(["/ru", "/en", "/en/", "/ru/en", "/"]) + path
        if rng.random() < 0.2:
            path += rng.choice(["/", "//", "/" + rng.choice(SEGMENTS)])
        if rng.random() < 0.4:
            value = rng.choice([self._quoted(), *SEGMENTS])
            path += "?" + rng.choice(["page", "next", "code", "state", "error", "iss", self._quoted()]) + "=" + value
        return path

    def _quoted(self) -> str:
        return quote(self._text()[:200], safe="")

    def _asked(self, method: str, address: str, body: bytes, content_type: str | None) -> Asked:
        visit = self._visit
        headers = [("host", "testserver"), ("cookie", visit.cookie)]
        headers += [("content-type", content_type)] if content_type is not None else []
        if method not in ("GET", "HEAD", "OPTIONS") and self._rng.random() < 0.95:
            headers.append(("x-csrf-token", visit.csrf))
        return Asked(method, address, headers, body)

    def _with_odd_headers(self, asked: Asked) -> Asked:
        rng = self._rng
        headers = [*asked.headers, *rng.sample(HEADERS, rng.randint(1, 3))]
        if rng.random() < 0.2:
            headers = [("host", rng.choice(HOSTS)), *headers[1:]]
        if rng.random() < 0.2:
            headers.append(("cookie", f"__Host-session={quote_from_bytes(rng.randbytes(30))}"))
        return Asked(asked.method, asked.target, headers, asked.body)
