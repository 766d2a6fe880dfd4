"""The provider's officials, each in their own window: for journeys about something else."""

from typing import Any

from playwright.sync_api import expect

from e2e.kit.keys import Keys
from e2e.kit.people import CLERK, EXECUTOR, HEAD, Persona
from e2e.kit.screens.provider import ClerksWork, Desk, ExecutorsWork, HeadsWork
from e2e.kit.screens.signing import SignResult
from e2e.kit.window import Window
from e2e.kit.windows import Windows
from portal.kernel.language import Language


class Office:
    """Every act opens the application by its number from the desk of the official who does it.

    `options` are the windows', as in Windows.open.
    """

    def __init__(self, windows: Windows, keys: Keys, language: Language = Language.KAZAKH, **options: Any) -> None:
        self._windows = windows
        self._keys = keys
        self._language = language
        self._options = options
        self._open: dict[str, Window] = {}

    def take_up(self, person: Persona, number: str) -> Window:
        window = self.window_of(person)
        Desk(window).take_up(number)
        return window

    def window_of(self, person: Persona) -> Window:
        if person.iin not in self._open:
            self._open[person.iin] = self._windows.open_as(person, self._language, **self._options)
        return self._open[person.iin]

    def desks_with(self, number: str) -> list[Persona]:
        """Return the officials who have the application on their desk."""
        return [person for person in (CLERK, HEAD, EXECUTOR) if Desk(self.window_of(person)).shows(number)]

    def register(self, number: str) -> None:
        ClerksWork(self.take_up(CLERK, number)).register()

    def name_executor(self, number: str, executor: Persona = EXECUTOR) -> None:
        HeadsWork(self.take_up(HEAD, number)).name_executor(executor)

    def draft_notice(self, number: str) -> None:
        ExecutorsWork(self.take_up(EXECUTOR, number)).draft_notice()

    def draft_refusal(self, number: str, ground: str, facts: str) -> None:
        ExecutorsWork(self.take_up(EXECUTOR, number)).draft_refusal(ground, facts)

    def sign_result(self, number: str) -> SignResult:
        signing = SignResult(self.take_up(HEAD, number))
        signing.wait_until_made()
        signing.sign(self._keys.of_the_demo(HEAD))
        expect(signing.download_link).to_have_count(0)
        return signing
