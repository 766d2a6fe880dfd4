"""The argument and the result of a check."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.kernel.clock import Clock
from portal.settings import Settings


class Level(StrEnum):
    """How serious a finding is."""

    WRONG = "wrong"
    """Something does not work, or is forbidden."""
    UNSAFE = "unsafe"
    """It works; the operator decides whether that is acceptable."""
    UNKNOWN = "unknown"
    """The check could not be done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is for programs and never changes; `words` say what was found and what to do."""

    level: Level
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Installation:
    """What is looked at, and by whose time."""

    settings: Settings
    clock: Clock

    @property
    def now(self) -> datetime:
        return self.clock.now()


LocalCheck = Callable[[Installation], Iterator[Finding]]
RemoteCheck = Callable[[Installation], AsyncIterator[Finding]]
"""A check that asks another process."""


def wrong(code: str, words: str) -> Finding:
    return Finding(Level.WRONG, code, words)


def unsafe(code: str, words: str) -> Finding:
    return Finding(Level.UNSAFE, code, words)


def unclear(code: str, words: str) -> Finding:
    return Finding(Level.UNKNOWN, code, words)
