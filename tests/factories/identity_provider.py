"""A real, certified OpenID Connect provider: the npm package oidc-provider as a process on loopback."""

import json
import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx

from tests.factories.browser import ORIGIN

FOLDER = Path(__file__).parent.parent / "identity_provider"
REDIRECT_URI = f"{ORIGIN}/login/identity/callback"
SECRET = "secret-of-the-tests"  # noqa: S105 -- of a provider that lives as long as the tests
CLIENT, CLIENT_WITH_RSA = "kezek", "kezek-rsa"
_LOWEST, _HIGHEST = 20_000, 32_000
_NODE_IS_MISSING = "the identity provider of the tests is not there: .ci/setup.sh test brings it"


@dataclass(frozen=True)
class RealProvider:
    """`jwks` are its public keys, as a client gets them at registration."""

    address: str
    jwks: bytes

    async def sign_in(self, url: str, account: str | None) -> str:
        """Do what a browser does from the authorisation request on, and return the callback's path and query.

        `account` is "iin:..." or "none", or None for a person who cancels.
        """
        async with httpx.AsyncClient() as client:
            answer = await client.get(url)
            while not answer.headers.get("location", "").startswith(ORIGIN):
                assert answer.is_redirect, (answer.status_code, answer.text[:300])
                step = urljoin(str(answer.url), answer.headers["location"])
                shown = "/interaction/" in step
                answer = await client.post(step, data={"account": account or ""}) if shown else await client.get(step)
            return str(answer.headers["location"]).removeprefix(ORIGIN)


@contextmanager
def real_provider() -> Iterator[RealProvider]:
    node, port = shutil.which("node"), _free_port()
    assert node, _NODE_IS_MISSING
    assert (FOLDER / "node_modules" / "oidc-provider").is_dir(), _NODE_IS_MISSING
    command = [node, "server.js", str(port), REDIRECT_URI]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            word, _, keys = process.stdout.readline().partition(" ")
            assert (word, bool(json.loads(keys)["keys"])) == ("ready", True)
            yield RealProvider(f"http://127.0.0.1:{port}", keys.encode())
        finally:
            process.terminate()


def _free_port() -> int:
    """Return a free port below 32768, because the system takes higher ones for outgoing connections."""
    while True:
        port = random.randrange(_LOWEST, _HIGHEST)  # noqa: S311 -- no secret
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port
