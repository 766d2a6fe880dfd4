"""Fields with a choice, and fields that may stay empty."""

import pytest

from portal.kernel.outcomes import Fault
from portal.reading.choices import one_of, some_of, something_chosen
from portal.reading.contacts import phone_number
from portal.reading.field import optional

pytestmark = pytest.mark.clause("R-10.5")


def test_nothing_is_an_answer_where_it_may_be() -> None:
    read = optional(phone_number)

    assert [read(""), read("  "), read("87010000000"), read("1")] == [
        "",
        "",
        "+77010000000",
        Fault("Enter the full phone number. Pattern: +7 701 000 00 00"),
    ]


def test_one_of_the_codes_offered_is_chosen_or_nothing() -> None:
    read = one_of({"yes", "no"}, "Choose")

    assert [read("yes"), read(""), read("YES")] == ["yes", Fault("Choose"), Fault("Choose")]


def test_something_must_be_chosen() -> None:
    assert [something_chosen("Choose")("oral"), something_chosen("Choose")("")] == ["oral", Fault("Choose")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a", "a"),
        ("b a", "a b"),
        ("a a", "a"),
        ("a other", "a"),
        ("", Fault("Choose")),
        ("other", Fault("Choose")),
    ],
)
def test_some_of_the_codes_offered_are_chosen_or_nothing(typed: str, kept: str | Fault) -> None:
    assert some_of(["a", "b"], "Choose")(typed) == kept
