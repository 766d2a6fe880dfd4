"""The one public function of this package."""

from portal.documents.file_type import FileType
from portal.documents.normalise.pdf import normalise_pdf
from portal.documents.normalise.picture import normalise_picture
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Refused


def normalise(content: bytes, kind: FileType) -> Normalised | Refused:
    """What is kept looks as what was sent, or is refused with a code of `refusals`; no file makes it raise."""
    try:
        return normalise_pdf(content) if kind is FileType.PDF else normalise_picture(content)
    except MemoryError:
        return Refused("heavy")
    except Exception:  # noqa: BLE001 -- an untrusted file may make a library raise anything
        return Refused("broken")
