"""Text: one line in its canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Fault
from portal.reading.text import one_line, required_text

pytestmark = pytest.mark.clause("R-10.5")


def test_a_text_is_one_line_of_some_length() -> None:
    read = required_text("Remark", 10)

    assert read("  Абай \n 5 ") == "Абай 5"
    assert read("  ") == Fault("Fill in “%(field)s”", {"field": "Remark"})
    assert read("Ә" * 11) == Fault("No more than %(max)s characters. Now: %(n)s.", {"max": 10, "n": 11})


@given(st.text())
def test_reading_a_text_that_was_kept_changes_nothing(typed: str) -> None:
    read = required_text("Remark")
    kept = read(typed)

    assert isinstance(kept, Fault) or read(kept) == kept


@given(st.text())
def test_a_line_made_canonical_twice_is_what_it_was_after_the_first_time(typed: str) -> None:
    assert one_line(one_line(typed)) == one_line(typed)
