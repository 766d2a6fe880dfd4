"""Read forms field by field: the page shows every fault at once, and keeps what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from litestar.datastructures import FormMultiDict

from auth.private_keys import holds_private_key
from portal.kernel.outcomes import Fault
from portal.reading.canonical import canonical
from portal.reading.field import Reader
from portal.web.private_keys import PrivateKeySent

_PASSWORDS = {"password", "password_repeat"}
"""Left as typed: a hash from before texts were made canonical is of what was typed."""


@dataclass(slots=True)
class Form:
    """The values of a form as typed or read, and the faults, both by field.

    `labels` tell the faults of several fields apart, where they read alike.
    """

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Fault] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def typed(data: FormMultiDict | Mapping[str, object]) -> dict[str, str]:
    """Return the text fields of a posted form in canonical form, passwords as typed.

    Boxes of one name give their values parted by spaces. Raises PrivateKeySent, before anything is kept.
    """
    texts: dict[str, str] = {}
    for name, value in data.items():
        if isinstance(value, str):
            texts[name] = f"{texts[name]} {value}" if name in texts else value
    if any(holds_private_key(value.encode(errors="replace")) for value in texts.values()):
        raise PrivateKeySent
    return {name: value if name in _PASSWORDS else canonical(value) for name, value in texts.items()}


def as_id(value: str) -> UUID | None:
    """Return the UUID in a hidden field or a list; None for anything that our pages do not send."""
    try:
        return UUID(value)
    except ValueError:
        return None


def read_form(values: Mapping[str, str], readers: Mapping[str, Reader]) -> Form:
    """Read every field that has a reader. A field that was not sent reads as empty."""
    form = Form(values={name: values.get(name, "") for name in readers})
    for name, reader in readers.items():
        taken = reader(form.values[name])
        if isinstance(taken, Fault):
            form.errors[name] = taken
        else:
            form.values[name] = taken
    return form
