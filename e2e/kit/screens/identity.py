"""Sign in by the identity provider: the link to it, the stand-in's page, and the pages after it."""

from playwright.sync_api import Locator, expect

from e2e.kit.screens.account import LogIn

WORDS = "Sign in with the national identity service (eGov IDP)"


class IdentityService(LogIn):
    """The stand-in's page. It is not the portal's, though it looks like it."""

    @property
    def way(self) -> Locator:
        return self.link(WORDS)

    def go_there(self) -> None:
        self.open()
        self.way.click()
        expect(self.heading).to_have_text(self.words("Demonstration identity service"))

    def be(self, iin: str) -> None:
        self.field("iin").fill(iin)
        self.button("Continue").click()

    def refuse(self) -> None:
        self.button("Cancel").click()
