"""The three languages of the portal. Kazakh is the first: its addresses carry no prefix."""

from enum import StrEnum


class Language(StrEnum):
    KAZAKH = "kk"
    RUSSIAN = "ru"
    ENGLISH = "en"

    @property
    def prefix(self) -> str:
        """What stands before a page's path in this language: "" or "/ru"."""
        return "" if self is Language.KAZAKH else f"/{self.value}"

    def link(self, path: str) -> str:
        """The address of a page in this language, from its path without prefix."""
        return self.prefix + path

    @property
    def own_name(self) -> str:
        return {"kk": "Қазақша", "ru": "Русский", "en": "English"}[self.value]


def split_path(path: str) -> tuple[Language, str]:
    """The language an address is in, and the address without its prefix."""
    for language in (Language.RUSSIAN, Language.ENGLISH):
        if path == language.prefix or path.startswith(language.prefix + "/"):
            return language, path.removeprefix(language.prefix) or "/"
    return Language.KAZAKH, path


def N_(text: str) -> str:  # noqa: N802 -- the name gettext's extraction tools know
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text
