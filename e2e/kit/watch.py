"""What a browser complains of while a test runs: errors, forbidden content, pages wider than their window."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

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
_NETWORK_LINE = "Failed to load resource: the server responded with a status of 4"


class Watch:
    """Over every page of the contexts it was put over."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._refused: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(_IN_THE_PAGE)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def _on_response(self, response: Response) -> None:
        """A page that answers 4xx is looked at by the test that asked for it; a picture or a script is not."""
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
