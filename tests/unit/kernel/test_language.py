"""The language of an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.language import Language, language_of_code, split_path, text_in

QUOTED = re.compile("'[^']*'")

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


@given(st.sampled_from(Language), st.from_regex(r"/[a-z]{4,}(/[a-z0-9]+){0,3}", fullmatch=True))
def test_a_link_leads_back_to_its_page_and_language(language: Language, path: str) -> None:
    assert split_path(language.link(path)) == (language, path)


def test_kazakh_has_no_prefix_and_the_others_their_codes() -> None:
    links = {language.value: language.link("/cabinet") for language in Language}

    assert links == {code: f"/{code}/cabinet" for code in links} | {"kk": "/cabinet"}
    assert {"kk", "ru", "en"} <= links.keys()


def test_a_code_that_is_none_is_kazakh() -> None:
    assert [language_of_code(code) for code in ("en", "xx", "")] == [Language.ENGLISH, Language.KAZAKH, Language.KAZAKH]


@pytest.mark.parametrize(
    ("language", "expected"),
    [(Language.KAZAKH, "Орал"), (Language.RUSSIAN, "Уральск"), (Language.ENGLISH, "Орал")],
)
def test_a_text_that_a_language_lacks_is_kazakh(language: Language, expected: str) -> None:
    assert text_in({Language.KAZAKH: "Орал", Language.RUSSIAN: "Уральск"}, language) == expected


def fields(pattern: str) -> list[str]:
    """What a pattern of CLDR has besides words of the language."""
    return sorted(re.findall(r"[A-Za-z]+", QUOTED.sub("", pattern)))


def test_every_language_names_itself_and_says_how_it_writes_a_day() -> None:
    """Day, month and year must be in it, each once."""
    assert [language for language in Language if not language.own_name] == []
    patterns = [pattern for language in Language for pattern in (language.screen_date, language.document_date)]
    assert [pattern for pattern in patterns if fields(pattern) != ["MMMM", "d", "yyyy"]] == []
