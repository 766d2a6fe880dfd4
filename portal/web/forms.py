"""Forms are read field by field: every fault is told at once, and what was typed is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from litestar.datastructures import FormMultiDict

from portal.kernel.outcomes import Fault
from portal.reading.field import Reader


@dataclass(slots=True)
class Form:
    """What was typed, and what is wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Fault] = field(default_factory=dict)


def typed(data: FormMultiDict | Mapping[str, object]) -> dict[str, str]:
    """The text fields of a posted form, as typed."""
    return {name: value for name, value in data.items() if isinstance(value, str)}


def as_id(value: str) -> UUID | None:
    """The identifier a hidden field or a list holds; None for what a browser of ours would not send."""
    try:
        return UUID(value)
    except ValueError:
        return None


def read_form(values: Mapping[str, str], readers: Mapping[str, Reader]) -> Form:
    """Read every field; a field that was not sent reads as an empty one."""
    form = Form(values={name: values.get(name, "") for name in readers})
    for name, reader in readers.items():
        taken = reader(form.values[name])
        if isinstance(taken, Fault):
            form.errors[name] = taken
        else:
            form.values[name] = taken
    return form
