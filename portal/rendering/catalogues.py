"""Translations, read from the .po files at start, without a step that compiles them."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from portal.kernel.language import Language

LOCALES = Path(__file__).parent / "locales"
TRANSLATED = tuple(language for language in Language if language is not Language.ENGLISH)
"""English is the language of the sources, and needs no catalogue."""


def catalogue_file(language: Language) -> Path:
    return LOCALES / f"{language.value}.po"


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language. Raises FileNotFoundError if it is to have one and has none."""
    if language not in TRANSLATED:
        return NullTranslations()
    with catalogue_file(language).open("rb") as source:
        catalogue = read_po(source, locale=language.value)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
