"""Views: a page's template and context as a typed value, rendered later."""

from dataclasses import fields
from typing import ClassVar


class View:
    """The base of every page's dataclass. Its fields are the names that the template reads; a test compares them."""

    __slots__ = ()
    template: ClassVar[str]

    def context(self) -> dict[str, object]:
        """Return the fields by name, without copying their values."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
