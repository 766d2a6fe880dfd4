"""What a template is given, as a type: a page is a value until it is rendered."""

from dataclasses import fields
from typing import ClassVar


class View:
    """The base of every page's dataclass. The fields are the names that the template reads; a test compares the two."""

    __slots__ = ()
    template: ClassVar[str]

    def context(self) -> dict[str, object]:
        """The fields by their names, as they are: nothing is copied."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
