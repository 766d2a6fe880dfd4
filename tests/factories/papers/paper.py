"""A page of paper to draw odd things on: a heading, and whatever a test adds."""

import warnings
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pikepdf.exceptions import PageCopyWarning

A4 = (595, 842)
Spoil = Callable[[Pdf], object]
Made = Callable[[], bytes]


def paper(spoil: Spoil | None = None, *, pages: int = 1, size: tuple[int, int] = A4, **save: Any) -> bytes:
    """A PDF whose every page has a heading at its upper left; `spoil` may change it before it is saved."""
    with Pdf.new() as document:
        for number in range(pages):
            page = document.add_blank_page(page_size=size)
            heading = f"BT /Helv 18 Tf 40 {size[1] - 40} Td (PAGE {number + 1}) Tj ET"
            page.obj.Resources = Dictionary(Font=Dictionary(Helv=helvetica(document)))
            page.obj.Contents = Stream(document, heading.encode())
        if spoil:
            spoil(document)
        out = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)  # fields without a form are made on purpose
            document.save(out, deterministic_id="encryption" not in save, **save)
        return out.getvalue()


def paper_of(spoil: Callable[..., object], **given: Any) -> Made:
    """What makes a paper changed by `spoil`, which is given these, too."""
    return partial(paper, partial(spoil, **given))


def helvetica(document: Pdf) -> Object:
    kind = Dictionary(Type=Name.Font, Subtype=Name.Type1)
    kind.BaseFont, kind.Encoding = Name.Helvetica, Name.WinAnsiEncoding
    return document.make_indirect(kind)


def drawing(document: Pdf, content: bytes, size: tuple[int, int] = (200, 30), **entries: Any) -> Object:
    """A form XObject: what an appearance or a part of a page is drawn from."""
    resources = Dictionary(Font=Dictionary(Helv=helvetica(document)))
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, *size]), "Resources": resources}
    return stream(document, content, **form | entries)


def looks(document: Pdf, content: bytes, **entries: Any) -> Dictionary:
    """An appearance that is the same in every state."""
    return Dictionary(N=drawing(document, content, **entries))


def stream(document: Pdf, content: bytes, **entries: Any) -> Object:
    made = Stream(document, content)
    for key, value in entries.items():
        made[f"/{key}"] = value
    return document.make_indirect(made)


def words(text: str, size: int = 14) -> bytes:
    return f"BT /Helv {size} Tf 2 8 Td ({text}) Tj ET".encode()


def more(document: Pdf, content: bytes) -> None:
    """Draw this, too, on the first page."""
    document.pages[0].contents_add(content)


def resource(document: Pdf, kind: str, name: str, value: object) -> None:
    resources = document.pages[0].obj.Resources
    if f"/{kind}" not in resources:
        resources[f"/{kind}"] = Dictionary()
    resources[f"/{kind}"][f"/{name}"] = value


def annotate(document: Pdf, subtype: str, **entries: Any) -> Object:
    """Lay an annotation on the first page; it is shown and printed unless F says otherwise."""
    given = {"F": 4, "Rect": Array([40, 700, 240, 730]), **entries}
    made = document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), **given))
    page = document.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(made)
    return made


def form_of(document: Pdf, fields: Iterable[Object], **entries: Any) -> None:
    fonts = Dictionary(Font=Dictionary(Helv=helvetica(document)))
    form = Dictionary(Fields=Array(list(fields)), DR=fonts, DA="/Helv 14 Tf 0 g", **entries)
    document.Root.AcroForm = document.make_indirect(form)
