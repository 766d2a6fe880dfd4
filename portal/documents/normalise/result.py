"""What normalising gives."""

from dataclasses import dataclass

from portal.documents.file_type import FileType


@dataclass(frozen=True, slots=True)
class Normalised:
    """The file to keep, show and sign. The same original always gives the same bytes."""

    content: bytes
    type: FileType
    pages: int
