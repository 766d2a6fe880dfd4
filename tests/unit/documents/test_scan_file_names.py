"""A file name is shown, signed and offered for download, so it must not deceive."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.file_name import LONGEST_NAME, clean_name
from portal.documents.file_type import FileType


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Отбасы құрамы.pdf", "Отбасы құрамы.pdf"),
        ("Әділет Ғұмар Қаңтар Өң Ұ Ү Һ І.PDF", "Әділет Ғұмар Қаңтар Өң Ұ Ү Һ І.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..", "scan.pdf"),
        ("C:\\Users\\a\\Справка.pdf", "Справка.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe.pdf"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("a\ud800b.pdf", "a_b.pdf"),
        ("a\ue000b.pdf", "a_b.pdf"),
        ("a\u3164\u2800b.pdf", "a b.pdf"),
        ("и\u0306од.pdf", "йод.pdf"),
        ("photo.jpg", "photo.pdf"),
        ("scan.pdf.exe", "scan.pdf.exe.pdf"),
        ("con", "_con.pdf"),
        ("COM1.pdf", "_COM1.pdf"),
        ("consul.pdf", "consul.pdf"),
        ('a<b>"c"|?*.pdf', "a_b__c____.pdf"),
        ("  a   b  .pdf", "a b.pdf"),
        (".pdf", "scan.pdf"),
        ("", "scan.pdf"),
        ("қ" * 300 + ".pdf", "қ" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent, FileType.PDF) == kept


def test_a_name_ends_as_its_content_does() -> None:
    assert clean_name("passport.png", FileType.PNG.kept_as) == "passport.jpg"
    assert clean_name("passport.JPEG", FileType.JPEG.kept_as) == "passport.jpg"


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_a_cleaned_name_is_always_safe(sent: str) -> None:
    name = clean_name(sent, FileType.PDF)
    assert not [character for character in name if unicodedata.category(character)[0] == "C"]
    assert not set(name) & set('/\\<>:"|?*')
    assert unicodedata.is_normalized("NFC", name)
    assert len(name) <= LONGEST_NAME
    assert name.endswith(".pdf")
    assert not name.startswith((".", " "))


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(sent: str) -> None:
    once = clean_name(sent, FileType.PDF)
    assert clean_name(once, FileType.PDF) == once
