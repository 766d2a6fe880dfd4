"""The accepted types of file. The content decides the type, never the sender's name for it."""

from enum import StrEnum
from typing import Self


class FileType(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"

    @classmethod
    def of(cls, content: bytes) -> Self | None:
        """The type by the first bytes. Before the header of a PDF some senders add a byte order mark or blanks."""
        start = content[:_LONGEST_LEAD].removeprefix(_BYTE_ORDER_MARK).lstrip()
        if start.startswith(_PDF):
            return cls("pdf")
        return next((cls(kind) for kind, magic in _PICTURES.items() if content.startswith(magic)), None)

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
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_LEAD = 1024
"""Readers of PDF look for its header in so many bytes (ISO 32000-1, annex H.3, note 13)."""
