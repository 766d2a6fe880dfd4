"""The personal cabinet: applications, messages, one application, its status to keep, its result (R-3.d, R-10.11)."""

import re
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, expect

from e2e.kit.screens.screen import Screen
from e2e.kit.window import Window

_NUMBER = re.compile(r"[0-9]{4}-[0-9]{6}")


class Cabinet(Screen):
    path = "/cabinet"

    @property
    def rows(self) -> Locator:
        return self.main.get_by_test_id(re.compile("^application-"))

    def row(self, key: str) -> Locator:
        """The row of a registration number; "draft" for a draft."""
        return self.main.get_by_test_id(f"application-{key}")

    @property
    def nothing_yet(self) -> Locator:
        return self.main.get_by_text(self.words("You have not applied for anything yet."), exact=True)


class Messages(Screen):
    path = "/cabinet/messages"

    def letter(self, kind: str, number: str = "") -> Locator:
        return self.main.get_by_test_id(f"letter-{kind}-{number}")


class Service(Screen):
    path = "/services/housing-queue"

    def start(self) -> str:
        """Start an application, or go on with the draft. Return the draft's path."""
        self.button("Start the application").click()
        self.page.wait_for_url(re.compile(r"/cabinet/applications/[0-9a-f-]{36}$"))
        return self.page.url[self.page.url.index("/cabinet/") :]


class Application(Screen):
    """An application that was sent."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__(window)
        self.path = path

    def wait_for(self, state: str) -> None:
        self.window.reload_until(self.state(state))

    @property
    def number(self) -> str:
        """The registration number, from the heading."""
        found = _NUMBER.search(self.heading.inner_text())
        assert found is not None, "the application has no number yet"
        return found[0]

    @property
    def sent_at(self) -> datetime:
        """When the application was sent, to the microsecond, from its first step."""
        sent = self.main.get_by_role("listitem").filter(has_text=self.words("You sent the application"))
        moment = sent.get_by_role("time").get_attribute("datetime")
        assert moment is not None
        return datetime.fromisoformat(moment)

    def step(self, code: str) -> Locator:
        return self.main.get_by_role("listitem").and_(self.state(code))


class Sent(Screen):
    """The page after sending."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__(window)
        self.application = path
        self.path = f"{path}/sent"

    @property
    def number(self) -> Locator:
        return self.main.get_by_test_id("registration-number")

    def step(self, code: str) -> Locator:
        return self.main.get_by_role("listitem").and_(self.state(code))

    def follow(self) -> Application:
        """Go on to the application, once it is sent."""
        self.window.at(self.path)
        self.window.wait_for(self.number)
        self.link("Follow the application").click()
        self.window.at(self.application)
        return Application(self.window, self.application)


class Status(Screen):
    """The status page, to keep or print."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__(window)
        self.path = f"{path}/status"

    @property
    def number(self) -> Locator:
        return self.main.get_by_test_id("registration-number")

    def value(self, term: str) -> Locator:
        """The value of a term in the list."""
        row = self.main.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(self.words(term))}$"))
        return row.locator("xpath=following-sibling::dd")


class Result(Screen):
    """The notice, or the reasoned refusal."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__(window)
        self.path = f"{path}/notice"

    @property
    def ordinal(self) -> Locator:
        return self.main.get_by_test_id("ordinal")

    @property
    def letter(self) -> Locator:
        return self.main.get_by_test_id(re.compile("^notice-"))

    @property
    def command(self) -> str:
        """The command on the page that verifies the two files."""
        return self.main.get_by_role("code").inner_text()

    def save_pdf(self) -> Path:
        return self.window.save(self.link("Download the notice (PDF)"))

    def save_signature(self) -> Path:
        return self.window.save(self.link("Download the signature (.p7s)"))


def expect_not_there(window: Window, path: str) -> None:
    """Expect the same answer as for a page that does not exist."""
    assert (path, window.go(path).status) == (path, 404)
    words = window.words("Page not found")
    expect(window.page.get_by_role("heading", level=1)).to_have_text(words)
