"""The type of readers, and a reader made of another."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.canonical import UNREADABLE, one_line

_UNREADABLE = Fault(N_("There is a character here that cannot be read (�). Delete it, or type it in another way."))


@dataclass(frozen=True, slots=True)
class Reader:
    """Gives the value to keep of what was typed, or a fault. Reading a value that was kept gives the same value.

    `judge` gets the text in the canonical form that `form` makes, and so does not meet what nobody sees.
    """

    judge: Callable[[str], str | Fault]
    form: Callable[[str], str] = one_line

    def __call__(self, typed: str) -> str | Fault:
        text = self.form(typed)
        return _UNREADABLE if UNREADABLE in text else self.judge(text)


def optional(reader: Reader) -> Reader:
    """A reader that accepts an empty field too."""
    return Reader(lambda text: reader.judge(text) if text else "", reader.form)
