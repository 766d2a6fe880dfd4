"""Download, sign outside, upload: the same for the citizen and the head (R-10.5 to R-10.7, R-5.5)."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from e2e.kit import openssl
from e2e.kit.keys import Key
from e2e.kit.screens.screen import Screen
from e2e.kit.window import Window
from portal.signing.explain import TEXTS

REQUEST = "request.json"


class Signing(Screen):
    """`confirm` is the text of the button that sends the signature."""

    confirm = ""

    @property
    def command(self) -> str:
        """The signing command on the page, as shown."""
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
        """Sign with openssl, by the command on the page, and upload the signature."""
        self.upload(openssl.sign(self.download(), key.file, self.command))

    @property
    def refusal(self) -> Locator:
        """The banner that explains why the signature is not accepted."""
        return self.page.get_by_role("alert")

    def expect_refused(self, code: str, *, day: str = "") -> None:
        """Expect the reason by its code and in words, and clause 10(7)."""
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
    """The signing part of the head's case page."""

    confirm = "Send the signature and issue the result"

    def wait_until_made(self) -> None:
        self.window.wait_for(self.download_link)
