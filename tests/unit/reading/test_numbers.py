"""A person's IIN and an organisation's BIN: kept as twelve digits, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.iin import IinFault
from portal.kernel.outcomes import Fault
from portal.reading.field import Reader
from portal.reading.numbers import IIN_FAULTS, bin_number, iin_number

pytestmark = pytest.mark.clause("R-10.5")


def test_an_iin_is_kept_as_twelve_digits() -> None:
    assert iin_number("790315 310012") == "790315310012"


def test_a_wrong_iin_is_told_with_the_number_of_its_digits() -> None:
    assert iin_number("7903 1531") == Fault("The IIN must have 12 digits. Entered: %(n)s.", {"n": 8})


def test_every_fault_of_an_iin_has_a_text_of_its_own() -> None:
    assert set(IIN_FAULTS) == set(IinFault)
    assert len(set(IIN_FAULTS.values())) == len(IinFault)


def test_a_bin_is_kept_as_twelve_digits() -> None:
    assert bin_number(" 990240 000105 ") == "990240000105"


@pytest.mark.parametrize("typed", ["", "BIN", "990240000106", "9902-4000-0105", "790315310012"])
def test_what_is_no_bin_is_refused(typed: str) -> None:
    assert bin_number(typed) == Fault("Enter the organisation's BIN: 12 digits")


@pytest.mark.parametrize("read", [iin_number, bin_number])
@given(typed=st.text())
def test_reading_a_number_that_was_kept_changes_nothing(read: Reader, typed: str) -> None:
    kept = read(typed)

    assert isinstance(kept, Fault) or read(kept) == kept
