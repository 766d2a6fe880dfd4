"""The table of stand-ins: one row, and ports, demo.json, the settings and the test mode know it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from e2e.kit.demo import ROOT, Demo
from e2e.kit.waiting import until
from e2e.kit.world import World
from portal.demo.data_folder import demo_settings
from portal.demo.layout import DemoLayout
from portal.demo.stand_ins import STAND_INS
from tests.integration.test_mode.one_more_stand_in import NAME, ROW

ORDER = ["portal", "authority", "gateway", "scanner", "identity"]
"""Public: others count from the portal's port."""


@contextmanager
def one_more(data: Path) -> Iterator[dict[str, str]]:
    """The addresses it tells once it answers."""
    command = [sys.executable, "-m", "tests.integration.test_mode.one_more_stand_in", str(data)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            until("it answers", (data / "demo.json").exists, 60)
            yield json.loads((data / "demo.json").read_text())
        finally:
            process.terminate()


def ports(addresses: dict[str, str]) -> list[int | None]:
    return [urlsplit(address).port for address in addresses.values()]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("one_more") / "data"


@pytest.fixture(scope="module")
def addresses(data: Path) -> Iterator[dict[str, str]]:
    with one_more(data) as told:
        yield told


@pytest.fixture
def one_more_world(addresses: dict[str, str]) -> Iterator[World]:
    world = World(addresses["portal"])
    yield world
    world.reset()
    world.close()


def test_the_order_of_ports_is_as_it_was(demo: Demo) -> None:
    told = json.loads((demo.data / "demo.json").read_text())

    assert list(told) == ORDER
    assert ports(told) == list(range(ports(told)[0] or 0, (ports(told)[0] or 0) + len(ORDER)))


def test_one_more_has_the_next_port_and_stands_in_demo_json(addresses: dict[str, str]) -> None:
    assert list(addresses) == [*ORDER, NAME]
    assert ports(addresses)[-1] == (ports(addresses)[0] or 0) + len(ORDER)
    assert httpx.get(f"{addresses[NAME]}/1").json() == {"host": urlsplit(addresses[NAME]).netloc}


def test_one_more_is_told_by_the_test_mode(addresses: dict[str, str], one_more_world: World) -> None:
    about = one_more_world.ask("")

    assert {name: about[name] for name in addresses} == addresses
    assert one_more_world.ask("outside") == dict.fromkeys([*ORDER[1:], NAME], "up")


def test_one_more_is_taken_down_and_put_back_by_the_reset(addresses: dict[str, str], one_more_world: World) -> None:
    with one_more_world.down(NAME):
        assert httpx.get(f"{addresses[NAME]}/1").status_code == 503
    assert httpx.get(f"{addresses[NAME]}/1").status_code == 200

    one_more_world.tell("outside", **{NAME: "down", "gateway": "down"})
    one_more_world.reset()

    assert set(one_more_world.ask("outside").values()) == {"up"}


def test_one_more_is_given_its_faults(addresses: dict[str, str], one_more_world: World) -> None:
    assert one_more_world.tell(f"{NAME}/faults", service="answers", fault="empty") == {"answers": "empty"}
    assert httpx.get(f"{addresses[NAME]}/1").json() == {}

    assert one_more_world.tell(f"{NAME}/faults", service="answers") == {"answers": None}
    assert httpx.get(f"{addresses[NAME]}/1").json() != {}


def test_one_more_that_comes_back_is_without_faults(addresses: dict[str, str], one_more_world: World) -> None:
    one_more_world.tell(f"{NAME}/faults", service="answers", fault="empty")
    one_more_world.tell("outside", **{NAME: "down"})

    one_more_world.tell("outside", **{NAME: "up"})

    assert one_more_world.ask(f"{NAME}/faults") == {"answers": None}
    assert httpx.get(f"{addresses[NAME]}/1").json() != {}


def test_one_more_is_prepared_and_gives_its_settings(tmp_path: Path) -> None:
    layout = DemoLayout(tmp_path, 1, (*STAND_INS, ROW))

    assert demo_settings(layout).address == layout.site(NAME).address
    assert (layout.site(NAME).folder, layout.site(NAME).port) == (tmp_path / NAME, 1 + len(ORDER))


def test_its_folder_is_prepared(addresses: dict[str, str], data: Path) -> None:
    assert [file.name for file in (data / NAME).iterdir()] == ["password"]
