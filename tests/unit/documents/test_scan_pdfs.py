"""A PDF keeps what is drawn on its pages and loses everything that could act."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Encryption, Name, Object, Pdf, Stream

from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Refused

Make = Callable[..., bytes]
ACTIVE = frozenset(
    {
        "/3DD",
        "/A",
        "/AA",
        "/AF",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/FileAttachment",
        "/Filespec",
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/OpenAction",
        "/Rendition",
        "/RichMedia",
        "/Screen",
        "/Sound",
        "/SubmitForm",
        "/URI",
        "/XFA",
    }
)


def kept(content: bytes) -> Pdf:
    made = normalise(content, FileType.PDF)
    assert isinstance(made, Normalised)
    assert made.type is FileType.PDF
    document = Pdf.open(BytesIO(made.content))
    assert made.pages == len(document.pages)
    return document


def active_in(document: Pdf) -> list[str]:
    """Every active name in the file, as a key or as a value, reachable or not."""
    return [name for thing in [*document.objects, document.trailer] for name in names_in(thing) if name in ACTIVE]


def names_in(thing: Object) -> Iterator[str]:
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, Array):
        for child in thing:
            yield from () if getattr(child, "is_indirect", False) else names_in(child)
    elif isinstance(thing, (Dictionary, Stream)):
        for key, child in thing.items():
            yield key
            yield from () if getattr(child, "is_indirect", False) else names_in(child)


def seen_at(content: bytes, x: int, y: int) -> tuple[int, int, int]:
    """The colour a reader shows at this point, counted from the lower left."""
    document = pypdfium2.PdfDocument(content)
    drawn = document[0].render(scale=1, may_draw_forms=False).to_pil().convert("RGB")
    colour: tuple[int, int, int] = drawn.getpixel((x, drawn.height - y))
    document.close()
    return colour


def on_page(document: Pdf, thing: Object) -> None:
    document.pages[0].obj.Annots = Array([document.make_indirect(thing)])


def looks(document: Pdf, colour: bytes = b"1 0 0 rg") -> Dictionary:
    """An appearance stream that draws red."""
    form = Stream(document, colour + b" 0 0 40 40 re f")
    form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
    return Dictionary(N=document.make_indirect(form))


def open_script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def named_script(document: Pdf) -> None:
    script = document.make_indirect(Dictionary(S=Name.JavaScript, JS=Stream(document, b"app.alert(1)")))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))


def events(document: Pdf) -> None:
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="1"))
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="cmd.exe"))


def attachment(document: Pdf) -> None:
    document.attachments["a.exe"] = AttachedFileSpec(
        document, b"MZ", description="", filename="a.exe", mime_type="", creation_date="", mod_date=""
    )


def associated_file(document: Pdf) -> None:
    file = Dictionary(Type=Name.EmbeddedFile)
    held = Stream(document, b"MZ")
    held.stream_dict = file
    spec = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=document.make_indirect(held)))
    document.pages[0].obj.AF = Array([document.make_indirect(spec)])


def form_with_xfa(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, b"<xdp/>"))


def annotation_of(subtype: str, **entries: Any) -> Callable[[Pdf], None]:
    def spoil(document: Pdf) -> None:
        place = Array([60, 10, 100, 50])
        on_page(document, Dictionary(Subtype=Name(subtype), Rect=place, AP=looks(document), **entries))

    return spoil


def chained(document: Pdf) -> None:
    launch = document.make_indirect(Dictionary(S=Name.Launch, F="cmd.exe"))
    first = Dictionary(S=Name.GoTo, D="x", Next=Array([launch]))
    on_page(document, Dictionary(Subtype=Name.Link, Rect=[60, 10, 100, 50], A=first))


def outline(document: Pdf) -> None:
    entry = document.make_indirect(Dictionary(Title="x", A=Dictionary(S=Name.URI, URI="https://a.example")))
    document.Root.Outlines = Dictionary(First=entry, Last=entry, Count=1)


def hidden_in_resources(document: Pdf) -> None:
    form = Stream(document, b"0 1 0 rg 60 10 40 40 re f")
    form.stream_dict = Dictionary(
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 100]),
        PieceInfo=Dictionary(X=Dictionary(Private=Dictionary(S=Name.JavaScript, JS="1"))),
        Deep=Array([Array([Dictionary(S=Name.Launch)]), Dictionary(AA=Dictionary(JS="1"))]),
    )
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm0=document.make_indirect(form)))


def outside_stream(document: Pdf) -> None:
    document.pages[0].obj.Contents.stream_dict["/F"] = Dictionary(Type=Name.Filespec, F="/etc/passwd")


MALICE = [
    open_script,
    named_script,
    events,
    chained,
    outline,
    hidden_in_resources,
    outside_stream,
    *(
        pytest.param(annotation_of(subtype, **entries), id=subtype[1:])
        for subtype, entries in {
            "/RichMedia": {"RichMediaContent": Dictionary(Assets=Dictionary())},
            "/Screen": {"A": Dictionary(S=Name.Rendition, JS="1")},
            "/Movie": {"Movie": Dictionary(F="a.mov")},
            "/Sound": {"Sound": Dictionary()},
            "/3D": {"3DD": Dictionary()},
            "/Link": {"A": Dictionary(S=Name.URI, URI="https://a.example")},
        }.items()
    ),
]
LOST = [
    (attachment, "enclosed"),
    (associated_file, "enclosed"),
    (annotation_of("/FileAttachment", FS=Dictionary(Type=Name.Filespec, F="a.exe")), "enclosed"),
    (form_with_xfa, "xfa"),
]


@pytest.mark.parametrize("spoil", MALICE)
def test_nothing_active_is_left(pdf: Make, spoil: Callable[[Pdf], None]) -> None:
    sent = pdf(spoil)
    assert active_in(Pdf.open(BytesIO(sent))) != []
    clean = kept(sent)
    assert active_in(clean) == []
    assert sorted(clean.Root.keys()) == ["/Pages", "/Type"]


@pytest.mark.parametrize(("spoil", "code"), LOST)
def test_what_would_be_lost_with_what_is_active_is_refused(pdf: Make, spoil: Callable[[Pdf], None], code: str) -> None:
    sent = pdf(spoil)
    assert active_in(Pdf.open(BytesIO(sent))) != []
    assert normalise(sent, FileType.PDF) == Refused(code)


@pytest.mark.parametrize("spoil", MALICE)
def test_what_was_drawn_is_still_drawn(pdf: Make, spoil: Callable[[Pdf], None]) -> None:
    made = normalise(pdf(spoil), FileType.PDF)
    assert isinstance(made, Normalised)
    assert (seen_at(made.content, 20, 20), seen_at(made.content, 150, 80)) == ((0, 0, 0), (255, 255, 255))


def test_a_resource_may_have_the_name_of_an_action(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        form = Stream(document, b"1 0 0 rg 60 10 40 40 re f")
        form.stream_dict = Dictionary(Subtype=Name.Form, BBox=Array([0, 0, 200, 100]))
        page = document.pages[0].obj
        page.Resources = Dictionary(XObject=Dictionary(AA=document.make_indirect(form)))
        page.Contents = Stream(document, b"/AA Do")

    made = normalise(pdf(spoil), FileType.PDF)
    assert isinstance(made, Normalised)
    assert seen_at(made.content, 80, 30) == (255, 0, 0)


def test_what_a_filled_in_field_shows_becomes_part_of_the_page(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="a",
            V="Асан",
            Rect=Array([60, 10, 100, 50]),
            F=4,
        )
        field.AP = looks(document, b"BT /F 9 Tf (Acah) Tj ET 1 0 0 rg")
        on_page(document, field)
        document.Root.AcroForm = Dictionary(Fields=document.pages[0].obj.Annots)

    made = normalise(pdf(spoil), FileType.PDF)
    assert isinstance(made, Normalised)
    assert seen_at(made.content, 80, 30) == (255, 0, 0)
    with Pdf.open(BytesIO(made.content)) as clean:
        assert "/Annots" not in clean.pages[0].obj


@pytest.mark.parametrize("anew", [True, False])
def test_a_field_filled_in_but_not_drawn_would_be_lost_so_it_is_refused(pdf: Make, *, anew: bool) -> None:
    def spoil(document: Pdf) -> None:
        parent = document.make_indirect(Dictionary(FT=Name.Tx, T="a", V="Асан"))
        on_page(document, Dictionary(Subtype=Name.Widget, Parent=parent, Rect=Array([60, 10, 100, 50])))
        parent.Kids = document.pages[0].obj.Annots
        document.Root.AcroForm = Dictionary(Fields=Array([parent]), NeedAppearances=anew)

    assert normalise(pdf(spoil), FileType.PDF) == Refused("undrawn")


def test_who_made_it_and_with_what_is_not_kept(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = ["A person"]
        document.docinfo["/Author"] = "A person"
        document.pages[0].obj.PieceInfo = Dictionary(X=Dictionary())

    clean = kept(pdf(spoil))
    assert ("/Info" in clean.trailer, "/Metadata" in clean.Root) == (False, False)
    assert b"A person" not in b"".join(part.read_bytes() for part in clean.objects if isinstance(part, Stream))


def test_a_page_keeps_what_it_has_from_those_above_it(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        page = document.pages[0].obj
        document.Root.Pages.MediaBox = page.MediaBox
        document.Root.Pages.Rotate = 90
        del page["/MediaBox"]

    clean = kept(pdf(spoil))
    page = clean.pages[0]
    assert ([int(side) for side in page.obj.MediaBox], int(page.obj.Rotate)) == ([0, 0, 200, 100], 90)


def test_the_same_document_always_gives_the_same_bytes(pdf: Make) -> None:
    sent = pdf()
    assert normalise(sent, FileType.PDF) == normalise(sent, FileType.PDF)


def test_an_archive_hanging_behind_a_document_is_not_kept(pdf: Make) -> None:
    made = normalise(pdf() + b"PK\x03\x04<?php phpinfo();", FileType.PDF)
    assert isinstance(made, Normalised)
    assert (b"PK\x03\x04" in made.content, b"<?php" in made.content) == (False, False)


def test_a_document_that_opens_with_a_password_alone_is_locked(pdf: Make) -> None:
    sent = pdf(encryption=Encryption(owner="owner", user="secret"))
    assert normalise(sent, FileType.PDF) == Refused("locked")


def test_a_document_that_opens_without_a_password_is_kept_without_encryption(pdf: Make) -> None:
    assert not kept(pdf(encryption=Encryption(owner="owner", user=""))).is_encrypted


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(range(256)) * 8,
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    ],
)
def test_a_document_that_does_not_open_is_broken(content: bytes) -> None:
    assert normalise(content, FileType.PDF) == Refused("broken")


def test_a_document_without_pages_is_broken() -> None:
    out = BytesIO()
    Pdf.new().save(out)
    assert normalise(out.getvalue(), FileType.PDF) == Refused("broken")
