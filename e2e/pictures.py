"""The pictures of the README: `make pictures`, or `python -m e2e.pictures OUTDIR`.

A phone in Kazakh, the executor's page of a case, and the notice that the citizen is given. Look at them before they are
committed: nothing is asserted.
"""

import argparse
import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

from e2e.kit import papers
from e2e.kit.browser import launch
from e2e.kit.demo import ROOT, Demo
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import CITIZEN, EXECUTOR
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Application, Result
from e2e.kit.watch import Watch
from e2e.kit.window import Window
from e2e.kit.windows import SignedIn, Windows
from e2e.kit.world import World
from portal.kernel.language import Language

OUTDIR = ROOT / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 860}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1120, "height": 820}}
_COLOURS, _LINE = 64, "#c9d6da"


def main() -> None:
    outdir: Path = _arguments().outdir
    outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, picture in Photographer(demo, browser, Path(folder)).pictures():
            _small(picture).save(outdir / f"{name}.png", optimize=True)
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m e2e.pictures", description=__doc__)
    parser.add_argument("outdir", type=Path, nargs="?", default=OUTDIR)
    return parser.parse_args()


class Photographer:
    """Follows one request. Some days go by between the steps, after which everybody signs in again."""

    def __init__(self, demo: Demo, browser: Browser, folder: Path) -> None:
        signed_in: SignedIn = {}
        self._world = World(demo.address, signed_in.clear)
        self._keys = Keys(self._world, folder)
        self._windows = Windows(partial(browser.new_context, base_url=demo.address), folder, Watch(), signed_in)

    def pictures(self) -> Iterator[tuple[str, Image.Image]]:
        application = send(complete_draft(self._phone(), CITIZEN), self._keys.of_the_demo(CITIZEN))
        number, path = application.number, application.path
        self._office().register(number)
        self._world.move(days=1)
        self._office().name_executor(number)
        self._world.move(days=9)
        yield "desk", _screenshot(self._office().take_up(EXECUTOR, number))
        yield "phone", _screenshot(_past_the_head(Application(self._phone(), path).open().window))
        self._office().draft_notice(number)
        self._office().sign_result(number)
        yield "notice", next(papers.pictures_of(Result(self._phone(), path).open().save_pdf()))

    def _phone(self) -> Window:
        return self._windows.open_as(CITIZEN, Language.KAZAKH, **PHONE)

    def _office(self) -> Office:
        return Office(self._windows, self._keys, Language.ENGLISH, **DESK)


def _past_the_head(window: Window) -> Window:
    """As a person on a phone scrolls, down to the ornament under the head of the page."""
    window.page.get_by_role("banner").evaluate("head => scrollTo(0, head.getBoundingClientRect().bottom)")
    return window


def _screenshot(window: Window) -> Image.Image:
    return Image.open(BytesIO(window.page.screenshot()))


def _small(picture: Image.Image) -> Image.Image:
    """In few colours, as pages have; with a line around it, as a page is white."""
    return ImageOps.expand(picture.convert("RGB"), border=2, fill=_LINE).quantize(_COLOURS)


if __name__ == "__main__":
    main()
