"""A notice in words: the same text for the PDF that is signed and for the page in the cabinet."""

from enum import StrEnum

from portal.notices.kinds import NOTICES
from portal.notices.tables import Notice
from portal.rendering.environment import Rendering


class LetterPart(StrEnum):
    """Which template of the notice's folder."""

    BODY = "body"
    """The text alone, to stand inside a page."""
    DOCUMENT = "document"
    """A document of its own."""


def letter_html(rendering: Rendering, notice: Notice, part: LetterPart) -> str:
    """In the notice's own language."""
    rows = NOTICES[notice.kind].rows(notice.data)
    context = {"notice": notice, "data": notice.data, **rows.context()}
    return rendering.render(notice.language, f"notices/{notice.kind.value}/{part.value}.html", context)
