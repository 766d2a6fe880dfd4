"""Requests as bytes, sent to the application in this process or to the server on its socket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from litestar import Litestar

from tests.integration.server.serving import Running, status


@dataclass(frozen=True)
class Asked:
    """A request. `target` and headers are text in latin-1, whatever bytes they are to have."""

    method: str
    target: str
    headers: Sequence[tuple[str, str]]
    body: bytes

    @property
    def path(self) -> str:
        """As the server decodes it."""
        return unquote(self.target.partition("?")[0])

    @property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        return [(name.encode(), value.encode("latin-1")) for name, value in self.headers]


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes


async def ask_application(app: Litestar, asked: Asked) -> Answered:
    """What the application raises is raised here."""
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "https",
        "path": asked.path,
        "raw_path": asked.target.partition("?")[0].encode("latin-1"),
        "query_string": asked.target.partition("?")[2].encode("latin-1"),
        "root_path": "",
        "headers": asked.raw_headers,
        "client": ("127.0.0.1", 50_000),
        "server": ("testserver", 443),
    }
    arriving = iter([{"type": "http.request", "body": asked.body, "more_body": False}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(arriving, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(sent[0]["status"], _headers(sent[0]["headers"]), body)


async def ask_server(served: Running, asked: Asked) -> Answered:
    """Sends the whole request and then nothing more. Status 0 if the connection is closed without an answer."""
    lines = [f"{asked.method} {asked.target} HTTP/1.1", *(f"{name}: {value}" for name, value in asked.headers)]
    lines += [] if _has_length(asked) else [f"content-length: {len(asked.body)}"]
    async with served.client() as client:
        client.writer.write("\r\n".join([*lines, "connection: close", "", ""]).encode("latin-1") + asked.body)
        client.writer.write_eof()
        heard = await client.hear()
    head, _, body = heard.partition(b"\r\n\r\n")
    return Answered(status(heard), _headers(line.partition(b": ")[::2] for line in head.split(b"\r\n")[1:]), body)


def _has_length(asked: Asked) -> bool:
    return any(name in ("content-length", "transfer-encoding") for name, _ in asked.headers)


def _headers(raw: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}
