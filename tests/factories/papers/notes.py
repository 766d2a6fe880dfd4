"""What people lay on a page: a typed line, a drawn signature, a stamp, a note; and other files that hang on it."""

from typing import Any

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, Pdf

from tests.factories.papers.paper import Made, annotate, drawing, looks, paper_of, words

INK = b"0 0 1 RG 3 w 10 5 m 60 25 l 110 5 l 160 25 l S"
SHAPE: dict[str, Any] = {
    "InkList": Array([Array([50, 705, 100, 725, 150, 705])]),
    "L": Array([40, 700, 240, 730]),
    "Vertices": Array([40, 700, 240, 730, 100, 725]),
    "QuadPoints": Array([40, 730, 240, 730, 40, 700, 240, 700]),
    "C": Array([1, 0, 0]),
}
MARKS = (
    "FreeText",
    "Ink",
    "Stamp",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Underline",
    "Caret",
)


def laid(document: Pdf, subtype: str, content: bytes | None = INK, **entries: Any) -> None:
    """Lay an annotation on the page, with a drawing of its own or (None) without."""
    drawn = {} if content is None else {"AP": looks(document, content)}
    annotate(document, subtype, **drawn | entries)


def stamp_in_states(document: Pdf) -> None:
    drawn = Dictionary(N=Dictionary(On=drawing(document, words("APPROVED")), Off=drawing(document, b"")))
    annotate(document, "Stamp", AP=drawn, AS=Name.On)


def squeezed_stamp(document: Pdf) -> None:
    """A drawing larger than its place: readers squeeze it in."""
    drawn = looks(document, words("APPROVED"), Matrix=Array([2, 0, 0, 2, 7, 7]))
    annotate(document, "Stamp", Rect=Array([40, 700, 140, 715]), AP=drawn)


def highlighted(document: Pdf) -> None:
    """The drawing darkens the heading that lies under it."""
    state = Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=0.6))
    drawn = looks(document, b"/G gs 1 1 0 rg 0 0 200 30 re f", Group=Dictionary(S=Name.Transparency))
    drawn.N.Resources = Dictionary(ExtGState=state)
    annotate(document, "Highlight", Rect=Array([30, 790, 230, 820]), AP=drawn, **SHAPE)


def remark(document: Pdf, *, is_open: bool) -> None:
    """A marked line with a remark, which some readers show beside it while it is open."""
    laid(document, "Highlight", b"1 1 0 rg 0 0 200 10 re f", Contents="I do not agree", **SHAPE)
    marked = document.pages[0].obj.Annots[0]
    annotate(document, "Popup", Parent=marked, Open=is_open, Rect=Array([300, 600, 500, 700]))


def on_a_turned_page(document: Pdf, *, flags: int) -> None:
    laid(document, "Stamp", words("APPROVED"), F=flags)
    document.pages[0].rotate(90, relative=False)


def attachment(document: Pdf) -> None:
    unknown = dict.fromkeys(("description", "mime_type", "creation_date", "mod_date"), "")
    file = AttachedFileSpec(document, b"%PDF-1.7", filename="income.pdf", **unknown)
    document.attachments["income.pdf"] = file


def portfolio(document: Pdf) -> None:
    attachment(document)
    document.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)


def file_of(document: Pdf) -> Object:
    held = document.make_stream(b"<invoice/>", Type=Name.EmbeddedFile)
    return document.make_indirect(Dictionary(Type=Name.Filespec, F="invoice.xml", EF=Dictionary(F=held)))


def associated(document: Pdf) -> None:
    document.Root.AF = Array([file_of(document)])


def associated_with_a_page(document: Pdf) -> None:
    document.pages[0].obj.AF = Array([file_of(document)])


def paper_clip(document: Pdf) -> None:
    annotate(document, "FileAttachment", FS=file_of(document), AP=looks(document, INK))


KEPT: dict[str, Made] = {
    "typed line": paper_of(laid, subtype="FreeText", content=words("SYNAQOV"), Contents="SYNAQOV"),
    "drawn signature": paper_of(laid, subtype="Ink", **SHAPE),
    "stamp": paper_of(laid, subtype="Stamp", content=words("APPROVED")),
    "stamp in states": paper_of(stamp_in_states),
    "squeezed stamp": paper_of(squeezed_stamp),
    "highlighted line": paper_of(highlighted),
    "closed remark": paper_of(remark, is_open=False),
    "line": paper_of(laid, subtype="Line", **SHAPE),
    "link": paper_of(laid, subtype="Link", content=None, Border=Array([0, 0, 0])),
    "note without words": paper_of(laid, subtype="Text"),
    "shown and never printed": paper_of(laid, subtype="Stamp", content=words("DRAFT"), F=0),
    "printed and never shown": paper_of(laid, subtype="Stamp", content=words("COPY"), F=4 | 32),
    "hidden": paper_of(laid, subtype="Stamp", content=words("SECRET"), F=2),
    "hidden without a drawing": paper_of(laid, subtype="FreeText", content=None, Contents="SECRET", F=2),
    "stamp on a turned page": paper_of(on_a_turned_page, flags=4),
    "upright stamp on a turned page": paper_of(on_a_turned_page, flags=4 | 16),
}
_UNDRAWN = {"content": None, "Contents": "SYNAQOV", "DA": "/Helv 14 Tf 0 g", **SHAPE}
REFUSED: dict[str, tuple[Made, str]] = {
    **{f"{mark} without a drawing": (paper_of(laid, subtype=mark, **_UNDRAWN), "undrawn") for mark in MARKS},
    "note with words": (paper_of(laid, subtype="Text", Contents="I agree"), "undrawn"),
    "open remark": (paper_of(remark, is_open=True), "undrawn"),
    "film": (paper_of(laid, subtype="RichMedia", content=None), "undrawn"),
    "attachment": (paper_of(attachment), "enclosed"),
    "portfolio": (paper_of(portfolio), "enclosed"),
    "associated file": (paper_of(associated), "enclosed"),
    "file associated with a page": (paper_of(associated_with_a_page), "enclosed"),
    "paper clip": (paper_of(paper_clip), "enclosed"),
}
