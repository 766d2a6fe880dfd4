"""Phone numbers and e-mail addresses: each is kept in one form, or refused with a reason."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Fault
from portal.reading.contacts import email_address, phone_number
from portal.reading.field import Reader

pytestmark = pytest.mark.clause("R-10.5")

NO_PHONE = Fault("Enter the full phone number. Pattern: +7 701 000 00 00")
NO_EMAIL = Fault("Check the e-mail address. Pattern: aty@example.kz")


@pytest.mark.parametrize(
    "typed",
    [
        "+7 701 000 00 00",
        "8 (701) 000-00-00",
        "87010000000",
        "7 701 000 00 00",
        " +7(701)0000000 ",
        "+7-701-000-00-00",
        "\u202d+7\u00a0701\u00a0000\u20110000\u202c",
        "８（７０１）０００－００－００",
        "tel:+77010000000",
        "(+7) 701 000.00.00",
        "٨٧٠١٠٠٠٠٠٠٠",
    ],
)
def test_a_phone_number_is_kept_in_one_form(typed: str) -> None:
    assert phone_number(typed) == "+77010000000"


def test_a_land_line_is_a_phone_too() -> None:
    assert phone_number("+7 7112 50 00 00") == "+77112500000"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "701 000 00 00",
        "+7 701 000 00 0",
        "+7 495 000 00 00",
        "+1 701 000 00 00",
        "жоқ",
        "+8 701 000 00 00",
        "87010000000 Абай",
        "8701000000 0 қос. 5",
        "8 701 000 00 00, 8 702 000 00 00",
        "8/701/0000000",
        "7+7010000000",
    ],
)
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    assert phone_number(typed) == NO_PHONE


@pytest.mark.parametrize("typed", ["a@b.kz", "assel.synaqova+queue@mail.example.kz", "әсел@пошта.қаз", " a@b.kz "])
def test_an_address_of_electronic_mail_is_kept(typed: str) -> None:
    assert email_address(typed) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<a@b.kz>", "a@b.kz"),
        ("Әсел С. <a@b.kz>", "a@b.kz"),
        ("mailto:a@b.kz", "a@b.kz"),
        ("MAILTO:a@b.kz", "a@b.kz"),
        ("a@b.kz,", "a@b.kz"),
        ("a@b.kz;", "a@b.kz"),
        ("a@b.kz.", "a@b.kz"),
        ("\ufeffa@b\u00ad.kz\u200b", "a@b.kz"),
        ("a@B.KZ", "a@b.kz"),
        ("A.b@b.kz", "A.b@b.kz"),
        ("a@xn--80a1acn3a.xn--80ao21a", "a@пошта.қаз"),
        ("әсел@ПОШТА.ҚАЗ", "әсел@пошта.қаз"),
        ("и\u0306@b.kz", "й@b.kz"),
        ("o’neil@b.kz", "o'neil@b.kz"),
        ("a‑b@c–d.kz", "a-b@c-d.kz"),
    ],
)
def test_an_address_is_kept_as_its_owner_reads_it(typed: str, kept: str) -> None:
    assert email_address(typed) == kept


@pytest.mark.parametrize("typed", ["аsel@mail.kz", "a@mаil.kz", "a.aсел@mail.kz"])
def test_a_word_of_an_address_is_in_one_alphabet(typed: str) -> None:
    assert email_address(typed) == Fault("One word mixes Cyrillic and Latin letters")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "a@b",
        "@b.kz",
        "a@",
        "a@b.",
        "a b@c.kz",
        "a@b@c.kz",
        "a" * 250 + "@b.kz",
        "a@b..kz",
        "a..b@b.kz",
        ".a@b.kz",
        "a.@b.kz",
        "a" * 65 + "@b.kz",
        "a@-b.kz",
        "a@b.kz, b@b.kz",
        "a@[10.0.0.1]",
        "mailto:a@b.kz?subject=1",
        "a@" + "b" * 64 + ".kz",
        "\u200b",
    ],
)
def test_what_is_no_address_of_electronic_mail_is_refused(typed: str) -> None:
    assert email_address(typed) == NO_EMAIL


def test_what_is_much_too_long_for_an_address_is_refused_in_little_time() -> None:
    before = process_time()

    assert email_address("a" + "." * 60_000 + ">x") == NO_EMAIL
    assert process_time() - before < 3


@pytest.mark.parametrize("read", [phone_number, email_address])
@given(typed=st.text())
def test_reading_a_contact_that_was_kept_changes_nothing(read: Reader, typed: str) -> None:
    kept = read(typed)

    assert isinstance(kept, Fault) or read(kept) == kept
