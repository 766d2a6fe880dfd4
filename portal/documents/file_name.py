"""A file's name as it is shown, signed and offered for download. It is never a path: files are stored under digests."""

import re

from portal.documents.file_type import FileType
from portal.reading.canonical import UNREADABLE, one_line

LONGEST_NAME = 120
_FORBIDDEN = re.compile(f'[<>:"|?*{UNREADABLE}]')
_EXTENSION = re.compile(r"\.(?:pdf|jpe?g|jpe|jfif|png)$", re.IGNORECASE)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_NAMELESS = "scan"


def clean_name(name: str, kept_as: FileType) -> str:
    """The last part of `name`, in canonical form, with the extension of the stored type."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _EXTENSION.sub("", _FORBIDDEN.sub("_", one_line(last)))
    room = LONGEST_NAME - len(kept_as.extension)
    stem = stem.strip(" .")[:room].strip(" .")
    if _DEVICE.match(stem):
        stem = f"_{stem}"[:room]
    return (stem or _NAMELESS) + kept_as.extension
