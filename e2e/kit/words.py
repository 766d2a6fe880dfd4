"""The pages' texts, from the portal's catalogues: a test names a text by its msgid, in English."""

from zoneinfo import ZoneInfo

from portal.kernel.language import Language
from portal.regulation.clauses import clause
from portal.rendering.catalogues import translations
from portal.rendering.formats import Formats

ZONE = ZoneInfo("Asia/Oral")


class Words:
    """The texts of one language: `words("Sign in")`."""

    def __init__(self, language: Language) -> None:
        self._catalogue = translations(language)
        self.dates = Formats(language, ZONE)

    def __call__(self, message: str, **values: object) -> str:
        return self._catalogue.gettext(message) % values

    def clause(self, clause_id: str) -> str:
        """Return a clause as the pages cite it."""
        cited = clause(clause_id)
        return self(cited.template, **cited.values)
