"""The type of readers, and a reader made of another."""

from collections.abc import Callable

from portal.kernel.outcomes import Fault

Reader = Callable[[str], str | Fault]
"""Gives the value to keep of what was typed, or a fault. Reading a value that was kept gives the same value."""


def optional(reader: Reader) -> Reader:
    """A reader that accepts an empty field too."""
    return lambda typed: "" if not typed.strip() else reader(typed)
