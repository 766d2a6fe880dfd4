"""Dates and numbers as people write them in each language."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from portal.kernel.language import Language

NBSP = "\u00a0"


@lru_cache(4096)
def _written(day: date, pattern: str, locale: str) -> str:
    """Cached: a list shows the same few days, and formatting one costs as much as a row."""
    return format_date(day, pattern, locale=locale).replace(" ", NBSP)


class Formats:
    """Formats for one language. Moments are shown in `zone`, the place's own."""

    def __init__(self, language: Language, zone: ZoneInfo) -> None:
        self._language = language
        self._zone = zone

    def _day(self, moment: date | datetime) -> date:
        return moment.astimezone(self._zone).date() if isinstance(moment, datetime) else moment

    def long_date(self, moment: date | datetime) -> str:
        """As in 2026 ж. 22 қараша: for screens."""
        return self._by_pattern(moment, self._language.screen_date)

    def document_date(self, moment: date | datetime) -> str:
        """As in 2026 жылғы 22 қараша: for notices."""
        return self._by_pattern(moment, self._language.document_date)

    def _by_pattern(self, moment: date | datetime, pattern: str) -> str:
        return _written(self._day(moment), pattern, self._language.value)

    def time(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%H:%M}"

    def moment(self, moment: datetime) -> str:
        """As in 2026 ж. 22 қараша, 15:05."""
        return f"{self.long_date(moment)}, {self.time(moment)}"

    def number(self, value: float) -> str:
        """With the language's own decimal sign and groups: in Kazakh and Russian a comma and non-breaking spaces."""
        return format_decimal(value, locale=self._language.value)
