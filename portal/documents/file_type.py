"""The accepted types of file. The content decides the type, never the sender's name for it."""

from enum import StrEnum
from typing import Self


class FileType(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"

    @classmethod
    def of(cls, content: bytes) -> Self | None:
        """The type by the first bytes. The header of a PDF may have a byte order mark, blanks or words before it."""
        picture = next((cls(kind) for kind, magic in _PICTURES.items() if content.startswith(magic)), None)
        return picture or (cls("pdf") if _PDF in content[:_PDF_WITHIN] else None)

    @property
    def media_type(self) -> str:
        return "application/pdf" if self is FileType.PDF else f"image/{self.value}"

    @property
    def kept_as(self) -> "FileType":
        """The type after normalising: every picture becomes a JPEG."""
        return FileType.PDF if self is FileType.PDF else FileType.JPEG

    @property
    def extension(self) -> str:
        return {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}[self.value]


_PDF = b"%PDF-"
_PICTURES = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_PDF_WITHIN = 1024
"""Readers of PDF look for its header in so many bytes (PDF Reference 1.7, appendix H.3, note 13)."""
