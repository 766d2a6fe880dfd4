"""A PDF: a new one of the drawn pages alone. Everything else of the original is left out, not searched for."""

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Dictionary, ObjectStreamMode, Page, PasswordError, Pdf, PdfError, StreamDecodeLevel
from pikepdf.settings import set_qpdf_limits

from portal.documents.checks.annotated import annotated
from portal.documents.checks.as_seen import as_seen
from portal.documents.checks.enclosed import enclosed
from portal.documents.checks.encrypted import encrypted
from portal.documents.checks.pages import pages
from portal.documents.checks.scripted import scripted
from portal.documents.checks.unpacked import unpacked
from portal.documents.checks.visible import visible
from portal.documents.file_type import FileType
from portal.documents.limits import MEGABYTE
from portal.documents.normalise.active_content import remove_active_content
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Accepted, Refused

_OF_A_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
)
_ONE_STREAM = 64 * MEGABYTE


def normalise_pdf(content: bytes) -> Normalised | Refused:
    """Raises pikepdf's errors for a broken file."""
    set_qpdf_limits(flate_max_memory=_ONE_STREAM, run_length_max_memory=_ONE_STREAM, max_stream_filters=4)
    try:
        pdf = Pdf.open(BytesIO(content))
    except PasswordError:
        return Refused("locked")
    except PdfError as error:
        if "unsupported encryption" in str(error):
            return Refused("locked")
        raise
    with pdf:
        refused = next((outcome for outcome in _outcomes(pdf) if isinstance(outcome, Refused)), None)
        made = refused or _rebuilt(pdf)
    if isinstance(made, Refused):
        return made
    outcome = as_seen(content, made.content)
    return outcome if isinstance(outcome, Refused) else made


def _outcomes(pdf: Pdf) -> Iterator[Accepted | Refused]:
    """In this order: a later check relies on the earlier ones."""
    yield encrypted(pdf)
    yield pages(len(pdf.pages))
    yield enclosed(pdf)
    yield visible(pdf)
    yield annotated(pdf)
    yield scripted(pdf)


def _rebuilt(source: Pdf) -> Normalised | Refused:
    _draw_annotations(source)
    for page in source.pages:
        _strip(page)
    with Pdf.new() as plain:
        plain.pages.extend(source.pages)
        bearable = unpacked(plain)
        if isinstance(bearable, Refused):
            return bearable
        remove_active_content(plain)
        return Normalised(_saved(plain), FileType.PDF, len(plain.pages))


def _draw_annotations(pdf: Pdf) -> None:
    """The appearance of a field, a stamp or a signature becomes part of the page; its action is removed."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # with it no field would be drawn; `visible` has checked that none is filled in
    pdf.flatten_annotations("screen")


def _strip(page: Page) -> None:
    for key in list(page.obj.keys()):
        if key not in _OF_A_PAGE:
            del page.obj[key]


def _saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return out.getvalue()
