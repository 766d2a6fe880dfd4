"""Annex 1: what the applicant asks for, in the form's own sentence."""

from dataclasses import dataclass

from portal.kernel.language import N_
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class Fund:
    """The fund that the dwelling asked for is from. `petition` is the form's sentence for it, which is signed.

    The form names both funds with a stroke between them, and nothing is to be crossed out. A list of the queue is for
    both (L-74.2). So one may ask for both.
    """

    code: str
    clause: str
    label: str
    petition: str


FUNDS = table(
    Fund(
        "either",
        "S-A1",
        N_("A dwelling from either fund: the state's, or one rented in the private fund"),
        N_(
            "I ask you to put me on the record for a dwelling from the state housing fund, or for one rented by the "
            "local executive body in the private housing fund."
        ),
    ),
    Fund(
        "state",
        "S-A1",
        N_("Only a dwelling from the state housing fund"),
        N_("I ask you to put me on the record for a dwelling from the state housing fund."),
    ),
    Fund(
        "rented",
        "S-A1",
        N_("Only a dwelling rented by the local executive body in the private housing fund"),
        N_(
            "I ask you to put me on the record for a dwelling rented by the local executive body in the private "
            "housing fund."
        ),
    ),
)
