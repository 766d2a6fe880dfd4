"""The authority's page: a key in each state, and its commands, run as printed."""

import re
import subprocess
from datetime import timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from auth.signatures import CITIZEN, OFFICIAL, Code, ExpectedSigner, Valid, verify_detached
from portal.kernel.language import Language
from portal.rendering.assets import Assets
from portal.rendering.environment import Rendering
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.faults import Service, ServiceFault
from portal.simulators.authority.states import KeyState
from tests.factories.asgi import asgi_transport
from tests.factories.pki import NOW, Pki, sign_cades
from tests.fakes.clock import SettableClock

ROOT = Path(__file__).resolve().parents[3]
CONTENT = b'{"nonce":"1"}'
PERSON = {
    "kind": "citizen",
    "iin": "900101300017",
    "surname": "Сынақов",
    "given_name": "Азамат",
    "state": "good",
}
EMPLOYEE = PERSON | {"kind": "official", "organisation": "Сынақ бөлімі", "bin": "120340001111"}


@pytest.fixture(scope="module")
def rendering() -> Rendering:
    return Rendering(ROOT / "templates", Assets(ROOT / "static"), ZoneInfo("Asia/Oral"))


@pytest.fixture
def client(own_pki: Pki, rendering: Rendering) -> httpx.AsyncClient:
    application = create_authority_app(own_pki.authority, SettableClock(NOW), rendering)
    return httpx.AsyncClient(
        transport=asgi_transport(application),
        base_url="http://authority.test",
    )


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (KeyState.GOOD, "valid"),
        (KeyState.EXPIRED, Code.EXPIRED),
        (KeyState.NOT_YET_VALID, Code.NOT_YET_VALID),
        (KeyState.REVOKED, Code.REVOKED),
        (KeyState.UNKNOWN_ISSUER, Code.UNKNOWN_ISSUER),
    ],
)
async def test_key_is_in_the_state_asked_for(
    state: KeyState, outcome: str, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    answer = await client.post("/", data=PERSON | {"state": state})
    own_pki.publish()

    cms = sign_cades(answer.content, CONTENT)
    verdict = verify_detached(cms, CONTENT, ExpectedSigner(CITIZEN, PERSON["iin"]), own_pki.trust, NOW)

    assert ("valid" if isinstance(verdict, Valid) else verdict.code) == outcome
    name = "key.pem" if state is KeyState.GOOD else f"key-{state}.pem"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert answer.headers["cache-control"] == "no-store"


async def test_officials_key_is_an_organisations(client: httpx.AsyncClient, own_pki: Pki) -> None:
    answer = await client.post("/", data=EMPLOYEE)
    own_pki.publish()

    expected = ExpectedSigner(OFFICIAL, EMPLOYEE["iin"], EMPLOYEE["bin"])
    verdict = verify_detached(sign_cades(answer.content, CONTENT), CONTENT, expected, own_pki.trust, NOW)

    assert isinstance(verdict, Valid)
    assert (verdict.name, verdict.bin) == ("Сынақов Азамат", "120340001111")


@pytest.mark.parametrize("language", Language)
async def test_page_offers_every_state_in_each_language(language: Language, client: httpx.AsyncClient) -> None:
    answer = await client.get(language.link("/"))

    assert (answer.status_code, f'<html lang="{language}">' in answer.text) == (200, True)
    offered = re.findall(r'name="state" type="radio" value="(\w+)"', answer.text)
    assert offered == [state.value for state in KeyState]
    assert re.findall(r"<script(?! type=\"module\" src=)|\sstyle=|\son\w+=", answer.text) == []


async def test_everything_wrong_is_said_at_once_and_kept(client: httpx.AsyncClient) -> None:
    answer = await client.post("/en", data=EMPLOYEE | {"iin": "9001", "bin": "1", "state": "best"})

    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == ["iin", "bin", "state"]
    assert 'value="9001"' in answer.text
    assert 'value="Сынақов"' in answer.text


async def test_citizen_needs_no_organisation(client: httpx.AsyncClient) -> None:
    official = await client.post("/en", data=PERSON | {"kind": "official"})
    citizen = await client.post("/en", data=PERSON)

    assert (official.status_code, citizen.status_code) == (422, 200)


async def test_commands_of_the_page_work_as_they_stand(client: httpx.AsyncClient, tmp_path: Path) -> None:
    page = (await client.get("/en")).text
    commands = [unescape(found) for found in re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)]
    (tmp_path / "request.json").write_bytes(CONTENT)
    (tmp_path / "KEY.pem").write_bytes((await client.post("/", data=PERSON)).content)
    (tmp_path / "root.pem").write_bytes((await client.get("/root.pem")).content)

    run_in(tmp_path, commands)

    assert ["-sign" in commands[0], "-verify" in commands[1], len(commands)] == [True, True, 2]
    assert (tmp_path / "verified.json").read_bytes() == CONTENT


def run_in(folder: Path, commands: list[str]) -> None:
    for command in commands:
        moment = f" -attime {NOW.timestamp():.0f}" if "-verify" in command else ""
        subprocess.run(["sh", "-c", command + moment], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [(KeyState.GOOD, "valid"), (KeyState.REVOKED, Code.REVOKED), (KeyState.UNKNOWN_ISSUER, Code.UNKNOWN_ISSUER)],
)
async def test_file_is_signed_with_a_gost_key(
    state: KeyState, outcome: str, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    files = {"document": ("request.json", CONTENT)}

    answer = await client.post("/gost", data=PERSON | {"state": state}, files=files)
    own_pki.publish()

    verdict = verify_detached(answer.content, CONTENT, ExpectedSigner(CITIZEN, PERSON["iin"]), own_pki.trust, NOW)
    assert ("valid" if isinstance(verdict, Valid) else verdict.code) == outcome
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''request.json.p7s"


async def test_nothing_is_signed_without_a_file(client: httpx.AsyncClient) -> None:
    answer = await client.post("/en/gost", data=PERSON | {"iin": "9001"}, files={"document": ("", b"")})

    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == ["iin", "document"]


@pytest.mark.parametrize("language", Language)
async def test_both_pages_name_each_other(language: Language, client: httpx.AsyncClient) -> None:
    home, gost = [(await client.get(language.link(path))).text for path in ("/", "/gost")]

    assert f'<a href="{language.link("/gost")}">' in home
    assert f'<a href="{language.prefix or "/"}' in gost
    for other in Language:
        assert other is language or f'href="{other.link("/gost")}"' in gost


async def test_what_is_published_can_be_fetched(client: httpx.AsyncClient) -> None:
    page = (await client.get("/en")).text
    named = re.findall(r'href="(/[^"]*\.(?:pem|crl))"', page)

    assert len(set(named)) == 10
    assert {(await client.get(address)).status_code for address in named} == {200}


async def test_page_tells_what_is_made_to_fail(client: httpx.AsyncClient, own_pki: Pki) -> None:
    own_pki.authority.faults.set(Service.OCSP, ServiceFault.STALE)
    wrong = (await client.get("/en")).text
    own_pki.authority.faults.clear()

    assert "ocsp: stale" in wrong
    assert "ocsp: stale" not in (await client.get("/en")).text


async def test_lists_answer_503_while_the_authority_is_down(client: httpx.AsyncClient, own_pki: Pki) -> None:
    addresses = ("/crl/root.crl", "/crl/issuing_d_gost.crl", "/root.pem", "/cert/issuing_gost.cer")
    up = [(await client.get(address)).status_code for address in addresses]
    own_pki.authority.go_down()
    down = [(await client.get(address)).status_code for address in addresses]

    assert (up, down) == ([200, 200, 200, 200], [503, 503, 200, 200])


async def test_lists_are_served_as_lists(client: httpx.AsyncClient, own_pki: Pki) -> None:
    answer = await client.get("/crl/issuing.crl")

    assert answer.content == own_pki.authority.issuing_crl(NOW + timedelta(minutes=5))
    assert answer.headers["content-type"] == "application/pkix-crl"
