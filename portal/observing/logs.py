"""How the log is written: one event a line, for this program and for its libraries alike.

The texts of exceptions and the arguments of libraries' messages may contain personal data, so neither is written. Of an
exception the log has its class and its traceback, of a library's message the format string.
"""

import json
import logging  # noqa: TID251 -- the libraries use it; here it is led into structlog
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

_FRAMES = 12
_SPEAKS_OF_ITSELF = "uvicorn.error"
"""Its messages are written with their arguments: the server's own addresses and numbers, no personal data."""
_WARNINGS = "py.warnings"


def write_logs(out: TextIO | None = None, *, readable: bool = False, warnings_to: TextIO | None = None) -> None:
    """Configure the log of this process: JSON, or lines for a person. Warnings and worse go to `warnings_to` too."""
    out = out or sys.stderr
    last = _readable(out) if readable else _json
    structlog.configure(
        processors=[*_before(), last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _Writer(out, warnings_to),
        cache_logger_on_first_use=False,
    )
    _lead_in_libraries(_handlers(out, warnings_to), last)
    sys.excepthook = _ended_by


def error_fields(error: BaseException) -> dict[str, object]:
    """What the log may have of an exception: its class and its traceback, innermost frame first."""
    places = [f"{_module(place)}:{line}" for place, line in _places(error.__traceback__)]
    return {"error": type(error).__name__, "way": places[: -_FRAMES - 1 : -1]}


def _before() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_texts_of_errors,
    ]


class _Writer(structlog.WriteLogger):
    """Of this program's own events."""

    def __init__(self, out: TextIO, warnings_to: TextIO | None) -> None:
        super().__init__(out)
        self._warnings = structlog.WriteLogger(warnings_to) if warnings_to else None

    def warning(self, message: str) -> None:
        self.info(message)
        if self._warnings:
            self._warnings.warning(message)

    error = critical = exception = warning


def _handlers(out: TextIO, warnings_to: TextIO | None) -> list[logging.Handler]:
    """Of the libraries' messages."""
    handlers: list[logging.Handler] = [logging.StreamHandler(out)]
    if warnings_to:
        handlers.append(logging.StreamHandler(warnings_to))
        handlers[-1].setLevel(logging.WARNING)
    return handlers


def _lead_in_libraries(handlers: list[logging.Handler], last: Processor) -> None:
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_before(), structlog.stdlib.add_logger_name, _without_what_was_filled_in],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(logging.WARNING)
    logging.getLogger(_SPEAKS_OF_ITSELF).setLevel(logging.INFO)


def _json(_logger: object, _method: str, event: EventDict) -> str:
    """In ASCII, because Unicode has several characters that end a line."""
    return json.dumps(event, default=str)


def _readable(out: TextIO) -> Processor:
    render = structlog.dev.ConsoleRenderer(colors=out.isatty())

    def one_line(logger: object, method: str, event: EventDict) -> str:
        """Control characters are escaped: they could forge a line of the log."""
        return str(render(logger, method, {key: _escaped(value) for key, value in event.items()}))

    return one_line


def _escaped(value: object) -> object:
    return value if not isinstance(value, str) or value.isprintable() else repr(value)


def _without_texts_of_errors(_logger: object, _method: str, event: EventDict) -> EventDict:
    error = _error(event.pop("exc_info", None))
    event.pop("stack_info", None)
    return {**event, **error_fields(error)} if error else event


def _error(given: bool | ExcInfo | BaseException | None) -> BaseException | None:  # noqa: FBT001 -- as structlog gives it
    if isinstance(given, BaseException):
        return given
    return given[1] if isinstance(given, tuple) else sys.exception() if given else None


def _without_what_was_filled_in(_logger: object, _method: str, event: EventDict) -> EventDict:
    record = event["_record"]
    if record.name == _WARNINGS:  # "place: class: text", filled in already
        event["event"] = ": ".join(str(record.msg).split(": ")[:2])
    elif record.name != _SPEAKS_OF_ITSELF:
        words = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        event["event"] = words.partition("\n")[0]
    return event


def _places(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _module(file: str) -> str:
    """The last three parts of the path: enough to find the file, without the folders of this machine."""
    return "/".join(file.split("/")[-3:])


def _ended_by(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for uncaught exceptions: Python's own would write their text."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        structlog.get_logger().critical("ended", exc_info=error)
