"""Forms that were filled in: every kind of field, drawn as it should be, out of date, or not at all."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.factories.papers.paper import Made, annotate, drawing, form_of, looks, more, paper_of, resource, words

TICK = b"0 0 0 RG 2 w 3 3 m 17 17 l 3 17 m 17 3 l S"
RING = b"0 0 0 RG 1 w 1 1 18 18 re S"
OPTIONS = Array([String("Aktobe"), String("Oral"), String("Semey")])


def field(document: Pdf, shown: str | None = None, **entries: Any) -> Object:
    """A field whose appearance says `shown`; None for one without an appearance."""
    drawn = {} if shown is None else {"AP": looks(document, words(shown))}
    return annotate(document, "Widget", **{"T": "field", "DA": "/Helv 14 Tf 0 g"} | drawn | entries)


def text_field(document: Pdf, *, value: str = "SYNAQOV", shown: str | None = "SYNAQOV", **form: Any) -> None:
    form_of(document, [field(document, shown, FT=Name.Tx, V=String(value))], **form)


def fields_without_a_form(document: Pdf) -> None:
    """Some readers show what is typed here, and some do not."""
    field(document, FT=Name.Tx, V="SYNAQOV")


def lines_of_text(document: Pdf, **form: Any) -> None:
    shown = looks(document, b"BT /Helv 10 Tf 12 TL 2 18 Td (ORAL) Tj T* (ABAI 1) Tj ET")
    form_of(document, [field(document, FT=Name.Tx, Ff=1 << 12, V="ORAL\nABAI 1", AP=shown)], **form)


def choice(document: Pdf, *, shown: str | None = "Oral", **form: Any) -> None:
    form_of(document, [field(document, shown, FT=Name.Ch, Ff=1 << 17, Opt=OPTIONS, V="Oral")], **form)


def chosen_lines(document: Pdf) -> None:
    """A list in which two lines are chosen, and no drawing of it."""
    chosen = Array([String("Aktobe"), String("Oral")])
    form_of(document, [field(document, FT=Name.Ch, Ff=1 << 21, Opt=OPTIONS, V=chosen)])


def in_states(document: Pdf, on: str) -> Dictionary:
    """The appearances of a box, ticked and empty."""
    ticked, empty = (drawing(document, content, (20, 20)) for content in (RING + TICK, RING))
    return Dictionary(N=Dictionary({f"/{on}": ticked, "/Off": empty}))


def box(document: Pdf, left: int, on: str, state: str, **entries: Any) -> Object:
    """A box to tick."""
    place, drawn = Array([left, 620, left + 20, 640]), in_states(document, on)
    return annotate(document, "Widget", Rect=place, AS=Name(state), AP=drawn, **entries)


def boxes(document: Pdf, *, value: str = "/Yes", state: str = "/Yes", **form: Any) -> None:
    first = box(document, 40, "Yes", state, FT=Name.Btn, T="a", V=Name(value))
    other = box(document, 80, "Yes", "/Off", FT=Name.Btn, T="b", V=Name.Off)
    form_of(document, [first, other], **form)


def radios(document: Pdf, *, state: str = "/Yes", **form: Any) -> None:
    group = document.make_indirect(Dictionary(FT=Name.Btn, Ff=1 << 15, T="r", V=Name.Yes))
    chosen = box(document, 40, "Yes", state, Parent=group)
    group.Kids = Array([chosen, box(document, 80, "No", "/Off", Parent=group)])
    form_of(document, [group], **form)


def ticked_box_without_drawing(document: Pdf) -> None:
    form_of(document, [field(document, FT=Name.Btn, V=Name.Yes, AS=Name.Yes)])


def signature_of(document: Pdf, **entries: Any) -> None:
    """A field that holds a signature made in a program."""
    value = document.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 16))
    form_of(document, [field(document, FT=Name.Sig, V=value, F=132, **entries)], SigFlags=3)


def mark_of_a_signature(document: Pdf) -> None:
    signature_of(document, AP=looks(document, words("Signed by SYNAQOV", 10)))


def signature_without_a_mark(document: Pdf) -> None:
    signature_of(document, Rect=Array([0, 0, 0, 0]))


def hidden_field(document: Pdf) -> None:
    form_of(document, [field(document, FT=Name.Tx, V="internal", F=2)])


def button(document: Pdf) -> None:
    drawn = looks(document, b"0.8 g 0 0 200 30 re f 0 g " + words("Print"))
    form_of(document, [field(document, FT=Name.Btn, Ff=1 << 16, AP=drawn)])


def drawn_with_the_forms_font(document: Pdf) -> None:
    drawn = looks(document, words("SYNAQOV"))
    del drawn.N.Resources
    form_of(document, [field(document, FT=Name.Tx, V="SYNAQOV", AP=drawn)])


def turned_field(document: Pdf) -> None:
    drawn = looks(document, words("SYNAQOV"), Matrix=Array([0, 1, -1, 0, 0, 0]))
    upright = Array([40, 500, 70, 700])
    form_of(document, [field(document, FT=Name.Tx, V="SYNAQOV", AP=drawn, Rect=upright, MK=Dictionary(R=90))])


def on_a_page_that_lets_through(document: Pdf) -> None:
    """Readers smooth the letters of a page in another way where something on it lets through what lies under it."""
    resource(document, "ExtGState", "G", Dictionary(BM=Name.Multiply, ca=0.5))
    more(document, b"q /G gs 1 1 0 rg 30 690 220 60 re f Q")
    text_field(document)


def with_a_stamp(document: Pdf) -> None:
    text_field(document)
    annotate(document, "Stamp", Rect=Array([40, 640, 240, 670]), AP=looks(document, words("APPROVED")))


def form_of_adobe(document: Pdf) -> None:
    """Pages that are there for other programs; the form itself is drawn from XFA."""
    text_field(document, XFA=document.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"))


def script(words: str = 'this.getField("field").value = "OTHER";') -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=words)


def of_the_document(document: Pdf, *, filled: bool = True) -> None:
    """A script that every reader with scripts runs before it shows the document."""
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
    if filled:
        text_field(document)


def on_opening(document: Pdf, action: Dictionary) -> None:
    text_field(document)
    document.Root.OpenAction = action


def on_opening_a_page(document: Pdf) -> None:
    text_field(document)
    document.pages[0].obj.AA = Dictionary(O=script())


def on_seeing_a_field(document: Pdf) -> None:
    form_of(document, [field(document, "SYNAQOV", FT=Name.Tx, V="SYNAQOV", AA=Dictionary(PV=script()))])


def on_typing(document: Pdf) -> None:
    """Scripts that run when somebody changes a field: most forms that reckon have them."""
    acts = Dictionary(K=script("AFNumber_Keystroke(2, 0);"), C=script("AFSimple_Calculate('SUM', ['a']);"))
    form_of(document, [field(document, "SYNAQOV", FT=Name.Tx, V="SYNAQOV", AA=acts)])


def opened_at_a_place(document: Pdf) -> None:
    text_field(document)
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])


THEN = Dictionary(S=Name.GoTo, D="start", Next=script())
ANEW: dict[str, Any] = {"NeedAppearances": True}
KEPT: dict[str, Made] = {
    "text field": paper_of(text_field),
    "text of several lines": paper_of(lines_of_text),
    "choice from a list": paper_of(choice),
    "ticked box": paper_of(boxes),
    "radio buttons": paper_of(radios),
    "mark of a signature": paper_of(mark_of_a_signature),
    "signature without a mark": paper_of(signature_without_a_mark),
    "button": paper_of(button),
    "hidden field": paper_of(hidden_field),
    "field drawn with the form's font": paper_of(drawn_with_the_forms_font),
    "turned field": paper_of(turned_field),
    "empty form to be drawn anew": paper_of(text_field, value="", shown="", **ANEW),
    "field on a page that lets through": paper_of(on_a_page_that_lets_through),
    "field and a stamp": paper_of(with_a_stamp),
    "script of a document that has no fields": paper_of(of_the_document, filled=False),
    "scripts that run on typing": paper_of(on_typing),
    "form that opens at a place": paper_of(opened_at_a_place),
    "form that is printed on opening": paper_of(on_opening, action=script("this.print(true);")),
}
REFUSED: dict[str, tuple[Made, str]] = {
    "blank appearance of a typed name": (paper_of(text_field, shown=" "), "undrawn"),
    "no appearance of a typed name": (paper_of(text_field, shown=None), "undrawn"),
    "fields without a form": (paper_of(fields_without_a_form), "undrawn"),
    "old appearance of a sum": (paper_of(text_field, value="850 000", shown="150 000", **ANEW), "undrawn"),
    "right appearance to be drawn anew": (paper_of(text_field, **ANEW), "undrawn"),
    "Kazakh name to be drawn anew": (paper_of(text_field, value="Әділет", shown="", **ANEW), "undrawn"),
    "lines of text to be drawn anew": (paper_of(lines_of_text, **ANEW), "undrawn"),
    "choice to be drawn anew": (paper_of(choice, **ANEW), "undrawn"),
    "choice without a drawing": (paper_of(choice, shown=None), "undrawn"),
    "list without a drawing": (paper_of(chosen_lines), "undrawn"),
    "ticked box to be drawn anew": (paper_of(boxes, **ANEW), "undrawn"),
    "box ticked by its value alone": (paper_of(boxes, state="/Off"), "undrawn"),
    "box ticked by its value alone, to be drawn anew": (paper_of(boxes, state="/Off", **ANEW), "undrawn"),
    "ticked box without a drawing": (paper_of(ticked_box_without_drawing), "undrawn"),
    "radio buttons to be drawn anew": (paper_of(radios, **ANEW), "undrawn"),
    "radio button chosen by its value alone": (paper_of(radios, state="/Off"), "undrawn"),
    "empty boxes to be drawn anew": (paper_of(boxes, value="/Off", state="/Off", **ANEW), "not_as_seen"),
    "script of the document": (paper_of(of_the_document), "not_as_seen"),
    "script on opening": (paper_of(on_opening, action=script()), "not_as_seen"),
    "script that prints and writes": (
        paper_of(on_opening, action=script("this.print(); this.getField('field').value = '1';")),
        "not_as_seen",
    ),
    "script after another action": (paper_of(on_opening, action=THEN), "not_as_seen"),
    "field hidden on opening": (paper_of(on_opening, action=Dictionary(S=Name.Hide, T="field")), "not_as_seen"),
    "script on opening a page": (paper_of(on_opening_a_page), "not_as_seen"),
    "script on seeing a field": (paper_of(on_seeing_a_field), "not_as_seen"),
    "form of Adobe": (paper_of(form_of_adobe), "xfa"),
}
