"""Screenshots of every page of the journey, for people to look at: `python -m e2e.look OUTDIR`.

A folder for each language and width, its files in the order of the journey. Not a test: nothing is asserted.
"""

import argparse
import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from e2e.kit import papers
from e2e.kit.browser import launch
from e2e.kit.demo import Demo
from e2e.kit.walk import Walk
from e2e.kit.watch import Watch
from e2e.kit.window import Window
from e2e.kit.windows import SignedIn, Windows
from e2e.kit.world import World
from portal.kernel.language import Language

_HEIGHT = 800
Scheme = Literal["light", "dark"]


class Camera:
    """Takes each page at every width."""

    def __init__(self, folder: Path, language: Language, widths: list[int]) -> None:
        self._folders = {width: folder / f"{language.value}-{width}" for width in widths}
        self._numbers = count(1)
        for made in self._folders.values():
            made.mkdir(parents=True, exist_ok=True)

    def __call__(self, window: Window, name: str) -> None:
        number = next(self._numbers)
        for width, folder in self._folders.items():
            window.page.set_viewport_size({"width": width, "height": _HEIGHT})
            window.page.screenshot(path=folder / f"{number:02d}-{name}.png", full_page=True)


def main() -> None:
    arguments = _arguments()
    widths = [int(width) for width in arguments.widths.split(",")]
    languages = [language for language in Language if language in arguments.languages]
    with tempfile.TemporaryDirectory() as folder, Demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        for language in languages:
            complaints = _walk(demo, browser, arguments.outdir, language, widths, arguments.scheme)
            print(f"{language.value}: done", *complaints, sep="\n  ", flush=True)
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m e2e.look", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--languages", nargs="+", choices=[*Language], default=[*Language])
    parser.add_argument("--widths", default="1280,360")
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    return parser.parse_args()


def _walk(
    demo: Demo, browser: Browser, outdir: Path, language: Language, widths: list[int], scheme: Scheme
) -> list[str]:
    """What the browser complained of on the way."""
    signed_in: SignedIn = {}
    watch, camera = Watch(), Camera(outdir, language, widths)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new_context = partial(browser.new_context, base_url=demo.address, color_scheme=scheme)
        Walk(World(demo.address), Windows(new_context, folder, watch, signed_in), folder, camera, language).go()
        _pdfs(folder, outdir / f"{language.value}-pdf")
    return watch.complaints


def _pdfs(folder: Path, outdir: Path) -> None:
    """The documents that the head was given to sign, page by page."""
    outdir.mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.rglob("kezek-*.pdf")):
        for number, picture in enumerate(papers.pictures_of(file), 1):
            picture.save(outdir / f"{file.stem}-{number}.png")


if __name__ == "__main__":
    main()
