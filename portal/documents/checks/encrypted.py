"""Is the PDF encrypted? Then it cannot be checked as it is."""

from pikepdf import Pdf

from portal.kernel.outcomes import Accepted, Refused


def encrypted(pdf: Pdf) -> Accepted | Refused:
    """One that opens without a password counts too: normalising would lift what its author has forbidden."""
    return Refused("locked") if pdf.is_encrypted else Accepted()
