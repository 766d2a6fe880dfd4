"""Which Chromium to drive, and how it is started. `python -m e2e.kit.browser` ends with 0 where there is one."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

# As root in a container there is no sandbox, and nothing here may call home.
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
    """KEZEK_CHROMIUM, or one that is on the PATH, or Playwright's own.

    The one without a window first: of everything it does the same, for two thirds of the processor's time.
    """
    on_path = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    chromium = os.environ.get("KEZEK_CHROMIUM") or next(filter(None, on_path), None)
    own = {"executable_path": chromium} if chromium else {}
    return {"args": list(ARGUMENTS), **own}


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(**launch_options())


def is_there() -> bool:
    """Without starting it, which takes a second."""
    with sync_playwright() as playwright:
        return Path(launch_options().get("executable_path", playwright.chromium.executable_path)).exists()


if __name__ == "__main__":
    sys.exit(0 if is_there() else 1)
