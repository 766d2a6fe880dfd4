"""A file's name as it is shown, signed and offered for download. It is never a path: files are stored under digests."""

import re
import unicodedata

from portal.documents.file_type import FileType

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_EXTENSION = re.compile(r"\.(?:pdf|jpe?g|jpe|jfif|png)$", re.IGNORECASE)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_NAMELESS = "scan"


def clean_name(name: str, kept_as: FileType) -> str:
    """The last part of `name`, in NFC, without invisible characters, with the extension of the stored type."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _EXTENSION.sub("", _FORBIDDEN.sub("_", _visible(last)))
    room = LONGEST_NAME - len(kept_as.extension)
    stem = stem.strip(" .")[:room].strip(" .")
    if _DEVICE.match(stem):
        stem = f"_{stem}"[:room]
    return (stem or _NAMELESS) + kept_as.extension


def _visible(text: str) -> str:
    # Invisible is category C: controls, lone surrogates, marks of direction, characters of no width.
    seen = [one for one in text if one.isspace() or not unicodedata.category(one).startswith("C")]
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))
