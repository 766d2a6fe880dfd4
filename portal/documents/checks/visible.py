"""Is every filled field of the PDF's form drawn? Text that is not drawn would be lost with the form."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf

from portal.kernel.outcomes import Accepted, Refused

_DEEPEST = 30
_TYPED = ("/Tx", "/Ch")


def visible(pdf: Pdf) -> Accepted | Refused:
    """Some programs fill in a form and leave drawing to the reader. Drawing needs fonts with Kazakh letters."""
    undrawn = any(_is_typed(widget) and not _is_drawn(widget) for widget in _widgets(pdf))
    return Refused("heavy") if undrawn else Accepted()


def _widgets(pdf: Pdf) -> Iterator[Dictionary]:
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        for one in annotations if isinstance(annotations, Array) else ():
            if isinstance(one, Dictionary) and one.get("/Subtype") == "/Widget":
                yield one


def _is_typed(widget: Dictionary) -> bool:
    return str(_inherited(widget, "/FT")) in _TYPED and str(_inherited(widget, "/V") or "") != ""


def _is_drawn(widget: Dictionary) -> bool:
    appearance = widget.get("/AP")
    return isinstance(appearance, Dictionary) and "/N" in appearance


def _inherited(field: Object, key: str) -> object:
    """The value of the field, or of its nearest ancestor that has one."""
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        parent = field.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        field = parent
    return None
