"""OCSP servers for tests: a scripted one, a silent one, and the openssl program."""

import asyncio
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from asn1crypto import ocsp

from tests.unit.auth.links import Link
from tests.unit.auth.ocsp_answers import ISSUING, OcspAnswer, certificate_pem, key_pem

OCSP_TYPE = "application/ocsp-response"
_UNTIL = "400101000000Z"


@dataclass
class Answering:
    """An ASGI application: `answer` makes the response body from the request body. Records the requests."""

    answer: Callable[[bytes], bytes]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": OCSP_TYPE})
    asked: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        body = await _body(receive)
        self.asked.append((body, {name.decode(): value.decode() for name, value in scope["headers"]}))
        pairs = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": pairs})
        await send({"type": "http.response.body", "body": self.answer(body)})


async def silent(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
    """Receives the request and never responds."""
    await asyncio.Event().wait()


async def _body(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def responding(answer: OcspAnswer) -> Callable[[bytes], bytes]:
    """Responses with the nonce of the request."""
    return lambda body: replace(answer, nonce=ocsp.OCSPRequest.load(body).nonce_value.native).encoded()


@contextmanager
def openssl_responder(folder: Path, certificates: Sequence[tuple[Link, str]]) -> Iterator[str]:
    """The address of `openssl ocsp`, which knows these certificates; each with V, or R and a reason."""
    files = {
        "index.txt": "".join(_line(link, state) for link, state in certificates).encode(),
        "issuing.pem": certificate_pem(ISSUING),
        "key.pem": key_pem(ISSUING),
    }
    for name, contents in files.items():
        (folder / name).write_bytes(contents)
    port = free_port()
    command = f"openssl ocsp -index index.txt -CA issuing.pem -rsigner issuing.pem -rkey key.pem -nmin 5 -port {port}"
    with subprocess.Popen(command.split(), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()  # ACCEPT, once it listens
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


def free_port() -> int:
    """Below those that the system gives away by itself."""
    for port in range(21_800, 22_000):
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")


def _line(link: Link, state: str) -> str:
    """Of the file that `openssl ca` keeps: state, expiry, revocation, serial number, file, subject."""
    revoked = "" if state == "V" else f"261101000000Z,{state}"
    fields = ("R" if revoked else "V", _UNTIL, revoked, f"{link.certificate.serial:X}", "unknown", "/CN=it")
    return "\t".join(fields) + "\n"
