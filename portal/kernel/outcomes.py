"""What an act or a check answers. Expected outcomes are values; exceptions are for the unexpected."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Accepted:
    """The check found nothing against it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why: `code` is stable and has a text in every language, `detail` fills its placeholders."""

    code: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indeterminate:
    """Cannot be said now: an outside system did not answer. Never to be read as yes or as no."""

    code: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something typed cannot be taken: a text to translate, and what fills its placeholders."""

    message: str
    detail: Mapping[str, object] = field(default_factory=dict)


Outcome = Accepted | Refused | Indeterminate
