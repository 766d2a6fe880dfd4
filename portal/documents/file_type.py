"""The accepted types of file. The content decides the type, never the sender's name for it."""

from enum import StrEnum
from typing import Self


class FileType(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"

    @classmethod
    def of(cls, content: bytes) -> Self | None:
        """The type by the first bytes. Some readers accept bytes before them; the portal does not."""
        return next((cls(kind) for kind, magic in _MAGIC.items() if content.startswith(magic)), None)

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


_MAGIC = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
