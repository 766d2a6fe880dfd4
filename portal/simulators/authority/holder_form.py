"""The fields that say whose key is wanted, and in which state."""

from collections.abc import Mapping

from portal.applications.readers import iin, name, one_of, optional, text
from portal.kernel.iin import Bin
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.simulators.authority.holders import Citizen, Official
from portal.simulators.authority.states import State
from portal.web.forms import Form, Reader, read

CITIZEN, OFFICIAL = "citizen", "official"
_CHOOSE = N_("Choose one answer")


def read_holder(values: Mapping[str, str]) -> Form:
    readers: dict[str, Reader] = {
        "kind": one_of((CITIZEN, OFFICIAL), _CHOOSE),
        "iin": iin,
        "surname": name(N_("Surname")),
        "given_name": name(N_("Given name")),
        "patronymic": optional(name(N_("Patronymic (if any)"))),
        "organisation": optional(text(N_("Organisation"), longest=100)),
        "bin": optional(_bin),
        "state": one_of(list(State), _CHOOSE),
    }
    if values.get("kind") == OFFICIAL:
        readers |= {"organisation": text(N_("Organisation"), longest=100), "bin": _bin}
    return read(values, readers)


def holder_of(values: Mapping[str, str]) -> Citizen:
    """Of a form without errors."""
    person = (values["iin"], values["surname"], values["given_name"], values["patronymic"])
    if values["kind"] == CITIZEN:
        return Citizen(*person)
    return Official(*person, organisation=values["organisation"], bin=values["bin"])


def _bin(typed_text: str) -> str | Fault:
    number = Bin.parse("".join(typed_text.split()))
    return number.digits if number else Fault(N_("Enter the organisation's BIN: 12 digits"))
