"""The relation of family members to the recipient. The Standard names none: the registers of item 9 are asked by it."""

from dataclasses import dataclass

from portal.kernel.language import N_
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class Kin:
    """A relation to the recipient. `ours`: asked by the portal, and by no clause."""

    code: str
    label: str
    clause: str = ""
    ours: bool = True


KINSHIP = table(
    Kin("spouse", N_("spouse")),
    Kin("son", N_("son")),
    Kin("daughter", N_("daughter")),
    Kin("adopted", N_("adopted child")),
    Kin("step", N_("stepchild")),
    Kin("ward", N_("child under guardianship")),
    Kin("father", N_("father")),
    Kin("mother", N_("mother")),
    Kin("brother", N_("brother")),
    Kin("sister", N_("sister")),
    Kin("grandparent", N_("grandparent")),
    Kin("grandchild", N_("grandchild")),
    Kin("inlaw", N_("parent-in-law")),
    Kin("other", N_("other relative")),
)
