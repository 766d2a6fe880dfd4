"""Pages of a demonstration in test mode from a second process over the same data: `second_process.py DATA`.

Says first which port it has chosen.
"""

import socket
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn

from portal.database.clock import MovableClock
from portal.demo.data_folder import demo_settings
from portal.demo.layout import DemoLayout
from portal.demo.site import HOST
from portal.demo.test_mode.following import Following
from portal.joining.parts import create_parts
from portal.joining.web import create_app
from portal.kernel.clock import SystemClock


def main() -> None:
    data = Path(sys.argv[1])
    settings = demo_settings(DemoLayout(data, 1))
    settings, clock = replace(settings, test_mode=True), MovableClock(SystemClock())
    app = Following(create_app(settings, clock), clock, create_parts(settings, clock).transactions)
    with socket.create_server((HOST, 0)) as listening:
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listening])


if __name__ == "__main__":
    main()
