"""Find and start Chromium. `python -m e2e.kit.browser` exits with 0 if there is one."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

# Chromium has no sandbox as root in a container, and must make no requests of its own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch_options() -> dict[str, Any]:
    """Return Playwright's options for KEZEK_CHROMIUM, or one on the PATH, or Playwright's own.

    Prefers chromium-headless-shell: it does the same in two thirds of the processor time.
    """
    on_path = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    chromium = os.environ.get("KEZEK_CHROMIUM") or next(filter(None, on_path), None)
    own = {"executable_path": chromium} if chromium else {}
    return {"args": list(ARGUMENTS), **own}


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(**launch_options())


def is_there() -> bool:
    """Return whether the browser's file exists. Does not start it, which takes a second."""
    with sync_playwright() as playwright:
        return Path(launch_options().get("executable_path", playwright.chromium.executable_path)).exists()


if __name__ == "__main__":
    sys.exit(0 if is_there() else 1)
