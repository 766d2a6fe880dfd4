"""Why a scan is refused, in words for its sender. The refusal's `detail` fills the placeholders."""

from portal.kernel.language import N_

REFUSALS: dict[str, str] = {
    "empty": N_("The file is empty"),
    "large": N_("The file is too large: %(size)s MB. Limit: %(max)s MB."),
    "large_all": N_("The files together exceed %(max)s MB"),
    "many": N_("You can attach at most %(max)s files"),
    "type": N_("This kind of file is not accepted. Attach PDF, JPG or PNG."),
    "broken": N_("The file is broken and does not open. Scan the document again."),
    "locked": N_("The file is encrypted. Attach one without a password."),
    "virus": N_("A virus was found. We did not keep the file."),
    "many_pages": N_("The document has too many pages: %(pages)s. Limit: %(max)s."),
    "many_pixels": N_("The picture is too large. Limit: %(max)s megapixels."),
    "heavy": N_("The file is too complex to check. Scan the document again as a plain PDF or JPG."),
}

WAITING: dict[str, str] = {
    "scan_down": N_("We cannot check the file now. It is saved and will be checked later."),
}
"""Why a scan is still being checked."""
