"""The languages of the portal, one row each. Kazakh is the first: its addresses carry no prefix."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """Its code, its own name, and how people write a day: on screens, and in documents (patterns of CLDR).

    What else a language needs is Babel's, and its texts are in its catalogue, `rendering/locales/<code>.po`.
    """

    own_name: str
    screen_date: str
    document_date: str

    KAZAKH = "kk", "Қазақша", "yyyy 'ж'. d MMMM", "yyyy 'жылғы' d MMMM"
    RUSSIAN = "ru", "Русский", "d MMMM yyyy 'г'.", "d MMMM yyyy 'года'"
    ENGLISH = "en", "English", "d MMMM yyyy", "d MMMM yyyy"

    def __new__(cls, code: str, own_name: str, screen_date: str, document_date: str) -> Self:
        language = str.__new__(cls, code)
        language._value_ = code
        language.own_name, language.screen_date, language.document_date = own_name, screen_date, document_date
        return language

    @property
    def prefix(self) -> str:
        """The prefix of a page's path in this language: "" or "/ru"."""
        return "" if self is Language.KAZAKH else f"/{self.value}"

    def link(self, path: str) -> str:
        """The address of a page in this language, from its path without prefix."""
        return self.prefix + path


Translate = Callable[[Language, str], str]
"""A msgid in a language, as it is shown."""

_BY_CODE = {language.value: language for language in Language}
_WITH_PREFIX = tuple(language for language in Language if language.prefix)


def split_path(path: str) -> tuple[Language, str]:
    """The language of an address, and the address without its prefix."""
    for language in _WITH_PREFIX:
        if path == language.prefix or path.startswith(language.prefix + "/"):
            return language, path.removeprefix(language.prefix) or "/"
    return Language.KAZAKH, path


def language_of_code(code: str) -> Language:
    """Kazakh where no language has the code."""
    return _BY_CODE.get(code, Language.KAZAKH)


def text_in(texts: Mapping[Language, str], language: Language) -> str:
    """The text in a language, or in Kazakh, the state language, where there is none in it."""
    return texts.get(language) or texts[Language.KAZAKH]


def N_(text: str) -> str:  # noqa: N802 -- the name gettext's extraction tools know
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text
