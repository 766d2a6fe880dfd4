"""Runs the commands of docs/howto/rotate-keys.md: no step invalidates anything that was valid before."""

import base64
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from litestar import Litestar

from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.app import create_app
from portal.gateway.envelope import Login, SendMessageRequest, write_send_message
from portal.gateway.fields import write_fields
from portal.gateway.responses import SoapFault, read_soap_response
from portal.gateway.statement import check_statement, sign_statement
from portal.kernel.ids import new_id
from portal.kernel.outcomes import Refused
from portal.settings import Settings, from_environment
from tests.architecture.sources import ROOT
from tests.factories.asgi import asgi_transport
from tests.factories.browser import Browser
from tests.factories.portal import living
from tests.integration.check.installation import CLOCK, Installation

PAGE = (ROOT / "docs" / "howto" / "rotate-keys.md").read_text()
BODY = b"a message"
TAKEN = SoapFault("SCE909", "gateway_service")


def commands(title: str) -> Iterator[str]:
    """The blocks of a section, one after another."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    for block in re.findall(r" *```sh\n(.*?) *```", section, re.DOTALL):
        yield "\n".join(line.strip() for line in block.splitlines())


@dataclass
class Keeper:
    """An operator who follows the page. `restart` is what the page demands after every step."""

    installation: Installation
    settings: Settings
    app: Litestar

    def type(self, commands: str) -> None:
        ran = self.installation.run(commands)
        assert ran.returncode == 0, ran

    def restart(self) -> None:
        self.settings = from_environment(self.installation.environment)
        self.app = create_app(self.settings, CLOCK)

    @property
    def key(self) -> SigningKey:
        """The key that the worker signs with."""
        assert self.settings.gateway.key_file
        return SigningKey.from_file(self.settings.gateway.key_file)

    async def published(self) -> list[Mapping[str, str]]:
        async with client(self.app) as at:
            answer = await at.get("/.well-known/jwks.json")
        assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (
            200,
            "application/jwk-set+json",
            "max-age=300, public",
        )
        assert "set-cookie" not in answer.headers
        keys: list[Mapping[str, str]] = answer.json()["keys"]
        return keys

    async def kids(self) -> set[str]:
        return {key["kid"] for key in await self.published()}

    async def judged(self, statement: str) -> str | None:
        """Verify with the published keys, as a neighbour does: the code of the refusal, if it is refused."""
        keys = VerifyingKeys(pem_of(key) for key in await self.published())
        read = check_statement(statement, keys, issuer="kezek", audience="gateway", body=BODY, now=CLOCK.now())
        return read.code if isinstance(read, Refused) else None

    def statement(self) -> str:
        """As the worker signs it at this step."""
        return sign_statement(
            self.key, issuer="kezek", audience="gateway", message_id=new_id(), body=BODY, now=CLOCK.now()
        )

    async def brought(self, key: SigningKey) -> object:
        """The response to a gateway's message signed with this key. An unknown service is enough."""
        now, login = CLOCK.now(), Login("kezek", "agreed upon")
        request = SendMessageRequest(new_id(), new_id(), "NOTHING", login, write_fields({}))
        body = write_send_message(request, now)
        signed = sign_statement(
            key, issuer="gateway", audience="kezek", message_id=request.message_id, body=body, now=now
        )
        async with living(self.app), client(self.app) as at:
            answer = await at.post("/gateway/sync-channel", content=body, headers={"authorization": f"Bearer {signed}"})
        return read_soap_response(answer.content)


def client(app: Litestar) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=asgi_transport(app), base_url="https://testserver")


def pem_of(jwk: Mapping[str, str]) -> bytes:
    """As a neighbour reads it, with no code of ours."""
    x, y = (int.from_bytes(base64.urlsafe_b64decode(jwk[name] + "=")) for name in ("x", "y"))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def keeper(installation: Installation) -> Keeper:
    for folder in ("published", "gateway", "accepted"):
        installation.path(folder).mkdir()
    for name in ("server.pem", "server.pub", "secret"):
        shutil.copy2(installation.data / name, installation.path(name))
    shutil.move(installation.path("gateway.pub"), installation.path("gateway/gateway.pub"))
    for name, value in re.findall(r"^(KEZEK_\w+)=(.*)$", PAGE, re.MULTILINE):
        installation.environment[name] = str(installation.path(value))
    settings = from_environment(installation.environment)
    return Keeper(installation, settings, create_app(settings, CLOCK))


async def test_the_servers_key(keeper: Keeper) -> None:
    publish, use, take_out = commands("The server's key")
    old, by_old = keeper.key.kid, keeper.statement()
    assert await keeper.kids() == {old}

    keeper.type(publish)
    keeper.restart()
    known = await keeper.kids()
    assert (keeper.key.kid, len(known), old in known) == (old, 2, True)

    keeper.type(use)
    keeper.restart()
    new, by_new = keeper.key.kid, keeper.statement()
    assert {old, new} == known == await keeper.kids()
    assert (await keeper.judged(by_old), await keeper.judged(by_new)) == (None, None)

    keeper.type(take_out)
    keeper.restart()
    assert await keeper.kids() == {new}
    assert (await keeper.judged(by_old), await keeper.judged(by_new)) == ("token_key", None)


async def test_the_gateways_key(keeper: Keeper) -> None:
    believe_both, believe_new = commands("The gateway's key")
    old, new = SigningKey(generate_key_pem()), SigningKey(generate_key_pem())
    keeper.installation.path("gateway/gateway.pub").write_bytes(old.public_pem)
    keeper.installation.path("gateway-next.pub").write_bytes(new.public_pem)
    unknown = SoapFault("SCE006", "token_key")

    keeper.restart()
    assert (await keeper.brought(old), await keeper.brought(new)) == (TAKEN, unknown)

    keeper.type(believe_both)
    keeper.restart()
    assert (await keeper.brought(old), await keeper.brought(new)) == (TAKEN, TAKEN)

    keeper.type(believe_new)
    keeper.restart()
    assert (await keeper.brought(old), await keeper.brought(new)) == (unknown, TAKEN)


async def opened_form(app: Litestar) -> Browser:
    browser = Browser(app)
    async with living(app):
        await browser.open("/en/login")
    return browser


async def sent(form: Browser, app: Litestar) -> int:
    """The form's own cookie and token, posted to the portal as it is now."""
    now = Browser(app)
    now._client.cookies = form._client.cookies
    now.csrf = form.csrf
    async with living(app):
        return (await now.post("/en/login", {"iin": "", "password": ""})).status_code


async def test_the_secret_of_form_tokens(keeper: Keeper) -> None:
    accept, use, take_out = commands("The secret of form tokens")
    first = keeper.app
    by_old = await opened_form(first)
    incomplete, refused = await sent(by_old, first), 403
    assert incomplete != refused

    keeper.type(accept)
    keeper.restart()
    accepting = keeper.app
    assert await sent(by_old, accepting) == incomplete

    keeper.type(use)
    keeper.restart()
    by_new = await opened_form(keeper.app)
    assert [await sent(form, keeper.app) for form in (by_old, by_new)] == [incomplete, incomplete]
    # A process that is not restarted yet takes what one that is has shown.
    assert (await sent(by_new, accepting), await sent(by_new, first)) == (incomplete, refused)

    keeper.type(take_out)
    keeper.restart()
    assert [await sent(form, keeper.app) for form in (by_old, by_new)] == [refused, incomplete]


def test_every_command_of_the_page_is_tried() -> None:
    titles = ("The server's key", "The gateway's key", "The secret of form tokens")

    assert sum(len(list(commands(title))) for title in titles) == PAGE.count("```sh")
