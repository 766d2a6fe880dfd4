"""Has every note, stamp and mark on the PDF's pages its own appearance? Readers differ in how they draw the others."""

from pikepdf import Dictionary, Pdf

from portal.documents.normalise.annotations import appearance, seen_annotations
from portal.kernel.outcomes import Accepted, Refused

_NOTHING_TO_SEE = ("/Widget", "/Link", "/TrapNet")
"""Fields are judged by `visible`. A link lies over what is drawn."""


def annotated(pdf: Pdf) -> Accepted | Refused:
    return Refused("undrawn") if any(_is_lost(one) for one in seen_annotations(pdf)) else Accepted()


def _is_lost(annotation: Dictionary) -> bool:
    kind = str(annotation.get("/Subtype"))
    if kind in _NOTHING_TO_SEE:
        return False
    if kind == "/Popup":
        return bool(annotation.get("/Open", False)) and _has_words(annotation.get("/Parent"))
    return (kind == "/Text" and _has_words(annotation)) or appearance(annotation) is None


def _has_words(annotation: object) -> bool:
    """A note that is folded into its sign, or a remark that stands beside the page."""
    return isinstance(annotation, Dictionary) and str(annotation.get("/Contents", "")).strip() != ""
