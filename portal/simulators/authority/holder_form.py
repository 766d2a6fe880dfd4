"""The form for a key: its holder and its state."""

from collections.abc import Mapping

from portal.kernel.language import N_
from portal.reading.choices import one_of
from portal.reading.field import Reader, optional
from portal.reading.names import person_name
from portal.reading.numbers import bin_number, iin_number
from portal.reading.text import required_text
from portal.simulators.authority.holders import Citizen, Employee
from portal.simulators.authority.states import KeyState
from portal.web.forms import Form, read_form

CITIZEN, OFFICIAL = "citizen", "official"


def read_holder(values: Mapping[str, str]) -> Form:
    readers: dict[str, Reader] = {
        "kind": one_of((CITIZEN, OFFICIAL), N_("Choose whose key it is")),
        "iin": iin_number,
        "surname": optional(person_name(N_("Surname"))),
        "given_name": person_name(N_("Given name")),
        "patronymic": optional(person_name(N_("Patronymic (if any)"))),
        "organisation": optional(required_text(N_("Organisation"), longest=100)),
        "bin": optional(bin_number),
        "state": one_of(list(KeyState), N_("Choose the state of the key")),
    }
    if values.get("kind") == OFFICIAL:
        readers |= {"organisation": required_text(N_("Organisation"), longest=100), "bin": bin_number}
    return read_form(values, readers)


def holder_of(values: Mapping[str, str]) -> Citizen:
    """The holder, from the values of a form without errors."""
    person = (values["iin"], values["surname"], values["given_name"], values["patronymic"])
    if values["kind"] == CITIZEN:
        return Citizen(*person)
    return Employee(*person, organisation=values["organisation"], bin=values["bin"])
