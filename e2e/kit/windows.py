"""Opens browser windows in which somebody is signed in, or nobody."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, StorageState

from e2e.kit.people import Persona
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.watch import Watch
from e2e.kit.window import Window
from portal.kernel.language import Language

_PATIENCE = 90_000
SignedIn = dict[str, StorageState]
"""The cookies of people who need not log in again, by IIN."""


class Windows:
    """`new_context` makes a browser context with the portal's address as its base."""

    def __init__(
        self, new_context: Callable[..., BrowserContext], folder: Path, watch: Watch, signed_in: SignedIn
    ) -> None:
        self._new_context = new_context
        self._folder = folder
        self._watch = watch
        self._signed_in = signed_in
        self._numbers = count(1)

    def open(self, language: Language = Language.KAZAKH, **options: Any) -> Window:
        """A window of a new browser, in which nobody is signed in."""
        context = self._new_context(**options)
        context.set_default_timeout(_PATIENCE)
        self._watch.over(context)
        downloads = self._folder / f"window-{next(self._numbers)}"
        downloads.mkdir()
        return Window(context.new_page(), language, downloads, options.get("java_script_enabled", True))

    def open_as(self, person: Persona, language: Language = Language.KAZAKH, **options: Any) -> Window:
        """A window in which the person is signed in; logged in through the page the first time only."""
        if person.iin in self._signed_in:
            window = self.open(language, storage_state=self._signed_in[person.iin], **options)
            self._watch.about(person, window.page.context)
            return window
        return self._log_in(self.open(language, **options), person)

    def open_for_new(self, person: Persona, language: Language = Language.KAZAKH, **options: Any) -> Window:
        """A window in which the person has just registered, and is signed in."""
        window = self.open(language, **options)
        Register(window).open().register(person)
        return self._log_in(window, person)

    def _log_in(self, window: Window, person: Persona) -> Window:
        LogIn(window).open().log_in(person)
        self._watch.about(person, window.page.context)
        self._signed_in[person.iin] = window.page.context.storage_state()
        return window
