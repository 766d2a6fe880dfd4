"""The installed wheel runs the demonstration and a real installation, far from the checkout."""

import json
from pathlib import Path
from subprocess import Popen

import httpx

from e2e.kit.waiting import until
from portal.kernel.language import Language
from portal.rendering.catalogues import translations
from tests.architecture.sources import ROOT
from tests.distribution.building import Installed
from tests.distribution.test_files import VERSION
from tests.factories.page_checks import Page
from tests.factories.ports import free_port
from tests.integration.check.installation import commands_of_the_readme

STATIC = ROOT / "static"
FONT = "vendor/noto-sans-2020/NotoSans-Regular.ttf"
"""In which notices are set."""
HEADING = "Join the housing queue"
_SECONDS_TO_START = 60


def expect_the_portal(address: str) -> None:
    """Its first page in each language, the stylesheet that the page names, the font of its notices."""
    with httpx.Client(base_url=address) as client:
        for language in Language:
            answer = client.get(language.link("/"))
            page = Page(answer.text)
            assert (answer.status_code, page.heading) == (200, translations(language).gettext(HEADING))
            (stylesheet,) = page.all("//link[@rel='stylesheet']")
            assert client.get(stylesheet.get("href", "")).content == (STATIC / "css" / "kezek.css").read_bytes()
        assert client.get(f"/static/{FONT}").content == (STATIC / FONT).read_bytes()


def wait_until_it_answers(process: Popen[bytes], log: Path, address: str) -> None:
    def answers() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return httpx.get(f"{address}/health/live").is_success
        except httpx.TransportError:
            return False

    until(f"{address} answers (log: {log})", answers, _SECONDS_TO_START)


def test_it_tells_its_version(installed: Installed) -> None:
    assert installed.run("portal --version") == f"portal, version {VERSION}\n"


def test_it_runs_the_demonstration(installed: Installed, tmp_path: Path) -> None:
    before, told = installed.files(), installed.folder / "data" / "demo" / "demo.json"

    with installed.running("portal demo --port 0", tmp_path / "log") as process:
        until("the demonstration answers", lambda: told.exists() or process.poll() is not None, _SECONDS_TO_START)
        assert process.poll() is None, (tmp_path / "log").read_text()
        expect_the_portal(json.loads(told.read_text())["portal"])

    assert installed.files() == before


def test_it_serves_a_real_installation(installed: Installed, tmp_path: Path) -> None:
    before, port = installed.files(), free_port()

    installed.run(commands_of_the_readme())
    with installed.running(f"portal serve --port {port}", tmp_path / "log") as process:
        wait_until_it_answers(process, tmp_path / "log", f"http://127.0.0.1:{port}")
        expect_the_portal(f"http://127.0.0.1:{port}")

    assert installed.files() == before
