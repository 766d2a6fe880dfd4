"""Translations, read from the .po files at start: what a translator edits is what runs."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from portal.kernel.language import Language

LOCALES = Path(__file__).parent / "locales"


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language. English is the language of the sources and needs none."""
    if language is Language.ENGLISH:
        return NullTranslations()
    with (LOCALES / f"{language.value}.po").open("rb") as source:
        catalogue = read_po(source, locale=language.value)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
