"""A look at pages without a browser."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import httpx

from portal.web.visitor import SESSION_COOKIE

_SHOWN = re.compile(r'data-testid="test-clock">[^<]*?(\d+ \w+ \d{4}), (\d\d:\d\d)<')


def time_shown(address: str) -> datetime | None:
    """The portal's time as the English home page has it, to the minute; None where it shows none."""
    page = httpx.get(f"{address}/en/").text.replace("\u00a0", " ")
    found = _SHOWN.search(page)
    if found is None:
        return None
    shown = datetime.strptime(f"{found[1]} {found[2]}", "%d %B %Y %H:%M")  # noqa: DTZ007 -- the zone follows
    return shown.replace(tzinfo=ZoneInfo("Asia/Oral")).astimezone(UTC)


def cabinet(address: str, session_id: str) -> httpx.Response:
    """By hand: off https httpx sends no __Host- cookie back, though browsers do on loopback."""
    return httpx.get(f"{address}/cabinet", headers={"cookie": f"{SESSION_COOKIE}={session_id}"})
