"""What all pages have."""

from typing import Self

from playwright.sync_api import Locator, expect

from e2e.kit.window import Window


class Screen:
    """`path`: where the page is, without its language prefix."""

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
        """What says that something is in this state."""
        return self.main.locator(f"[data-state={code}]")

    def field(self, code: str) -> Locator:
        """A field's id is its code."""
        return self.page.locator(f"id={code}")

    def fault(self, code: str) -> Locator:
        """What is said to be wrong with a field."""
        return self.page.locator(f"id={code}-error")

    @property
    def faults(self) -> Locator:
        """Every fault of the form, as listed above it."""
        return self.page.get_by_role("alert").get_by_role("listitem")

    def settled(self) -> None:
        """Scripts are done, and nothing is being fetched."""
        expect(self.page.locator("body[data-settled]")).to_be_attached()
