"""What the log contains, and what it never contains."""

import io
import json
import logging  # noqa: TID251 -- as a library would
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from portal.observing.logs import error_fields, write_logs
from tests.factories.sink import SINK, Sink, drain_the_log

SOMEBODY = "900101300017"


class Written(io.StringIO):
    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def out() -> Iterator[Written]:
    written = Written()
    write_logs(written)
    yield written
    drain_the_log()


def broken() -> Exception:
    try:
        int(SOMEBODY + "x")
    except ValueError as error:
        return error
    raise AssertionError


def test_an_event_is_one_line_of_json(out: Written) -> None:
    structlog.get_logger().info("request", route="/cabinet", status=200)

    (event,) = out.events
    assert event.pop("timestamp")[-1] == "Z"
    assert event == {"event": "request", "level": "info", "route": "/cabinet", "status": 200}


@pytest.mark.parametrize("value", ["a\nb", 'a\r\n{"event": "forged"}', "a\u2028b", "a\x1b[2Kb", '"}'])
def test_no_value_forges_a_line(out: Written, value: str) -> None:
    structlog.get_logger().warning("seen", value=value)
    logging.getLogger("uvicorn.error").warning("seen %s", value)

    assert out.getvalue().count("\n") == 2
    assert [event["event"] for event in out.events] == ["seen", f"seen {value}"]
    assert out.events[0]["value"] == value


@pytest.mark.parametrize("value", ["a\nb", "a\r\nforged", "a\x1b[2Kb", "a\u2028b"])
def test_no_value_forges_a_line_that_a_person_reads(value: str) -> None:
    out = Written()
    write_logs(out, readable=True)
    structlog.get_logger().warning("seen", value=value)
    logging.getLogger("uvicorn.error").warning("seen %s", value)
    drain_the_log()

    assert len(out.getvalue().splitlines()) == 2
    assert "\x1b[2K" not in out.getvalue()


def test_of_an_exception_its_class_and_its_way_are_told(out: Written) -> None:
    structlog.get_logger().error("failed", exc_info=broken())
    logging.getLogger("somebody").error("failed", exc_info=broken())

    assert SOMEBODY not in out.getvalue()
    assert [(event["error"], event["way"][0].partition(":")[0]) for event in out.events] == [
        ("ValueError", "unit/observing/test_logs.py")
    ] * 2


def test_the_way_is_told_backwards_and_never_too_long() -> None:
    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise ZeroDivisionError(SOMEBODY)

    with pytest.raises(ZeroDivisionError) as caught:
        deeper(40)

    told = error_fields(caught.value)
    assert isinstance(told["way"], list)
    assert (told["error"], len(told["way"])) == ("ZeroDivisionError", 12)


@pytest.mark.parametrize("name", ["sqlalchemy.engine", "asyncio", "alembic.runtime", "httpx", "anybody.else"])
def test_of_a_library_s_message_only_its_own_words_are_told(out: Written, name: str) -> None:
    logging.getLogger(name).warning("cannot read %s\nof %r", SOMEBODY, {"iin": SOMEBODY})
    logging.getLogger(name).error(ValueError(SOMEBODY))

    assert [(event["event"], event["logger"]) for event in out.events] == [
        ("cannot read %s", name),
        ("ValueError", name),
    ]


@pytest.mark.parametrize("name", ["httpx", "sqlalchemy.engine", "uvicorn.access"])
def test_what_libraries_tell_by_the_way_is_not_written(out: Written, name: str) -> None:
    logging.getLogger(name).info("HTTP Request: GET %s", f"http://x/?iin={SOMEBODY}")

    assert out.events == []


def test_a_server_that_starts_says_so(out: Written) -> None:
    logging.getLogger("uvicorn.error").info("Uvicorn running on %s", "http://127.0.0.1:8000")

    assert [event["event"] for event in out.events] == ["Uvicorn running on http://127.0.0.1:8000"]


def test_a_warning_is_a_line_too(out: Written) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(SOMEBODY, stacklevel=1)

    assert [event["logger"] for event in out.events] == ["py.warnings"]
    assert SOMEBODY not in out.getvalue()


def test_what_nobody_caught_is_a_line_without_its_text(out: Written) -> None:
    error = broken()

    sys.excepthook(type(error), error, error.__traceback__)

    (event,) = out.events
    assert (event["event"], event["level"], event["error"]) == ("ended", "critical", "ValueError")
    assert SOMEBODY not in out.getvalue()


def test_the_tests_write_their_log_as_production_does() -> None:
    structlog.get_logger().info("seen")

    assert isinstance(SINK, Sink)
    assert [line["event"] for line in SINK.lines] == ["seen"]


def test_warnings_are_also_written_elsewhere() -> None:
    out, elsewhere = Written(), Written()
    write_logs(out, warnings_to=elsewhere)
    for level in ("info", "warning", "error", "critical"):
        getattr(structlog.get_logger(), level)(f"own {level}")
        getattr(logging.getLogger("uvicorn.error"), level)(f"library's {level}")
    drain_the_log()

    told = [event["event"] for event in elsewhere.events]
    assert [event["event"] for event in out.events] == ["own info", "library's info", *told]
    assert told == [f"{whose} {level}" for level in ("warning", "error", "critical") for whose in ("own", "library's")]
