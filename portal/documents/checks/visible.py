"""Is every filled field of the PDF's form drawn? What is not drawn would be lost with the form."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream, parse_content_stream

from portal.documents.normalise.annotations import appearance, seen_annotations, states
from portal.kernel.outcomes import Accepted, Refused

_DEEPEST = 30
_TEXT = "Tj TJ ' \" Do c v y"
"""The operators that text is drawn with: shown, as a picture, or as the curves of its letters."""


def visible(pdf: Pdf) -> Accepted | Refused:
    """With NeedAppearances the reader draws each field anew, from its value: what is drawn in the file proves nothing.

    To draw it here too would need the reader's fonts; the standard ones have no Kazakh letters.
    """
    form = pdf.Root.get("/AcroForm", Dictionary())  # without one some readers show the fields of the pages all the same
    if "/XFA" in form:
        return Refused("xfa")
    drawn_anew = bool(form.get("/NeedAppearances", False))
    undrawn = any(_is_filled(one) and (drawn_anew or not _is_drawn(one)) for one in _widgets(pdf))
    return Refused("undrawn") if undrawn else Accepted()


def _widgets(pdf: Pdf) -> Iterator[Dictionary]:
    return (one for one in seen_annotations(pdf) if one.get("/Subtype") == "/Widget")


def _is_filled(widget: Dictionary) -> bool:
    match str(_inherited(widget, "/FT")):
        case "/Tx" | "/Ch":
            return _words(_inherited(widget, "/V")) != ""
        case "/Btn":
            return _state(widget) != "/Off" or _is_chosen(widget)
    return False


def _is_drawn(widget: Dictionary) -> bool:
    drawing = appearance(widget)
    if drawing is None:
        return False
    if _inherited(widget, "/FT") == "/Btn":
        return _state(widget) != "/Off"
    return any(_shows(list(one.operands)) for one in parse_content_stream(drawing, _TEXT))


def _state(widget: Dictionary) -> str:
    return str(widget.get("/AS", "/Off"))


def _is_chosen(widget: Dictionary) -> bool:
    """The value of the box or of its radio group is one of the states that this one has a drawing for."""
    value = str(_inherited(widget, "/V"))
    return value != "/Off" and value in states(widget)


def _words(value: object) -> str:
    """A text, or the lines chosen in a list."""
    if isinstance(value, Array):
        return "".join(str(one) for one in value).strip()
    if isinstance(value, Stream):
        return value.read_bytes().decode("latin-1").strip()
    return "" if value is None else str(value).strip()


def _shows(operands: list[Object]) -> bool:
    """Whether there is anything in the text that is shown."""
    parts = [part for one in operands for part in (one if isinstance(one, Array) else [one])]
    return any(str(part).strip() != "" for part in parts)


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
