"""A browser window in which the portal is open in one language."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, Response, expect

from e2e.kit.waiting import SECONDS, until
from e2e.kit.words import Words
from portal.kernel.language import Language

_MOMENT = 400


@dataclass(frozen=True)
class Window:
    """`downloads` is the folder of saved files, `scripts` whether the browser runs JavaScript."""

    page: Page
    language: Language
    downloads: Path
    scripts: bool = True
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.language))

    def go(self, path: str) -> Response:
        """Open the page of this path (without language prefix)."""
        answer = self.page.goto(self.language.link(path))
        assert answer is not None
        return answer

    def at(self, path: str) -> None:
        """Expect the window to show the page of this path."""
        expect(self.page).to_have_url(self._address(path))

    def wait_for(self, shown: Locator) -> None:
        """Wait for a job's effect on a page that reloads itself; without scripts, reload it."""
        if self.scripts:
            expect(shown).to_be_visible(timeout=SECONDS * 1000)
        else:
            self.reload_until(shown)

    def reload_until(self, shown: Locator, seconds: float = SECONDS) -> None:
        """Reload the page until a job's effect is on it.

        Call it when the window is at the page: after a click the old page may still be there.
        """
        until(f"{shown} on {self.page.url}", lambda: self._shows_after_reload(shown), seconds)

    def save(self, link: Locator) -> Path:
        """Follow a download link, and return the saved file, which has the suggested name."""
        with self.page.expect_download() as started:
            link.click()
        return self.keep(started.value)

    def keep(self, download: Download) -> Path:
        file = self.downloads / download.suggested_filename
        download.save_as(file)
        return file

    def _address(self, path: str) -> str:
        origin = "/".join(self.page.url.split("/", 3)[:3])
        return origin + self.language.link(path)

    def _shows_after_reload(self, shown: Locator) -> bool:
        self.page.reload()
        try:
            expect(shown).to_be_visible(timeout=_MOMENT)
        except AssertionError:
            return False
        return True
