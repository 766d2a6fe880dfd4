"""What was typed into one field: kept as it should be, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.applications.readers import (
    IIN_FAULTS,
    email,
    iin,
    name,
    one_of,
    optional,
    phone,
    some,
    text,
    ticked,
    tidy,
)
from portal.kernel.iin import IinFault
from portal.kernel.outcomes import Fault

pytestmark = pytest.mark.clause("R-10.5")

read_name = name("Surname")
MIXED = "One word mixes Cyrillic and Latin letters"
NO_NAME = "This does not look like a person's name. Use letters, hyphen and space."
NO_PHONE = "Enter the full phone number. Pattern: +7 701 000 00 00"
NO_EMAIL = "Check the e-mail address. Pattern: aty@example.kz"


def message_of(read: str | Fault) -> str:
    assert isinstance(read, Fault)
    return read.message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Әлібекұлы", "Әлібекұлы"),
        ("Құралай", "Құралай"),
        ("Ғабит Іңкәр", "Ғабит Іңкәр"),
        ("  Сынақова  ", "Сынақова"),
        ("Ахмет \t Жан", "Ахмет Жан"),
        ("Римская-Корсакова", "Римская-Корсакова"),
        ("Артём", "Артём"),
        ("O'Brien", "O'Brien"),
        ("D’Artagnan", "D’Artagnan"),
        ("Müller", "Müller"),
        ("Nguyễn", "Nguyễn"),
        ("van der Berg", "van der Berg"),
        ("БАСШЫБАЕВ", "БАСШЫБАЕВ"),
        ("Anna Сынақова", "Anna Сынақова"),
        ("Серии\u0306", "Серий"),
    ],
)
def test_a_name_is_kept_as_it_stands_in_the_document(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Fill in “%(field)s”"),
        (" \t ", "Fill in “%(field)s”"),
        ("Aхметов", MIXED),
        ("Сынақовa", MIXED),
        ("Сынақ-ova", MIXED),
        ("Ахмет2", NO_NAME),
        ("-Ахмет", NO_NAME),
        ("Ахмет-", NO_NAME),
        ("Ахмет  --  Жан", NO_NAME),
        ("Ахмет!", NO_NAME),
        ("А.", NO_NAME),
        ("<б>Ахмет</б>", NO_NAME),
        ("=cmd", NO_NAME),
        ("Ә" * 101, NO_NAME),
    ],
)
def test_what_is_no_name_is_refused(typed: str, message: str) -> None:
    assert message_of(read_name(typed)) == message


@pytest.mark.parametrize(
    "typed",
    ["+7 701 000 00 00", "8 (701) 000-00-00", "87010000000", "7 701 000 00 00", " +7(701)0000000 ", "+7-701-000-00-00"],
)
def test_a_phone_number_is_kept_in_one_form(typed: str) -> None:
    assert phone(typed) == "+77010000000"


def test_a_land_line_is_a_phone_too() -> None:
    assert phone("+7 7112 50 00 00") == "+77112500000"


@pytest.mark.parametrize(
    "typed", ["", "701 000 00 00", "+7 701 000 00 0", "+7 495 000 00 00", "+1 701 000 00 00", "жоқ"]
)
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    assert message_of(phone(typed)) == NO_PHONE


@pytest.mark.parametrize("typed", ["a@b.kz", "assel.synaqova+queue@mail.example.kz", "әсел@пошта.қаз", " a@b.kz "])
def test_an_address_of_electronic_mail_is_kept(typed: str) -> None:
    assert email(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "a", "a@b", "@b.kz", "a@", "a@b.", "a b@c.kz", "a@b@c.kz", "a" * 250 + "@b.kz"])
def test_what_is_no_address_of_electronic_mail_is_refused(typed: str) -> None:
    assert message_of(email(typed)) == NO_EMAIL


def test_an_iin_is_kept_as_twelve_digits() -> None:
    assert iin("790315 310012") == "790315310012"


def test_a_wrong_iin_is_told_with_the_number_of_its_digits() -> None:
    assert iin("7903 1531") == Fault("The IIN must have 12 digits. Entered: %(n)s.", {"n": 8})


def test_every_fault_of_an_iin_has_a_text_of_its_own() -> None:
    assert set(IIN_FAULTS) == set(IinFault)
    assert len(set(IIN_FAULTS.values())) == len(IinFault)


def test_a_text_is_one_line_of_some_length() -> None:
    read = text("Remark", 10)

    assert read("  Абай \n 5 ") == "Абай 5"
    assert read("  ") == Fault("Fill in “%(field)s”", {"field": "Remark"})
    assert read("Ә" * 11) == Fault("No more than %(max)s characters. Now: %(n)s.", {"max": 10, "n": 11})


def test_nothing_is_an_answer_where_it_may_be() -> None:
    read = optional(phone)

    assert [read(""), read("  "), read("87010000000"), message_of(read("1"))] == ["", "", "+77010000000", NO_PHONE]


def test_one_of_the_codes_offered_is_chosen_or_nothing() -> None:
    read = one_of({"yes", "no"}, "Choose")

    assert [read("yes"), read(""), read("YES")] == ["yes", Fault("Choose"), Fault("Choose")]


def test_something_must_be_chosen() -> None:
    assert [some("Choose")("oral"), some("Choose")("")] == ["oral", Fault("Choose")]


def test_a_box_is_ticked_or_not() -> None:
    assert [ticked("Tick")("on"), ticked("Tick")("")] == ["yes", Fault("Tick")]


@given(st.text())
def test_reading_what_was_kept_changes_nothing(typed: str) -> None:
    for read in (read_name, phone, email, iin, text("Remark")):
        kept = read(typed)
        assert isinstance(kept, Fault) or read(kept) == kept


@given(st.text())
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)
