"""Every page of the journey: axe has nothing against it, in the light and in the dark, and it fits on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.kit import axe
from e2e.kit.walk import Walk
from e2e.kit.window import Window
from e2e.kit.windows import Windows
from e2e.kit.world import World
from portal.kernel.language import Language

Look = Callable[[Page], list[str]]


@pytest.mark.browser_context_args(bypass_csp=True, reduced_motion="reduce")
def test_every_page_of_the_journey_can_be_used_by_everybody(world: World, windows: Windows, tmp_path: Path) -> None:
    assert walked(world, windows, tmp_path, axe.faults) == {}


@pytest.mark.long
@pytest.mark.browser_context_args(bypass_csp=True, reduced_motion="reduce")
def test_every_page_of_the_journey_can_be_read_in_the_dark(world: World, windows: Windows, tmp_path: Path) -> None:
    assert walked(world, windows, tmp_path, in_the_dark) == {}


def walked(world: World, windows: Windows, folder: Path, faults_of: Look) -> dict[str, list[str]]:
    """What is wrong with the pages of the journey, by their names."""
    found: dict[str, list[str]] = {}

    def look(window: Window, name: str) -> None:
        found[name] = faults_of(window.page)

    Walk(world, windows, folder, look, Language.KAZAKH).go()
    assert len(found) > 40
    return {name: faults for name, faults in found.items() if faults}


def in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    faint = axe.faint_text(page)
    page.emulate_media(color_scheme="light")
    return [f"in the dark: {fault}" for fault in faint]
