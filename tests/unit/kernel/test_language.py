"""The language of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.language import Language, split_path

PATHS = {
    "/": (Language.KAZAKH, "/"),
    "/ru": (Language.RUSSIAN, "/"),
    "/ru/": (Language.RUSSIAN, "/"),
    "/en": (Language.ENGLISH, "/"),
    "/cabinet": (Language.KAZAKH, "/cabinet"),
    "/ru/cabinet": (Language.RUSSIAN, "/cabinet"),
    "/en/cabinet/messages": (Language.ENGLISH, "/cabinet/messages"),
    "/rural": (Language.KAZAKH, "/rural"),
    "/english": (Language.KAZAKH, "/english"),
    "/kk/cabinet": (Language.KAZAKH, "/kk/cabinet"),
    "/ru/en/cabinet": (Language.RUSSIAN, "/en/cabinet"),
}


@pytest.mark.parametrize(("address", "expected"), PATHS.items())
def test_an_address_tells_its_language(address: str, expected: tuple[Language, str]) -> None:
    assert split_path(address) == expected


@given(st.sampled_from(Language), st.from_regex(r"/[a-z]{3,}(/[a-z0-9]+){0,3}", fullmatch=True))
def test_a_link_leads_back_to_its_page_and_language(language: Language, path: str) -> None:
    assert split_path(language.link(path)) == (language, path)


def test_kazakh_has_no_prefix() -> None:
    assert [language.link("/cabinet") for language in Language] == ["/cabinet", "/ru/cabinet", "/en/cabinet"]
