"""The result of normalising."""

from dataclasses import dataclass

from portal.documents.file_type import FileType


@dataclass(frozen=True, slots=True)
class Normalised:
    """The file that is stored, shown and signed. The same original always gives the same bytes."""

    content: bytes
    type: FileType
    pages: int
