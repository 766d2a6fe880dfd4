"""Does the PDF open without a password, and does its author let it be printed?"""

from pikepdf import Pdf

from portal.kernel.outcomes import Accepted, Refused


def encrypted(pdf: Pdf) -> Accepted | Refused:
    """A PDF may open without a password and restrict its reader. What the portal keeps is no more than a print."""
    if not pdf.is_encrypted or pdf.allow.print_lowres or pdf.allow.print_highres:
        return Accepted()
    return Refused("no_printing")
