"""Item 10: the grounds on which the service is refused. There are no others (item 6)."""

from dataclasses import dataclass

from portal.kernel.language import N_
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class RefusalGround:
    """A way of deliberately worsening one's housing conditions within the last five years.

    `exception`: what the Standard does not count as such. An incomplete packet is no ground: the centre does not accept
    it. Nor is a person outside item 7: such a person is no recipient of this service.
    """

    code: str
    clause: str
    label: str
    exception: str = ""


REFUSAL_GROUNDS = table(
    RefusalGround(
        "exchange",
        "S-10.1",
        N_(
            "Within the last five years you deliberately worsened your housing conditions by exchanging your "
            "home, and came to need a dwelling because of it"
        ),
    ),
    RefusalGround(
        "alienation",
        "S-10.2",
        N_(
            "Within the last five years you deliberately worsened your housing conditions by selling or "
            "giving away a habitable home of your own, here or elsewhere in Kazakhstan, and came to need a "
            "dwelling because of it"
        ),
        N_(
            "Not counted if the local executive body bought the home because you could not repay the "
            "mortgage loan, and it was your only home, bought with a long-term preferential housing loan"
        ),
    ),
    RefusalGround(
        "damage",
        "S-10.3",
        N_(
            "Within the last five years you deliberately worsened your housing conditions: your home was "
            "destroyed or damaged through your fault, and you came to need a dwelling because of it"
        ),
    ),
    RefusalGround(
        "departure",
        "S-10.4",
        N_(
            "Within the last five years you deliberately worsened your housing conditions by leaving a home "
            "in which you were not in need of a dwelling, and came to need one because of it"
        ),
    ),
    RefusalGround(
        "moving_in",
        "S-10.5",
        N_(
            "Within the last five years you deliberately worsened your housing conditions by moving other "
            "people into your home, and came to need a dwelling because of it"
        ),
        N_(
            "Not counted if you moved in your spouse, your children who are minors or unable to work, or "
            "your parents who are unable to work"
        ),
    ),
)
