"""A person's name: kept as it stands in the document, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Fault
from portal.reading.names import person_name

pytestmark = pytest.mark.clause("R-10.5")

read_name = person_name("Surname")
MIXED = "One word mixes Cyrillic and Latin letters"
NO_NAME = "This does not look like a person's name. Use letters, hyphen and space."


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
        ("D’Artagnan", "D'Artagnan"),
        *((f"O{apostrophe}Brien", "O'Brien") for apostrophe in "\u2018\u2019\u02bb\u02bc`\u00b4\u2032\uff07"),
        *((f"Нұр{dash}Айша", "Нұр-Айша") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"),
        ("\u2068Сынақова\u2069\u00a0", "Сынақова"),
        ("Сынақ\u00adова\u200b", "Сынақова"),
        ("Сынақова – Жанова", "Сынақова-Жанова"),
        ("Сынақова -Жанова", "Сынақова-Жанова"),
        ("Rabi’", "Rabi'"),
        ("Rabi\u02bc Ali", "Rabi' Ali"),
        ("Ахме\u0301тов", "Ахме\u0301тов"),
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
    ("typed", "characters"),
    [
        ("王小明", "王 小 明"),
        ("სოფიო", "ს ო ფ ი"),
        ("سارة", "س ا ر ة"),
        ("Айгүл😀", "😀"),
        ("א", "א"),
        ("अनिता", "अ न ◌ि त ◌ा"),
    ],
)
def test_a_name_that_no_letter_can_be_printed_with_is_told(typed: str, characters: str) -> None:
    """A document of Kazakhstan has a name in Cyrillic or Latin letters."""
    told = "These characters cannot be printed in a letter: %(characters)s. Write it in Cyrillic or Latin letters."
    assert read_name(typed) == Fault(told, {"characters": characters})


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
        ("'Ахмет'", NO_NAME),
        ("O''Brien", NO_NAME),
        ("Ахмет - ", NO_NAME),
        ("А.", NO_NAME),
        ("<б>Ахмет</б>", NO_NAME),
        ("=cmd", NO_NAME),
        ("Ахмет\u0301\u0301-", NO_NAME),
        ("\u200b", "Fill in “%(field)s”"),
        ("Нұрәli", MIXED),
        ("Ә" * 101, NO_NAME),
    ],
)
def test_what_is_no_name_is_refused(typed: str, message: str) -> None:
    read = read_name(typed)

    assert isinstance(read, Fault)
    assert read.message == message


@given(st.text())
def test_reading_a_name_that_was_kept_changes_nothing(typed: str) -> None:
    kept = read_name(typed)

    assert isinstance(kept, Fault) or read_name(kept) == kept
