"""What a reader of a field is, and a reader made of another."""

from collections.abc import Callable

from portal.kernel.outcomes import Fault

Reader = Callable[[str], str | Fault]
"""Turns what was typed into what is kept, or says why it cannot be kept. Reading what is kept gives it again."""


def optional(reader: Reader) -> Reader:
    """Nothing at all is an answer too."""
    return lambda typed: "" if not typed.strip() else reader(typed)
