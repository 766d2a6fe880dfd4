"""What a browser complains of while a test runs: errors, forbidden content, pages wider than their window.

And who somebody is, where it does not belong: in addresses, and in the demonstration's log.
"""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from e2e.kit.leaks import Leaks
from e2e.kit.people import Persona

# Runs in every page before its own scripts, whatever the page's policy says.
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
    """Over every page of the contexts it was put over."""

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
        """Somebody has signed in: neither they nor what proves it may be told of from now on."""
        for value in (person.iin, person.surname, person.given_name, person.patronymic, person.password):
            self.leaks.watch(value, "who somebody is")
        for cookie in context.cookies():
            self.leaks.watch(str(cookie.get("value", "")), "a cookie")

    def read(self, log: str) -> None:
        """What the demonstration has written meanwhile."""
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
        """A page that answers 4xx is looked at by the test that asked for it; a picture or a script is not."""
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
