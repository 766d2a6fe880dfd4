"""The base of all page objects."""

from typing import Self

from playwright.sync_api import Locator, expect

from e2e.kit.window import Window


class Screen:
    """A page. `path` is its address without the language prefix."""

    path = ""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page
        self.words = window.words

    def open(self) -> Self:
        self.window.go(self.path)
        return self

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> Locator:
        return self.main.get_by_role("heading", level=1)

    def button(self, text: str, **values: object) -> Locator:
        return self.main.get_by_role("button", name=self.words(text, **values), exact=True)

    def link(self, text: str, **values: object) -> Locator:
        return self.main.get_by_role("link", name=self.words(text, **values), exact=True)

    def state(self, code: str) -> Locator:
        """The elements with this `data-state`."""
        return self.main.locator(f"[data-state={code}]")

    def field(self, code: str) -> Locator:
        """The field of this code, which is its id."""
        return self.page.locator(f"id={code}")

    def fault(self, code: str) -> Locator:
        """The fault shown beside a field."""
        return self.page.locator(f"id={code}-error")

    @property
    def faults(self) -> Locator:
        """Every fault in the summary above the form."""
        return self.page.get_by_role("alert").get_by_role("listitem")

    @property
    def told(self) -> Locator:
        """What the last press did: it has the focus."""
        return self.main.get_by_role("status").filter(has=self.page.locator("id=told"))

    @property
    def announcer(self) -> Locator:
        """What has changed by itself, as it is said aloud."""
        return self.page.locator("id=announcer")

    def settled(self) -> None:
        """Wait until scripts have run and no request is open."""
        expect(self.page.locator("body[data-settled]")).to_be_attached()
