"""Is the PDF encrypted? An encrypted one cannot be checked."""

from pikepdf import Pdf

from portal.kernel.outcomes import Accepted, Refused


def encrypted(pdf: Pdf) -> Accepted | Refused:
    """A PDF that opens without a password counts too: normalising it would lift its author's restrictions."""
    return Refused("locked") if pdf.is_encrypted else Accepted()
