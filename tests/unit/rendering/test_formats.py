"""Dates, times and numbers as each language writes them (phrasebook, part A, rules 7, 8 and 10)."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from portal.kernel.language import Language
from portal.rendering.catalogues import translations
from portal.rendering.filters import Filters
from portal.rendering.formats import Formats

ORAL = ZoneInfo("Asia/Oral")
KAZAKH, RUSSIAN, ENGLISH = Language.KAZAKH, Language.RUSSIAN, Language.ENGLISH
DAY = date(2026, 11, 22)
# Oral is five hours ahead of UTC, so there the next day has begun.
MOMENT = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)


def formats(language: Language) -> Formats:
    return Formats(language, ORAL)


def plain(text: str) -> str:
    """The text with plain spaces; every space of a format is a non-breaking one."""
    assert " " not in text
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "expected"),
    [(KAZAKH, "2026 ж. 22 қараша"), (RUSSIAN, "22 ноября 2026 г."), (ENGLISH, "22 November 2026")],
)
def test_dates_on_screens(language: Language, expected: str) -> None:
    assert plain(formats(language).long_date(DAY)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [(KAZAKH, "2026 жылғы 22 қараша"), (RUSSIAN, "22 ноября 2026 года"), (ENGLISH, "22 November 2026")],
)
def test_dates_in_documents(language: Language, expected: str) -> None:
    assert plain(formats(language).document_date(DAY)) == expected


@pytest.mark.parametrize(
    ("language", "months"),
    [
        (KAZAKH, "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
        (RUSSIAN, "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ],
)
def test_months_are_written_small_and_in_their_order(language: Language, months: str) -> None:
    days = [plain(formats(language).document_date(date(2026, month, 5))) for month in range(1, 13)]
    pattern = {KAZAKH: "2026 жылғы 5 {}", RUSSIAN: "5 {} 2026 года"}[language]
    assert days == [pattern.format(month) for month in months.split()]


@pytest.mark.parametrize("language", Language)
def test_a_day_is_written_with_the_language_s_own_name_of_the_month(language: Language) -> None:
    month = format_date(DAY, "MMMM", locale=language.value)
    days = [plain(formats(language).long_date(DAY)), plain(formats(language).document_date(DAY))]
    assert [sorted({month, "22", "2026"} & set(re.split(r"[ ,.-]+", day))) for day in days] == [
        sorted({month, "22", "2026"})
    ] * 2


@pytest.mark.parametrize("language", Language)
def test_time_has_24_hours(language: Language) -> None:
    assert formats(language).time(datetime(2026, 11, 22, 15, 5, tzinfo=ORAL)) == "15:05"
    assert formats(language).time(datetime(2026, 11, 22, 0, 5, tzinfo=ORAL)) == "00:05"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (KAZAKH, "2026\u00a0ж.\u00a023\u00a0қараша, 01:05"),
        (RUSSIAN, "23\u00a0ноября\u00a02026\u00a0г., 01:05"),
        (ENGLISH, "23\u00a0November\u00a02026, 01:05"),
    ],
)
def test_a_moment_is_shown_as_the_clock_of_the_place_shows_it(language: Language, expected: str) -> None:
    assert formats(language).moment(MOMENT) == expected


@pytest.mark.parametrize("language", Language)
def test_the_day_of_a_moment_is_that_of_the_place(language: Language) -> None:
    shown = formats(language)
    assert shown.long_date(MOMENT) == shown.long_date(date(2026, 11, 23))
    assert shown.document_date(MOMENT) == shown.document_date(date(2026, 11, 23))


@pytest.mark.parametrize("language", [KAZAKH, RUSSIAN])
@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (1234.5, "1 234,5"), (150_000, "150 000"), (1_234_567, "1 234 567"), (-1.5, "-1,5")],
)
def test_numbers_take_a_decimal_comma_and_groups_of_three(language: Language, value: float, expected: str) -> None:
    assert plain(formats(language).number(value)) == expected


def test_numbers_in_english() -> None:
    assert [formats(ENGLISH).number(value) for value in (1234.5, 150_000)] == ["1,234.5", "150,000"]


@pytest.mark.parametrize(
    ("language", "size", "expected"),
    [
        (KAZAKH, 1, "1 КБ"),
        (RUSSIAN, 300 * 1024, "300 КБ"),
        (KAZAKH, 1_572_864, "1,5 МБ"),
        (RUSSIAN, 1_572_864, "1,5 МБ"),
        (ENGLISH, 1_572_864, "1.5 MB"),
    ],
)
def test_file_sizes_are_numbers_of_the_language_with_its_units(language: Language, size: int, expected: str) -> None:
    filters = Filters(translations(language).gettext, formats(language).number)
    assert plain(filters.file_size(size)) == expected
