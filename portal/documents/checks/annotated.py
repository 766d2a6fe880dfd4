"""Has every note, stamp and mark on the PDF's pages its own appearance? Readers differ in how they draw the others."""

from pikepdf import Dictionary, Pdf

from portal.documents.normalise.on_screen import appearance, seen_annotations
from portal.kernel.outcomes import Accepted, Refused

_NOTHING_TO_SEE = ("/Widget", "/Link", "/Popup", "/TrapNet")
"""Fields are judged by `visible`. A link lies over what is drawn, and a note's pop-up repeats the note."""


def annotated(pdf: Pdf) -> Accepted | Refused:
    return Refused("undrawn") if any(_is_lost(one) for one in seen_annotations(pdf)) else Accepted()


def _is_lost(annotation: Dictionary) -> bool:
    kind = str(annotation.get("/Subtype"))
    if kind in _NOTHING_TO_SEE:
        return False
    folded = kind == "/Text" and str(annotation.get("/Contents", "")).strip() != ""
    return folded or appearance(annotation) is None
