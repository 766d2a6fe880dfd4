"""The sink of every test's log, metrics and addresses: none may contain personal data or secrets.

conftest.py has its hooks. A leak fails the test that caused it, whatever the test is about. `SINK.watch(value, what)`
adds a value to look for until the end of the test.
"""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
import structlog
from prometheus_client import generate_latest
from structlog.contextvars import get_contextvars

from e2e.kit.leaks import SHORTEST, Leaks
from portal.observing.logs import write_logs
from portal.observing.metrics import REGISTRY

_LEADS = ("location", "hx-redirect", "hx-location", "hx-push-url", "hx-replace-url", "refresh")
_PRIVATE = {
    "iin",
    "password",
    "password_repeat",
    "surname",
    "given_name",
    "patronymic",
    "addr_reg",
    "addr_live",
    "phone",
    "email",
    "member_name",
    "member_iin",
}
"""Form fields with personal data, by name."""


class Sink(io.StringIO):
    """Receives the log as production writes it; `lines` are those since the test began."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self._written: list[str] = []
        self._leaks = Leaks()
        self._in_metrics = ""
        self._series = 0

    def watch(self, value: str, what: str, *, for_good: bool = False) -> None:
        """Watch for the value, also in what is written already."""
        self._leaks.watch(value, what, for_good=for_good)
        if len(value) >= SHORTEST:
            self.faults += [f"the log: {what}: {value}" for line in self._written if value in line]

    def begin(self) -> None:
        self.lines.clear()
        self._written.clear()
        self._leaks.forget()

    def drain(self) -> list[str]:
        """Return the leaks since the last call. Looks at the metrics if there are new series."""
        series = sum(len(getattr(metric, "_metrics", ())) for metric in REGISTRY._collector_to_names)
        if series != self._series:
            self._series = series
            self.look_at_metrics(generate_latest(REGISTRY).decode())
        found, self.faults = self.faults, []
        return found

    def write(self, text: str) -> int:
        """Take a line of the log. Raises ValueError if it is not JSON: something does not log through structlog."""
        for line in text.splitlines():
            event = json.loads(line)
            self.lines.append(event)
            self._written.append(str(event))
            self._look(f"the log, at {event.get('event')!r}", str(event))
        return len(text)

    def look_at_event(self, event: str, known: Mapping[str, Any]) -> None:
        """Look at an event, also at one that a test captures before it is written."""
        self._look(f"the log, at {event!r}", f"{event} {known}")

    def look_at_metrics(self, text: str) -> None:
        for line in text.splitlines():
            if line not in self._in_metrics:
                self._look("the metrics", line)
        self._in_metrics = text

    def look_at_exchange(self, answer: httpx.Response, sent: Mapping[str, Any]) -> None:
        """Look at the addresses of a request and its answer, and watch for the values in the request's body."""
        request = answer.request
        self._watch_sent(sent)
        for name in ("cookie", "x-csrf-token"):
            self._watch_cookies(request.headers.get(name, ""))
        for cookie in answer.cookies.values():
            self.watch(cookie, "a cookie")
        place = f"the address {request.method} {request.url.path}"
        self._look(place, str(request.url))
        self._look(f"the referrer of {place}", request.headers.get("referer", ""))
        for name in _LEADS:
            self._look(f"{name} in the answer to {place}", answer.headers.get(name, ""))

    def _watch_sent(self, sent: Mapping[str, Any]) -> None:
        for name, value in (sent.get("data") or {}).items():
            if name in _PRIVATE or name == "csrf":
                self.watch(str(value), f"what was typed as {name}")
        for file_name, *_ in (sent.get("files") or {}).values():
            self.watch(file_name, "a file's name")

    def _watch_cookies(self, header: str) -> None:
        for cookie in header.split("; "):
            self.watch(cookie.rpartition("=")[2], "a cookie")

    def _look(self, place: str, text: str) -> None:
        self.faults += [f"{place}: {leak}" for leak in self._leaks.found(text)]


SINK = Sink()


def pytest_sessionstart() -> None:
    drain_the_log()


def drain_the_log() -> None:
    """Look at everything that is logged from now on."""
    write_logs(SINK)
    seen_first = type("SeenFirst", (_Seen, structlog.get_config()["wrapper_class"]), {})
    structlog.configure(**{**structlog.get_config(), "wrapper_class": seen_first})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    drain_the_log()  # a test before this one may have started a command, which led it elsewhere
    SINK.begin()
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Check for leaks in the test's call phase, so that the test itself fails."""
    yield
    _must_be_clean()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    yield
    _must_be_clean()


def _must_be_clean() -> None:
    found = SINK.drain()
    if found:
        pytest.fail("said where it must not be:\n" + "\n".join(found), pytrace=False)


class _Seen:
    """A logger whose events are checked before any other processor."""

    def _process_event(self, method: str, event: str, known: dict[str, Any]) -> Any:
        SINK.look_at_event(event, {**get_contextvars(), **self._context, **known})  # type: ignore[attr-defined]
        return super()._process_event(method, event, known)  # type: ignore[misc]
