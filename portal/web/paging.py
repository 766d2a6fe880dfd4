"""Lists are paged; none is ever sent whole."""

import re
from dataclasses import dataclass

from portal.web.page import AnyRequest

SIZE = 20
_NUMBER = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` of a list of `count` rows."""

    number: int
    count: int

    @property
    def total(self) -> int:
        return max(1, -(-self.count // SIZE))


def page_number(request: AnyRequest) -> int:
    """The number in ?page=; 1 if it is missing or malformed."""
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if _NUMBER.fullmatch(asked) else 1
