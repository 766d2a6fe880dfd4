"""Are there other files inside the PDF? The pages alone are kept, and often those files are the papers themselves."""

from collections.abc import Iterator

from pikepdf import Dictionary, Object, Pdf

from portal.documents.normalise.annotations import annotations
from portal.kernel.outcomes import Accepted, Refused


def enclosed(pdf: Pdf) -> Accepted | Refused:
    """A portfolio, an attached or associated file, or a paper clip on a page (ISO 32000-2, 7.11.4 and 12.3.5)."""
    return Refused("enclosed") if any(_signs(pdf)) else Accepted()


def _signs(pdf: Pdf) -> Iterator[bool]:
    yield "/Collection" in pdf.Root
    yield len(pdf.attachments) > 0
    yield any(len(holder.get("/AF", ())) > 0 for holder in _holders(pdf))
    yield any(one.get("/Subtype") == "/FileAttachment" for one in annotations(pdf))


def _holders(pdf: Pdf) -> Iterator[Object]:
    yield pdf.Root
    yield from (page.obj for page in pdf.pages)
    yield from (one for one in annotations(pdf) if isinstance(one, Dictionary))
