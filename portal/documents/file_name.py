"""A file's name as it is shown, signed and offered for download. Never a path: files lie under digests."""

import re
import unicodedata

from portal.documents.file_type import FileType

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_EXTENSION = re.compile(r"\.(?:pdf|jpe?g|jpe|jfif|png)$", re.IGNORECASE)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_NAMELESS = "scan"


def clean_name(name: str, kept_as: FileType) -> str:
    """The last part of `name`, in NFC, without what cannot be seen, ending as its content does."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _EXTENSION.sub("", _FORBIDDEN.sub("_", _visible(last)))
    room = LONGEST_NAME - len(kept_as.extension)
    stem = stem.strip(" .")[:room].strip(" .")
    if _DEVICE.match(stem):
        stem = f"_{stem}"[:room]
    return (stem or _NAMELESS) + kept_as.extension


def _visible(text: str) -> str:
    # All of category C: controls, half surrogates, marks that turn the direction of writing or take no room.
    seen = [one for one in text if one.isspace() or not unicodedata.category(one).startswith("C")]
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))
