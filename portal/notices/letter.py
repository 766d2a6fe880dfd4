"""The text of a notice: the same for the signed PDF and for the page in the cabinet."""

from enum import StrEnum

from portal.notices.kinds import NOTICES
from portal.notices.tables import Notice
from portal.rendering.environment import Rendering


class LetterPart(StrEnum):
    """Which template of the notice's folder."""

    BODY = "body"
    """The text alone, to include in a page."""
    DOCUMENT = "document"
    """A whole HTML document."""


def letter_html(rendering: Rendering, notice: Notice, part: LetterPart) -> str:
    """Return the notice as HTML, in its own language."""
    rows = NOTICES[notice.kind].rows(notice.data)
    context = {"notice": notice, "data": notice.data, **rows.context()}
    return rendering.render(notice.language, f"notices/{notice.kind.value}/{part.value}.html", context)
