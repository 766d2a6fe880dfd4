"""Does something run when the PDF is opened that could change what it shows? Browsers run it, `as_seen` does not."""

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Object, Pdf, Stream

from portal.documents.normalise.annotations import annotations, seen_annotations
from portal.kernel.outcomes import Accepted, Refused

_CHANGING = frozenset({"/Hide", "/ImportData", "/JavaScript", "/ResetForm", "/SetOCGState"})
_ONLY_PRINTS = re.compile(r"\s*(?:this\.)?print\([^();]*\);?\s*")
"""What programs that make reports often add."""


def scripted(pdf: Pdf) -> Accepted | Refused:
    """A script can write into fields, and show or hide fields, notes and layers; a page's own words it leaves."""
    changeable = "/OCProperties" in pdf.Root or any(one.get("/Subtype") != "/Link" for one in annotations(pdf))
    runs = changeable and (_has_scripts(pdf) or any(_changes(action) for action in _on_opening(pdf)))
    return Refused("not_as_seen") if runs else Accepted()


def _has_scripts(pdf: Pdf) -> bool:
    """Those of the whole document run before it is shown (ISO 32000-2, 12.6.4.17)."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/JavaScript", Dictionary())
    return "/Kids" in tree or any(map(_changes, list(tree.get("/Names", ()))[1::2]))


def _on_opening(pdf: Pdf) -> Iterator[Object | None]:
    """What is done when the document, a page or a page's annotation is opened or seen (tables 197 and 198)."""
    yield pdf.Root.get("/OpenAction")
    for page in pdf.pages:
        yield page.obj.get("/AA", Dictionary()).get("/O")
    for one in seen_annotations(pdf):
        yield from (one.get("/AA", Dictionary()).get(event) for event in ("/PO", "/PV"))


def _changes(action: Object | None) -> bool:
    """An action that has others after it counts too. An array is a place in the document that is opened there."""
    if not isinstance(action, Dictionary):
        return False
    return "/Next" in action or (str(action.get("/S")) in _CHANGING and not _only_prints(action.get("/JS")))


def _only_prints(script: Object | None) -> bool:
    words = script.read_bytes().decode("latin-1") if isinstance(script, Stream) else str(script)
    return _ONLY_PRINTS.fullmatch(words) is not None
