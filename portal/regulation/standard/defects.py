"""Defects of documents (R-10.9, R-10.10). They are no ground of item 10, because the person can correct them.

The Regulation names no defect: the list is ours.
"""

from dataclasses import dataclass

from portal.kernel.language import N_
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect of a document, and what the person can do about it. `offered`: whether it can be chosen."""

    code: str
    label: str
    remedy: str
    clause: str = "R-10.10"
    ours: bool = True
    offered: bool = True


DEFECTS = table(
    Defect("missing", N_("The document is not attached"), N_("Attach it")),
    Defect("unreadable", N_("The document cannot be read"), N_("Scan it again so that every word is clear")),
    Defect(
        "wrong_document",
        N_("This is not the document that was asked for"),
        N_("Attach the document named in the list"),
    ),
    Defect(
        "other_person",
        N_("The document belongs to another person"),
        N_("Attach the document of the person it is asked for"),
    ),
    Defect("expired", N_("The document is no longer valid"), N_("Get a new one and attach it")),
    Defect(
        "incomplete",
        N_("The document lacks details: a date, a number, a signature or a seal"),
        N_("Ask the body that issued it to fill them in"),
    ),
    Defect("missing_page", N_("Pages are missing"), N_("Scan all the pages, both sides")),
    # Item 9(2) asks for a plain electronic copy. Kept for cases that were refused with it.
    Defect(
        "not_certified",
        N_("The copy is not certified"),
        N_("Have the copy certified, or scan the original"),
        offered=False,
    ),
    Defect(
        "mismatch",
        N_("The document says something else than the application"),
        N_("Correct the application, or have the document corrected"),
    ),
)
