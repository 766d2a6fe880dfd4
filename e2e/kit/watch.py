"""Collect complaints while a test runs: script errors, violations of the CSP, pages wider than their window.

Also personal data and secrets in addresses and in the demonstration's log.
"""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from e2e.kit.leaks import Leaks
from e2e.kit.people import Persona

# Runs in every page before its own scripts, in spite of the page's CSP.
_IN_THE_PAGE = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("against the policy", event.violatedDirective, event.blockedURI, event.sample);
});
addEventListener("load", () => {
  const page = document.scrollingElement;
  const wider = page.scrollWidth - page.clientWidth;
  if (wider > 0) console.error(`scrolls sideways by ${wider} px at ${innerWidth} px`);
});
"""
_FILE_NAME = re.compile(rb'filename="([^"]+)"')
_NETWORK_LINE = "Failed to load resource: the server responded with a status of 4"


class Watch:
    """Watches every page of the contexts given to `over`."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.leaks = Leaks()
        self._refused: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(_IN_THE_PAGE)
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def about(self, person: Persona, context: BrowserContext) -> None:
        """Watch for the personal data, the password and the cookies of a person who has signed in."""
        for value in (person.iin, person.surname, person.given_name, person.patronymic, person.password):
            self.leaks.watch(value, "who somebody is")
        for cookie in context.cookies():
            self.leaks.watch(str(cookie.get("value", "")), "a cookie")

    def read(self, log: str) -> None:
        """Look for leaks in the demonstration's log."""
        for line in log.splitlines():
            self.complaints += [f"in the log: {leak} ({line})" for leak in self.leaks.found(line)]

    def _on_request(self, request: Request) -> None:
        for name in _FILE_NAME.findall(request.post_data_buffer or b""):
            self.leaks.watch(name.decode(errors="replace"), "a file's name")
        for place in (request.url, request.headers.get("referer", "")):
            self._look(place)

    def _look(self, address: str) -> None:
        self.complaints += [f"in an address: {leak} ({address})" for leak in self.leaks.found(address)]

    def _on_response(self, response: Response) -> None:
        """Allow a navigation to end with 4xx, because the test checks it; not a picture or a script."""
        for name in ("location", "hx-redirect"):
            self._look(response.headers.get(name, ""))
        if 400 <= response.status < 500 and response.request.is_navigation_request():
            self._refused.add(response.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        place = str(message.location.get("url", ""))
        if message.text.startswith(_NETWORK_LINE) and place in self._refused:
            return
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({place})")

    def _on_error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")
