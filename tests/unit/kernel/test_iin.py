"""IINs, and the faults of texts that are none. All numbers are synthetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.iin import Bin, Iin, IinFault, check_digit

pytestmark = pytest.mark.clause("R-10.1")

VALID = {
    "790315310012": date(1979, 3, 15),
    "851120420022": date(1985, 11, 20),
    "960229312345": date(1996, 2, 29),
    "960612430034": date(1996, 6, 12),
    "011231640049": date(2001, 12, 31),
    "040517550057": date(2004, 5, 17),
    "000229660068": date(2000, 2, 29),
    "580509370801": date(1958, 5, 9),
    "991231480903": date(1999, 12, 31),
    "100701590098": date(2010, 7, 1),
}
REFUSED = {
    "": IinFault.EMPTY,
    "   ": IinFault.EMPTY,
    "79031A301001": IinFault.DIGITS,
    "٧٩٠٣١٥٣٠١٠٠١": IinFault.DIGITS,
    "79031530100": IinFault.LENGTH,
    "7903153010011": IinFault.LENGTH,
    "140540000104": IinFault.ORGANISATION,
    "000000000000": IinFault.CENTURY,
    "790315701000": IinFault.CENTURY,
    "790231301000": IinFault.DATE,
    "791315301000": IinFault.DATE,
    "790229300000": IinFault.DATE,
    "880808300540": IinFault.CHECK_DIGIT,
    "790315310013": IinFault.CHECK_DIGIT,
    "790315301012": IinFault.CHECK_DIGIT,
}
BINS = ("140540000104", "991240000102", "201151000106", "160962000102")

dates = st.dates(date(1900, 1, 1), date(2099, 12, 31))
serials = st.integers(0, 9999)


@pytest.mark.parametrize(("digits", "born"), VALID.items())
def test_a_valid_number_is_taken_and_tells_the_birth_date(digits: str, born: date) -> None:
    number = Iin.parse(digits)

    assert isinstance(number, Iin)
    assert (str(number), number.birth_date) == (digits, born)


@pytest.mark.parametrize(("text", "fault"), REFUSED.items())
def test_a_refusal_is_named(text: str, fault: IinFault) -> None:
    assert Iin.parse(text) is fault


def test_every_refusal_has_an_example() -> None:
    assert set(REFUSED.values()) == set(IinFault)


@pytest.mark.parametrize("text", ["790315 310012", "790315-310012", " 7903 1531 0012 ", "790315\u00a0310012"])
def test_spaces_and_hyphens_between_digits_are_left_out(text: str) -> None:
    assert Iin.parse(text) == Iin("790315310012")


@given(st.text("0123456789", min_size=11, max_size=11))
def test_the_check_digit_belongs_to_its_eleven(eleven: str) -> None:
    fitting = [digit for digit in range(10) if check_digit(eleven) == digit]

    assert fitting == ([] if check_digit(eleven) is None else [check_digit(eleven)])


@given(dates, st.sampled_from("mf"), serials)
def test_a_number_made_by_the_rules_is_read_back_and_no_other_check_digit_is(born: date, sex: str, serial: int) -> None:
    century = {("m", 19): 3, ("f", 19): 4, ("m", 20): 5, ("f", 20): 6}[sex, born.year // 100]
    eleven = f"{born:%y%m%d}{century}{serial:04d}"

    taken = [parsed for digit in range(10) if isinstance(parsed := Iin.parse(f"{eleven}{digit}"), Iin)]

    expected = check_digit(eleven)
    assert [str(number) for number in taken] == ([] if expected is None else [f"{eleven}{expected}"])
    assert {number.birth_date for number in taken} <= {born}


@given(st.text())
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    assert isinstance(Iin.parse(text), (Iin, IinFault))


@pytest.mark.parametrize("digits", VALID)
def test_a_number_is_never_shown_by_repr(digits: str) -> None:
    number = Iin(digits)

    assert {repr(number), f"{number!r}", repr([number])[1:-1]} == {"Iin(************)"}


@pytest.mark.parametrize("digits", BINS)
def test_a_number_of_an_organisation_is_taken_as_such(digits: str) -> None:
    assert Bin.parse(digits) == Bin(digits)


@pytest.mark.parametrize("digits", ["140540000105", "790315310012", "14054000010", "140540000104 ", ""])
def test_anything_else_is_no_number_of_an_organisation(digits: str) -> None:
    assert Bin.parse(digits) is None
