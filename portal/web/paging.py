"""Lists come in pages; nothing is ever listed whole."""

from dataclasses import dataclass

from portal.web.page import PortalRequest

SIZE = 20
_LAST = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` of a list of `count` rows."""

    number: int
    count: int

    @property
    def total(self) -> int:
        return max(1, -(-self.count // SIZE))


def page_number(request: PortalRequest) -> int:
    """The page asked for by ?page=; 1 for anything that is no page."""
    asked = request.query_params.get("page", "1")
    return min(int(asked), _LAST) if asked.isascii() and asked.isdigit() and int(asked) > 0 else 1
