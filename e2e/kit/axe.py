"""Accessibility checks of a page with axe."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
DESK, PHONE = ViewportSize(width=1280, height=720), ViewportSize(width=320, height=640)
_AXE = Axe()


def violations(page: Page) -> list[str]:
    """Return the violations of WCAG 2.2, levels A and AA. The browser context must bypass the page's CSP."""
    found = _run(page, {"type": "tag", "values": list(STANDARDS)})
    # Label in name, 2.5.3: the standards' tags leave it out, because axe holds the rule to be experimental.
    return [*found, *_run(page, {"type": "rule", "values": ["label-content-name-mismatch"]})]


def faint_text(page: Page) -> list[str]:
    """Return the violations of contrast alone."""
    return _run(page, {"type": "rule", "values": ["color-contrast"]})


def _run(page: Page, run_only: dict[str, object]) -> list[str]:
    found = _AXE.run(page, options={"resultTypes": ["violations"], "runOnly": run_only})
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def faults(page: Page) -> list[str]:
    """Return axe's violations, and whether the page is wider than a phone."""
    return [*violations(page), *on_a_phone(page)]


def on_a_phone(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)
    wider = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    page.set_viewport_size(DESK)
    return [f"scrolls sideways by {wider} px"] if wider else []
