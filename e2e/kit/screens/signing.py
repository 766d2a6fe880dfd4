"""Download, sign outside, upload: the citizen's way and the head's are one (R-10.5 to R-10.7, R-5.5)."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from e2e.kit import openssl
from e2e.kit.keys import Key
from e2e.kit.screens.screen import Screen
from e2e.kit.window import Window
from portal.signing.explain import TEXTS

REQUEST = "request.json"


class Signing(Screen):
    """`confirm`: what the button that sends the signature says."""

    confirm = ""

    @property
    def command(self) -> str:
        """What the page says is to be run, as it stands there."""
        return self.main.get_by_role("code").inner_text()

    @property
    def download_link(self) -> Locator:
        name = self.words("Download: %(file)s", file="")
        return self.main.get_by_role("link", name=name.strip())

    def download(self) -> Path:
        return self.window.save(self.download_link)

    def upload(self, signature: Path) -> None:
        self.field("signature").set_input_files(signature)
        self.button(self.confirm).click()

    def sign(self, key: Key) -> None:
        """With openssl, by the very command on the page."""
        self.upload(openssl.sign(self.download(), key.file, self.command))

    @property
    def refusal(self) -> Locator:
        """The banner that says why a signature was not accepted."""
        return self.page.get_by_role("alert")

    def expect_refused(self, code: str, *, day: str = "") -> None:
        """The reason under its code, in words, and clause 10(7)."""
        reason = self.refusal.locator(f"[data-state={code}]")
        expect(reason).to_have_text(self.words(TEXTS[code], date=day))
        cited = self.refusal.get_by_text(self.words.clause("R-10.7"), exact=True)
        expect(cited).to_be_attached()


class SignRequest(Signing):
    confirm = "Send the signed application"

    def __init__(self, window: Window, draft: str) -> None:
        super().__init__(window)
        self.path = f"{draft}/sign"

    @property
    def answers(self) -> list[str]:
        """The request in words: every question with its answer."""
        return self.main.get_by_role("definition").all_inner_texts()


class SignResult(Signing):
    """On the head's page of the application, once the document is made."""

    confirm = "Send the signature and issue the result"

    def wait_until_made(self) -> None:
        self.window.wait_for(self.download_link)
