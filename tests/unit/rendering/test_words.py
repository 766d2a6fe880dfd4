"""One thing has one word: what a program can see of it, in the texts as they are shown."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from portal.kernel.language import Language
from portal.messages.kinds import MESSAGES
from portal.rendering.catalogues import TRANSLATED, catalogue_file, translations
from portal.rendering.formats import Formats

KAZAKH, RUSSIAN = Language.KAZAKH, Language.RUSSIAN
DAY = datetime(2026, 11, 30, 7, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
DATED = {"date", "day", "time", "moment", "datetime", "due", "done"}
"""Placeholders that are filled with a day or a moment."""

LETTERS = ("templates/notices/", "portal/regulation/standard/refusals.py")
"""Where the words of signed letters stand."""


def texts(language: Language, *places: str) -> Iterator[str]:
    """The translations, all of them or those that stand in files whose path begins so."""
    with catalogue_file(language).open("rb") as file:
        for message in read_po(file, locale=language.value):
            if message.id and any(name.startswith(places or "") for name, _ in message.locations):
                yield str(message.string)


def matching(language: Language, pattern: str, *places: str) -> list[str]:
    return [text for text in texts(language, *places) if re.search(pattern, text)]


def test_a_certificate_is_never_a_bare_document() -> None:
    """куәлік alone reads as the identity card: the word before it says whose or what it is."""
    named = r"(?:[Тт]іркеу|[Жж]еке|туралы|[нтд][ыі]ң) $"
    bare = [
        text
        for text in texts(KAZAKH)
        for found in re.finditer(r"куәлі[кг]", text)
        if not re.search(named, text[: found.start()])
    ]
    assert bare == []


def test_a_certificate_has_its_full_name_in_russian_too() -> None:
    """The first time a text names it; свидетельство о браке, о рождении and о смерти are others."""
    first = r"^(?:(?!свидетельств|[Рр]егистрационн).)*[Сс]видетельств(?!\w* о )"
    assert matching(RUSSIAN, first) == []


def test_what_is_sent_is_an_application_and_a_request_is_of_http() -> None:
    outside = [text for text in matching(KAZAKH, "[Сс]ұраныс") if text not in set(texts(KAZAKH, "portal/web/"))]
    russian = [text for text in matching(RUSSIAN, r"\b[Зз]апрос\w*") if text not in set(texts(RUSSIAN, "portal/web/"))]
    assert (outside, russian) == ([], [])


def test_registers_of_the_state_are_its_information_systems() -> None:
    assert matching(RUSSIAN, r"баз\w* данных") == []


def test_a_draft_is_always_said_to_be_of_something() -> None:
    """жоба alone is also a project: it is a draft of an application, of an answer or of a notice."""
    assert matching(KAZAKH, r"(?<![Өө]тініш )(?<![Жж]ауап )(?<![Хх]абарлама )[Жж]оба") == []


def test_a_field_is_called_a_field_beside_its_label() -> None:
    assert matching(KAZAKH, r"» жол") == []


def test_letters_name_the_provider_in_full() -> None:
    assert matching(KAZAKH, r"[Ққ]ызмет беруші|(?<!көрсетілетін )қызметті (?:беруші|алушы)", "templates/notices/") == []


def test_letters_speak_of_a_dwelling_by_the_word_of_the_law() -> None:
    assert matching(RUSSIAN, r"[Жж]иль[ёеяюи]", *LETTERS) == []


def test_letters_address_a_person_with_a_capital() -> None:
    assert matching(RUSSIAN, r"\b(?:вы|вас|вам|вами|ваш\w*)\b", *LETTERS) == []


def test_letters_say_what_was_done_without_gerunds() -> None:
    """Two of them hang on each other; the law itself says путём with a noun."""
    found = [word for text in texts(RUSSIAN, *LETTERS) for word in re.findall(r"\b\w{3,}[аеиуыюя]в(?:шись)?\b", text)]
    assert set(found) <= {"состав"}


def test_a_refusal_s_message_says_in_its_title_what_it_is() -> None:
    """The decree forms a хабарлама of each (clause 10(7) and 10(10))."""
    titles = [row.title for row in MESSAGES.values() if row.clause in ("R-10.7", "R-10.10")]
    assert len(titles) == 3
    assert [title for title in titles if "хабарлама" not in translations(KAZAKH).gettext(title)] == []
    assert [title for title in titles if "Уведомление" not in translations(RUSSIAN).gettext(title)] == []


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("form", ["long_date", "document_date", "moment"])
def test_no_text_ends_twice_once_its_day_is_filled_in(language: Language, form: str) -> None:
    """A Russian day ends in an abbreviation, and brings its own full stop."""
    day = getattr(Formats(language, ZoneInfo("Asia/Oral")), form)(DAY)
    filled = [PLACEHOLDER.sub(lambda found: day if found[1] in DATED else "1", text) for text in texts(language)]

    assert [text for text in filled if ".." in text] == []
