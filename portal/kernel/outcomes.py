"""What an act or a check returns. Expected outcomes are values; exceptions are for the unexpected."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Accepted:
    """The check has no objection."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and the reason: `code` is stable and has a text in every language, `detail` fills its placeholders."""

    code: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indeterminate:
    """Not known now, because an outside system did not answer. It means neither yes nor no."""

    code: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a field's value is not accepted: a text to translate, and the values of its placeholders."""

    message: str
    detail: Mapping[str, object] = field(default_factory=dict)


Outcome = Accepted | Refused | Indeterminate
