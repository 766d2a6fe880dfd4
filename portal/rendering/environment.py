"""Templates in every language: one environment a language, alike in everything else."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.kernel.language import Language
from portal.rendering.assets import Assets
from portal.rendering.catalogues import translations
from portal.rendering.filters import Filters
from portal.rendering.folding import FoldingEnvironment, template_gettext
from portal.rendering.formats import Formats

_FORMATS = ("long_date", "document_date", "time", "moment", "number")


class Rendering:
    """Renders templates in a language, and translates single texts outside templates."""

    def __init__(self, templates: Path, assets: Assets, zone: ZoneInfo) -> None:
        self.assets = assets
        self._zone = zone
        self._catalogues = {language: translations(language) for language in Language}
        self._environments = {language: self._environment(templates, language) for language in Language}

    def _environment(self, templates: Path, language: Language) -> Environment:
        environment = FoldingEnvironment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            auto_reload=False,
        )
        environment.install_gettext_translations(self._catalogues[language], newstyle=True)  # type: ignore[attr-defined]
        formats = Formats(language, self._zone)
        environment.filters.update({name: getattr(formats, name) for name in _FORMATS})
        filters = Filters(self._catalogues[language].gettext, formats.number)
        environment.filters.update(filters.all())
        gettext = template_gettext(self._catalogues[language].gettext)
        environment.foldable = {"_": gettext, "static": self.assets.address, "link": language.link}
        environment.globals.update(environment.foldable, gettext=gettext, language=language)
        return environment

    def render(self, language: Language, template: str, context: Mapping[str, object]) -> str:
        """The template's text. A name that is missing in `context` raises UndefinedError."""
        return self._environments[language].get_template(template).render(context)

    def text(self, language: Language, message: str, **values: object) -> str:
        """A message translated, with its placeholders filled; for text that is not HTML."""
        return self._catalogues[language].gettext(message) % values
