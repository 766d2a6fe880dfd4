"""Pages of every shape: odd boxes, turned, in other units, with layers."""

from functools import partial
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from tests.factories.papers.paper import Made, annotate, drawing, looks, more, paper, paper_of, resource, stream, words


def entries_of_the_page(document: Pdf, **entries: Any) -> None:
    for key, value in entries.items():
        document.pages[0].obj[f"/{key}"] = value


def all_from_above(document: Pdf) -> None:
    """What the page has it has from the pages' tree."""
    page = document.pages[0].obj
    document.Root.Pages.MediaBox, document.Root.Pages.Rotate = page.MediaBox, 270
    document.Root.Pages.Resources = page.Resources
    del page["/MediaBox"], page["/Resources"]


def layer(document: Pdf, *, off: bool = False, **entries: Any) -> Object:
    """A layer with the words NOT VALID on it."""
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name="Template", **entries))
    shown = Dictionary(Order=Array([group]), OFF=Array([group] if off else []))
    document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=shown)
    resource(document, "Properties", "MC0", group)
    more(document, b"/OC /MC0 BDC BT /Helv 30 Tf 40 600 Td (NOT VALID) Tj ET EMC")
    return group


def picture_on_a_layer(document: Pdf) -> None:
    part = drawing(document, words("NOT VALID"), OC=layer(document, off=True))
    resource(document, "XObject", "Part", part)
    more(document, b"q 1 0 0 1 40 500 cm /Part Do Q")


def layer_for_print(document: Pdf) -> None:
    """A layer that says of itself that it is printed and not shown."""
    usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON))
    group = layer(document, Usage=usage)
    event = Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([group]))
    document.Root.OCProperties.D.AS = Array([event])


def stamp_on_a_layer(document: Pdf) -> None:
    annotate(document, "Stamp", OC=layer(document, off=True), AP=looks(document, words("DRAFT")))


def content_in_pieces(document: Pdf) -> None:
    """The pieces end in the middle of an operator's operands."""
    parts = [b"q 1 0 0 rg 100 100", b"200 200", b"re f Q"]
    page = document.pages[0].obj
    page.Contents = Array([page.Contents, *(stream(document, part) for part in parts)])


def without_contents(document: Pdf) -> None:
    del document.pages[0].obj["/Contents"]


def nested(document: Pdf) -> None:
    outer = drawing(document, b"q 1 0 0 1 10 0 cm /Inner Do Q", Matrix=Array([2, 0, 0, 2, 0, 0]))
    outer.Resources.XObject = Dictionary(Inner=drawing(document, words("INSIDE")))
    resource(document, "XObject", "Outer", outer)
    more(document, b"q 1 0 0 1 40 500 cm /Outer Do Q")


def fonts_from_elsewhere(document: Pdf) -> None:
    """Fonts that are not in the file, nor anywhere: readers replace them."""
    for number, page in enumerate(document.pages):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/KZ-Baskerville"))
        page.obj.Resources.Font.Kz = document.make_indirect(font)
        page.contents_add(b"BT /Kz %d Tf 40 600 Td (SYNAQOV NURLAN, Oral) Tj ET" % (9 + number))


PART = Array([20, 700, 300, 842])
KEPT: dict[str, Made] = {
    "turned left": paper_of(entries_of_the_page, Rotate=270),
    "turned by less than nothing": paper_of(entries_of_the_page, Rotate=-90),
    "upside down": paper_of(entries_of_the_page, Rotate=180),
    "cut to a part": paper_of(entries_of_the_page, CropBox=PART),
    "cut beyond its edges": paper_of(entries_of_the_page, CropBox=Array([-50, 400, 900, 900])),
    "cut and turned": paper_of(entries_of_the_page, CropBox=PART, Rotate=90),
    "corner elsewhere": paper_of(entries_of_the_page, MediaBox=Array([-100, 300, 495, 1142])),
    "corners the other way round": paper_of(entries_of_the_page, MediaBox=Array([595, 842, 0, 0])),
    "size in fractions": paper_of(entries_of_the_page, MediaBox=Array([0, 0, 595.276, 841.89])),
    "in larger units": paper_of(entries_of_the_page, UserUnit=2),
    "a sheet for a wall": partial(paper, size=(14400, 10000)),
    "a strip": partial(paper, size=(300, 14400)),
    "a postage stamp": partial(paper, size=(72, 72)),
    "everything from above": paper_of(all_from_above),
    "content in pieces": paper_of(content_in_pieces),
    "without contents": paper_of(without_contents),
    "nested drawings": paper_of(nested),
    "fonts from elsewhere": partial(paper, fonts_from_elsewhere, pages=4),
    "a layer that is shown": paper_of(layer),
    "many pages": partial(paper, pages=30),
}
REFUSED: dict[str, tuple[Made, str]] = {
    "a layer that is not shown": (paper_of(layer, off=True), "not_as_seen"),
    "a layer that is for print": (paper_of(layer_for_print), "not_as_seen"),
    "a picture on a layer that is not shown": (paper_of(picture_on_a_layer), "not_as_seen"),
    "a stamp on a layer that is not shown": (paper_of(stamp_on_a_layer), "not_as_seen"),
}
