"""Item 7: the recipients. Five categories, the socially vulnerable strata, and the grounds of need."""

from dataclasses import dataclass

from portal.kernel.language import N_
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class Category:
    """A category of recipients, item 7 part 1; each has a list of its own (L-74.2).

    `note`: what a recipient must fulfil besides belonging to it, or how they apply.
    """

    code: str
    clause: str
    label: str
    note: str = ""


CATEGORIES = table(
    Category("veteran", "S-7.1.1", N_("Disabled persons and participants of the Second World War")),
    Category(
        "orphan",
        "S-7.1.2",
        N_("Orphans and children left without parental care"),
        # L-71.1: the legal representative has the child registered.
        N_("For a minor, the guardian or another legal representative applies at a public service centre."),
    ),
    Category(
        "vulnerable",
        "S-7.1.3",
        N_("Socially vulnerable groups"),
        N_(
            "Your family's average monthly income over the last 12 months, for each family member, must be "
            "below 3.1 times the subsistence minimum that the law on the republican budget sets for the financial "
            "year. This limit does not apply to disabled children."
        ),
    ),
    Category(
        "public",
        "S-7.1.4",
        N_(
            "Public servants, employees of budget organisations, servicemen, cosmonauts and cosmonaut "
            "candidates, staff of special state bodies, holders of elected state office"
        ),
    ),
    Category("emergency", "S-7.1.5", N_("Citizens whose only home is recognised as emergency")),
)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A socially vulnerable group, item 7 part 2; the code is its number there.

    `counts`: whether it belongs to the category "vulnerable" (veterans and orphans have categories of their own).
    `proof`: whether the recipient attaches a proof; otherwise the state's registers prove it (S-9.2).
    """

    code: str
    clause: str
    label: str
    counts: bool = True
    proof: bool = False


STRATA = table(
    Stratum(
        "1",
        "S-7.2.1",
        N_("Disabled persons and participants of the Second World War"),
        counts=False,
    ),
    Stratum(
        "2",
        "S-7.2.2",
        N_("Persons equated to disabled persons and participants of the Second World War"),
    ),
    Stratum("3", "S-7.2.3", N_("Disabled persons of groups 1 and 2")),
    Stratum("4", "S-7.2.4", N_("Families that have or bring up disabled children")),
    Stratum(
        "5",
        "S-7.2.5",
        N_("Persons with severe forms of certain chronic diseases on the Government's list"),
    ),
    Stratum("6", "S-7.2.6", N_("Old-age pensioners")),
    Stratum(
        "7",
        "S-7.2.7",
        N_(
            "Orphans and children left without parental care, under 29, who lost their parents before coming "
            "of age; conscript service extends this age"
        ),
        counts=False,
    ),
    Stratum(
        "8",
        "S-7.2.8",
        N_("Oralmans (ethnic Kazakhs who have returned to Kazakhstan)"),
        proof=True,
    ),
    Stratum(
        "9",
        "S-7.2.9",
        N_("People who lost their home in an ecological disaster or in a natural or man-made emergency"),
        proof=True,
    ),
    Stratum("10", "S-7.2.10", N_("Large families")),
    Stratum(
        "11",
        "S-7.2.11",
        N_(
            "Families of people who died on state or public duty, in military service, in preparing or "
            "making a space flight, in saving a human life or in keeping public order"
        ),
        proof=True,
    ),
    Stratum("12", "S-7.2.12", N_("Single-parent families")),
)


@dataclass(frozen=True, slots=True)
class NeedGround:
    """A ground on which a person is in need of a dwelling, item 7 part 3; the code is its number there.

    `certificate`: whether a certificate of the competent body is required (S-9.2). `offered`: whether it can be chosen.
    """

    code: str
    clause: str
    label: str
    note: str = ""
    certificate: bool = False
    offered: bool = True


NEED_GROUNDS = table(
    NeedGround(
        "1",
        "S-7.3.1",
        N_("My family and I own no home anywhere in Kazakhstan"),
        N_("At registration, and at the moment when a dwelling from the communal housing fund is given as well."),
    ),
    # For a dwelling of a state institution's fund, which this service does not give (item 7, its first words).
    NeedGround(
        "2",
        "S-7.3.2",
        N_("My family and I own no home in this town or village (for a dwelling of a state institution)"),
        offered=False,
    ),
    # Asked of everybody as a question of its own: who owns a house is not in need for want of a communal dwelling.
    NeedGround(
        "3",
        "S-7.3.3",
        N_("My family and I have no communal dwelling in permanent use in this town or village"),
        offered=False,
    ),
    NeedGround(
        "4",
        "S-7.3.4",
        N_("Our home does not meet the sanitary and technical requirements"),
        certificate=True,
    ),
    NeedGround(
        "5",
        "S-7.3.5",
        N_("Two or more families live in adjoining rooms that are not separate"),
        certificate=True,
    ),
    NeedGround(
        "6",
        "S-7.3.6",
        N_(
            "A family member has a severe form of a chronic disease from the list, which makes living together in "
            "one room or flat impossible"
        ),
        certificate=True,
    ),
)
