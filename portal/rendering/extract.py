"""Bring the catalogues up to date with the sources: `python -m portal.rendering.extract`.

New texts are added without a translation, texts that are gone are dropped; nothing is guessed, so nothing is fuzzy. A
language without a catalogue is given an empty one.
"""

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from portal.kernel.language import Language
from portal.rendering.catalogues import TRANSLATED, catalogue_file

ROOT = Path(__file__).resolve().parent.parent.parent
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
_PROJECT = "Kezek"


def marked_texts() -> Catalog:
    """Every text marked in code and templates, with the files it occurs in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        method_map, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(str(ROOT), method_map, options, keywords=_KEYWORDS)
    for file, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return catalogue


def update_catalogues() -> None:
    template = marked_texts()
    for language in TRANSLATED:
        file = catalogue_file(language)
        catalogue = _read(file, language) if file.exists() else _new(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with file.open("wb") as target:
            write_po(target, catalogue, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def _read(file: Path, language: Language) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=language.value)


def _new(language: Language) -> Catalog:
    everybody = {"msgid_bugs_address": _PROJECT, "last_translator": _PROJECT, "language_team": _PROJECT}
    name = Locale.parse(language.value).english_name
    header = f"# {name} texts of {_PROJECT}."
    return Catalog(language.value, project=_PROJECT, header_comment=header, fuzzy=False, charset="utf-8", **everybody)


if __name__ == "__main__":
    update_catalogues()
