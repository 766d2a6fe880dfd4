"""Open browser windows with or without a signed-in person."""

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
"""The cookies of people who have logged in, by IIN."""


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
        """Open a window of a new browser context, in which nobody is signed in."""
        context = self._new_context(**options)
        context.set_default_timeout(_PATIENCE)
        self._watch.over(context)
        downloads = self._folder / f"window-{next(self._numbers)}"
        downloads.mkdir()
        return Window(context.new_page(), language, downloads, options.get("java_script_enabled", True))

    def open_as(self, person: Persona, language: Language = Language.KAZAKH, **options: Any) -> Window:
        """Open a window in which the person is signed in. Uses the log-in page only the first time."""
        if person.iin in self._signed_in:
            window = self.open(language, storage_state=self._signed_in[person.iin], **options)
            self._watch.about(person, window.page.context)
            return window
        return self._log_in(self.open(language, **options), person)

    def open_for_new(self, person: Persona, language: Language = Language.KAZAKH, **options: Any) -> Window:
        """Register the person, and open a window in which they are signed in."""
        window = self.open(language, **options)
        Register(window).open().register(person)
        return self._log_in(window, person)

    def _log_in(self, window: Window, person: Persona) -> Window:
        LogIn(window).open().log_in(person)
        self._watch.about(person, window.page.context)
        self._signed_in[person.iin] = window.page.context.storage_state()
        return window
