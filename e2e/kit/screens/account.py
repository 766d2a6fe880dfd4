"""Register, log in, log out (R-10.1 to R-10.4)."""

from playwright.sync_api import Locator, expect

from e2e.kit.people import Persona
from e2e.kit.screens.screen import Screen


class Register(Screen):
    path = "/register"

    def fill(self, iin: str, password: str, repeat: str | None = None) -> None:
        self.field("iin").fill(iin)
        self.field("password").fill(password)
        self.field("password_repeat").fill(password if repeat is None else repeat)
        self.button("Register").click()

    def register(self, person: Persona) -> None:
        self.fill(person.iin, person.password)
        self.window.at("/register/done")


class LogIn(Screen):
    path = "/login"

    def fill(self, iin: str, password: str) -> None:
        self.field("iin").fill(iin)
        self.field("password").fill(password)
        self.button("Sign in").click()

    def log_in(self, person: Persona) -> None:
        self.fill(person.iin, person.password)
        expect(self.way_out).to_be_visible()

    @property
    def way_out(self) -> Locator:
        return self.page.get_by_role("button", name=self.words("Sign out"), exact=True)

    def log_out(self) -> None:
        self.way_out.click()
        self.window.at("/")
