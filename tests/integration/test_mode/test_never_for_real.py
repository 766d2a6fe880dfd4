"""The test mode is for demonstrations that ask for it: nowhere else is there such an address."""

import os
import subprocess
import sys
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from litestar import get
from litestar.exceptions import HTTPException

from e2e.kit.demo import ROOT
from portal.app import create_app
from portal.cli import portal as portal_command
from portal.demo.test_mode.routes.mount import only_from_here
from portal.kernel.errors import NotFound
from portal.settings.environment import PREFIX
from portal.settings.table import VARIABLES
from portal.web.access import Access, access
from tests.factories.asgi import asgi_transport
from tests.factories.deadline import DEADLINE
from tests.factories.portal import Portal

ADDRESSES = ("/__test__/", "/__test__/clock", "/__test__/reset", "/__test__/authority/keys")
DEMO = ["demo", "--test-mode", "--port", "0", "--data"]


@pytest.mark.parametrize("variable", [variable.name for variable in VARIABLES])
def test_beside_any_setting_of_an_installation_it_does_not_start(tmp_path: Path, variable: str) -> None:
    without = {name: None for name in os.environ if name.startswith(PREFIX)}

    ran = CliRunner().invoke(portal_command, [*DEMO, str(tmp_path)], env=without | {variable: "x"})

    assert (ran.exit_code, variable in ran.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_the_command_ends_with_1_and_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from portal.cli import main; main()", *DEMO, str(tmp_path)]
    environment = {**os.environ, "KEZEK_DATA": str(tmp_path)}

    ran = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "KEZEK_DATA" in ran.stderr


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_portal_itself_refuses(portal: Portal, *, is_demo: bool) -> None:
    @get("/__test__/clock", opt=access(Access.MACHINE))
    async def clock() -> None: ...

    settings = replace(portal.demo_data.settings, demo=is_demo)
    assert create_app(settings).routes
    with pytest.raises(ValueError, match="demonstrations alone"):
        create_app(settings, also=[clock])
    if not is_demo:
        with pytest.raises(ValueError, match="demonstrations alone"):
            create_app(replace(settings, test_mode=True))


@pytest.mark.parametrize("is_demo", [True, False], ids=["demo", "serve"])
async def test_elsewhere_there_is_no_such_address(portal: Portal, *, is_demo: bool) -> None:
    app = create_app(replace(portal.demo_data.settings, demo=is_demo), portal.clock)
    async with httpx.AsyncClient(transport=asgi_transport(app), base_url="https://127.0.0.1") as client:
        answers = [(await client.get(path)).status_code for path in ADDRESSES]
        answers += [(await client.post(path, json={})).status_code for path in ADDRESSES]

    assert set(answers) <= {403, 404}
    assert answers[: len(ADDRESSES)] == [404] * len(ADDRESSES)


@pytest.mark.parametrize(
    ("client", "name", "answered"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "localhost", True),
        ("::1", "::1", True),
        ("10.0.0.5", "127.0.0.1", False),
        ("127.0.0.1", "kezek.example.kz", False),
        ("127.0.0.1", "", False),
        ("unix", "127.0.0.1", False),
    ],
)
def test_only_loopback_is_answered(client: str, name: str, *, answered: bool) -> None:
    connection: Any = SimpleNamespace(
        client=SimpleNamespace(host=client),
        base_url=SimpleNamespace(hostname=name),
        headers={},
        scope={"method": "GET"},
    )
    handler: Any = None

    if answered:
        only_from_here(connection, handler)
        connection.scope["method"] = "POST"
        with pytest.raises(HTTPException, match="json"):
            only_from_here(connection, handler)
    else:
        with pytest.raises(NotFound):
            only_from_here(connection, handler)
    assert name == "localhost" or not answered or ip_address(name).is_loopback
