"""The annotations of a PDF: fields of its form, notes, stamps, drawings."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream

_HIDDEN, _NO_VIEW = 2, 32
_CORNERS = 4


def annotations(pdf: Pdf) -> Iterator[Dictionary]:
    """All of them, page by page."""
    for page in pdf.pages:
        found = page.obj.get("/Annots")
        yield from (one for one in (found if isinstance(found, Array) else ()) if isinstance(one, Dictionary))


def seen_annotations(pdf: Pdf) -> Iterator[Dictionary]:
    """Those with a place on the page that are neither hidden nor for printing alone (ISO 32000-2, table 167)."""
    return (one for one in annotations(pdf) if not _flags(one) & (_HIDDEN | _NO_VIEW) and _has_area(one))


def appearance(annotation: Dictionary) -> Stream | None:
    """The drawing that a reader shows: the normal one, in its present state."""
    normal = _normal(annotation)
    drawn: object = states(annotation).get(str(annotation.get("/AS")), normal)
    return drawn if isinstance(drawn, Stream) else None


def states(annotation: Dictionary) -> dict[str, Object]:
    """The drawings of a box or button by its states, empty for what looks always the same."""
    normal = _normal(annotation)
    return dict(normal.items()) if isinstance(normal, Dictionary) else {}


def _normal(annotation: Dictionary) -> Object | None:
    appearances = annotation.get("/AP")
    return appearances.get("/N") if isinstance(appearances, Dictionary) else None


def _flags(annotation: Dictionary) -> int:
    flags: object = annotation.get("/F")
    return flags if isinstance(flags, int) else 0


def _has_area(annotation: Dictionary) -> bool:
    corners = annotation.get("/Rect")
    if not isinstance(corners, Array) or len(corners) != _CORNERS:
        return False
    left, low, right, high = (float(corner) for corner in corners)
    return left != right and low != high
