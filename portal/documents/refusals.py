"""Why a scan is refused, in words for its sender. The refusal's `detail` fills the placeholders."""

from portal.kernel.language import N_

REFUSALS: dict[str, str] = {
    "empty": N_("The file is empty"),
    "large": N_("The file is too large: %(size)s MB. Limit: %(max)s MB."),
    "large_all": N_("The files together exceed %(max)s MB"),
    "many": N_("You can attach at most %(max)s files"),
    "same": N_("The same file is in the list already, as “%(name)s”."),
    "type": N_("This kind of file is not accepted. Attach PDF, JPG or PNG."),
    "heic": N_(
        "This is a HEIC photograph, whatever its name says. Save it as JPG, or choose “Most Compatible” in the "
        "settings of the phone's camera and take it again."
    ),
    "picture": N_("This is a %(kind)s picture, whatever its name says. Save it as JPG or PNG and attach that."),
    "office": N_("This is a file of a text or spreadsheet program. Save it as PDF and attach that."),
    "archive": N_("This is an archive. Take the files out of it and attach each by itself."),
    "broken": N_("The file is broken and does not open. Scan the document again."),
    "locked": N_("The file is encrypted. Attach one without a password."),
    "no_printing": N_(
        "The author of this PDF does not let it be printed, so we may not copy it. Ask whoever issued it for one that "
        "can be printed, or scan it from paper."
    ),
    "enclosed": N_(
        "There are other files inside this PDF, and they would be lost. Take them out and attach each by itself. If "
        "the pages are enough, print them to a new PDF (Print – Save as PDF) and attach that."
    ),
    "xfa": N_(
        "This PDF is a form that most programs do not show. Open it in Adobe Reader, print it to a new PDF (Print – "
        "Save as PDF) and attach that."
    ),
    "undrawn": N_(
        "What was typed or drawn in this PDF does not lie on its pages and would be lost. Print it to a new PDF "
        "(Print – Save as PDF), see that everything is there, and attach that."
    ),
    "not_as_seen": N_(
        "We cannot keep this file as you see it. Print it to a new PDF (Print – Save as PDF), see that everything is "
        "there, and attach that."
    ),
    "virus": N_("A virus was found. We did not keep the file."),
    "many_pages": N_("The document has too many pages: %(pages)s. Limit: %(max)s."),
    "many_pixels": N_("The picture is too large. Limit: %(max)s megapixels."),
    "heavy": N_("The file is too complex to check. Scan the document again as a plain PDF or JPG."),
}

WAITING: dict[str, str] = {
    "scan_down": N_("We cannot check the file now. It is saved and will be checked later."),
}
"""Why a scan is still being checked."""
