"""The checks of plain figures: each at its limit."""

import pytest

from portal.documents.checks.empty import empty
from portal.documents.checks.pages import pages
from portal.documents.checks.pixels import pixels
from portal.documents.checks.quota import quota
from portal.documents.checks.size import size
from portal.kernel.outcomes import Accepted, Refused

MB = 1024 * 1024


def test_an_empty_file_is_refused() -> None:
    assert empty(b"") == Refused("empty")
    assert empty(b"\0") == Accepted()


def test_twenty_megabytes_are_the_most_a_file_may_have() -> None:
    assert size(bytes(20 * MB)) == Accepted()
    assert size(bytes(20 * MB + 1)) == Refused("large", {"size": "21", "max": "20"})


@pytest.mark.parametrize(
    ("files", "together", "one_more", "outcome"),
    [
        (0, 0, 20 * MB, Accepted()),
        (11, 0, 1, Accepted()),
        (12, 0, 1, Refused("many", {"max": "12"})),
        (3, 40 * MB, 20 * MB, Accepted()),
        (3, 40 * MB + 1, 20 * MB, Refused("large_all", {"max": "60"})),
    ],
)
def test_an_application_has_room_for_so_much(files: int, together: int, one_more: int, outcome: object) -> None:
    assert quota(files, together, one_more) == outcome


def test_fifty_million_pixels_are_the_most_a_picture_may_have() -> None:
    assert pixels(10_000, 5_000) == Accepted()
    assert pixels(10_000, 5_001) == Refused("many_pixels", {"max": "50"})


def test_a_document_has_one_to_a_hundred_pages() -> None:
    assert pages(1) == pages(100) == Accepted()
    assert pages(0) == Refused("broken")
    assert pages(101) == Refused("many_pages", {"pages": "101", "max": "100"})
