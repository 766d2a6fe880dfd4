"""The fast path of `elements` finds what `read_element` finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from auth.certificates.encoding.der import DerError, Element, elements, read_element

OCTETS = some.sampled_from([*range(6), 0x7F, 0x80, 0x81, 0x82, 0x83, 0x30, 0xA0, 0x1F, 0xFF])


def one_by_one(data: bytes) -> list[Element] | None:
    found, at = [], 0
    try:
        while at < len(data):
            element, at = read_element(data, at)
            found.append(element)
    except DerError:
        return None
    return found


@given(some.lists(OCTETS, max_size=24).map(bytes), some.sampled_from([0, 0, 200, 300]))
def test_elements_are_those_read_one_by_one(head: bytes, zeros: int) -> None:
    data = head + bytes(zeros)
    try:
        found = elements(data)
    except DerError:
        found = None

    assert found == one_by_one(data)


@pytest.mark.parametrize(("count", "refused"), [(8192, False), (8193, True)])
def test_more_elements_than_anything_honest_has_are_refused(count: int, refused: bool) -> None:
    for data in (b"\x05\x00" * count, b"\x30\x80" + b"\x05\x00" * count + b"\x00\x00"):
        try:
            assert (refused, bool(elements(data))) == (False, True)
        except DerError:
            assert refused
