"""A person's IIN and an organisation's BIN: kept as twelve digits, or refused with a reason."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.iin import Iin, IinFault, check_digit
from portal.kernel.outcomes import Fault
from portal.reading.field import Reader
from portal.reading.numbers import IIN_FAULTS, bin_number, fault_of_birth, iin_number

pytestmark = pytest.mark.clause("R-10.5")


def test_an_iin_is_kept_as_twelve_digits() -> None:
    assert iin_number("790315 310012") == "790315310012"


@pytest.mark.parametrize(
    "typed",
    [
        "\u202d790315310012\u202c",
        "\ufeff790315310012",
        "790315\u200b310012",
        "790315\u00ad310012",
        "790315\u2011310012",
        "790315\u2013310012",
        "790315\u00a0310012",
        "７９０３１５３１００１２",
        "٧٩٠٣١٥٣١٠٠١٢",
        "𝟕𝟗𝟎𝟑𝟏𝟓𝟑𝟏𝟎𝟎𝟏𝟐",
    ],
)
def test_an_iin_is_read_as_it_looks(typed: str) -> None:
    assert iin_number(typed) == "790315310012"


@pytest.mark.parametrize("typed", ["79О315310012", "7903I5310012", "790315³10012"])
def test_what_looks_like_a_digit_but_is_none_is_refused(typed: str) -> None:
    assert iin_number(typed) == Fault("The IIN may contain digits only", {"n": 12})


@pytest.mark.parametrize(
    ("now", "fault"),
    [
        (datetime(2026, 12, 4, 18, 59, tzinfo=UTC), Fault("Invalid IIN: the birth date in it has not come yet")),
        (datetime(2026, 12, 4, 19, tzinfo=UTC), None),
        (datetime(2056, 1, 1, tzinfo=UTC), None),
    ],
)
def test_nobody_has_an_iin_before_the_day_of_birth_begins_in_kazakhstan(now: datetime, fault: Fault | None) -> None:
    born_on_the_fifth = Iin(f"26120560001{check_digit('26120560001')}")

    assert fault_of_birth(born_on_the_fifth, now) == fault


def test_a_wrong_iin_is_told_with_the_number_of_its_digits() -> None:
    assert iin_number("7903 1531") == Fault("The IIN must have 12 digits. Entered: %(n)s.", {"n": 8})


def test_every_fault_of_an_iin_has_a_text_of_its_own() -> None:
    assert set(IIN_FAULTS) == set(IinFault)
    assert len(set(IIN_FAULTS.values())) == len(IinFault)


def test_a_bin_is_kept_as_twelve_digits() -> None:
    assert bin_number(" 990240 000105 ") == "990240000105"
    assert bin_number("\u202d9902\u20114000-0105\u202c") == "990240000105"


@pytest.mark.parametrize("typed", ["", "BIN", "990240000106", "9902.4000.0105", "790315310012"])
def test_what_is_no_bin_is_refused(typed: str) -> None:
    assert bin_number(typed) == Fault("Enter the organisation's BIN: 12 digits")


@pytest.mark.parametrize("read", [iin_number, bin_number])
@given(typed=st.text())
def test_reading_a_number_that_was_kept_changes_nothing(read: Reader, typed: str) -> None:
    kept = read(typed)

    assert isinstance(kept, Fault) or read(kept) == kept
