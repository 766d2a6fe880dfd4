"""The catalogues: whole and well-formed; Kazakh and Russian free of the mistakes the phrasebook warns of."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from babel.core import get_global
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portal.kernel.language import Language
from portal.rendering.catalogues import TRANSLATED, catalogue_file, translations
from portal.rendering.extract import marked_texts

KAZAKH, RUSSIAN = Language.KAZAKH, Language.RUSSIAN

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LATIN_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+")
WORD_OF_BOTH = re.compile(r"\b(?=[a-z]*[\u0400-\u04ff])(?=[\u0400-\u04ff]*[a-z])[a-z\u0400-\u04ff]+", re.IGNORECASE)

# Common Russian words that are no Kazakh words; "не" is both.
RUSSIAN_ONLY = frozenset(
    CYRILLIC_WORD.findall(
        "и в с к о у на по из до от за об при для без или что чтобы как если это этот эта эти его её их вы вас вам ваш "
        "ваша ваше ваши заявление заявления услуга документ документы подпись очередь жильё ещё уже можно нужно нельзя"
    )
)
KAZAKH_ONLY_LETTERS = frozenset("әғқңөұүһі")

# A case ending would have to follow the sound of what is put in, which nobody knows (phrasebook, A1 and A6).
ENDING_ON_PLACEHOLDER = re.compile(
    r"%\(\w+\)s(?:[\u0400-\u04ff]"
    r"|-(?:[дт][аеыі]н?|[ғқгк][аеы]|н[аеыі]н?|[дтн][ыі]ң|[мбп]ен|і|ы|лар|лер|дар|дер|тар|тер|і?нде|ы?нда)\b)"
)

ABBREVIATIONS = (" чел.", " мин.", " г.")

# Phrasebook, the table of choices and part C; and words of laws later than the decree.
NOT_OUR_WORDS = (
    "құпиясөз",
    "құпия сөз",
    "жүктеп салу",
    "аккаунт",
    "болып табылады",
    "әрекет ету мерзімі",
    "телефон бойынша",
    "өтінеміз",
    "сәтті",
    "жауапкершілік",
    "тұрғынжай",
    "дерекқор",
    "көпбалалы",
    "қандас",
    "жсн нөмірі",
    "бсн нөмірі",
    "эцқ қолтаңбасы",
    "абзац",
    "деректер қор",
    "үлгі етіп",
    "бізден қате",
)


@cache
def sources() -> Catalog:
    return marked_texts()


@cache
def catalogue(language: Language) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language.value)


def rows(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Source and translation; of a text with plural forms, its plural with each form."""
    for message in catalogue:
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        translated = message.string if isinstance(message.string, tuple | list) else [message.string or ""]
        if message.id:
            yield from ((sources[-1], text) for text in translated)


def wrong(language: Language, check: Callable[[str, str], object]) -> list[str]:
    """The translations for which `check`, given source and translation, finds something."""
    return [text for source, text in rows(catalogue(language)) if check(source, text)]


def values_apart(text: str) -> str:
    return PLACEHOLDER.sub(" ", text)


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def script(language: Language) -> str:
    """The letters a language is written with, by ISO 15924."""
    return str(get_global("likely_subtags")[language.value].split("_")[1])


each = pytest.mark.parametrize("language", TRANSLATED)
each_in_cyrillic = pytest.mark.parametrize("language", [one for one in TRANSLATED if script(one) == "Cyrl"])
both = pytest.mark.parametrize("language", [KAZAKH, RUSSIAN])


def test_every_language_but_that_of_the_sources_has_a_catalogue() -> None:
    assert [catalogue_file(language).name for language in TRANSLATED if not catalogue_file(language).exists()] == []


@each
def test_the_catalogue_holds_the_texts_of_the_sources_and_no_others(language: Language) -> None:
    assert ids(catalogue(language)) == ids(sources())
    assert catalogue(language).obsolete == {}


@each
def test_every_text_is_translated_and_none_is_a_guess(language: Language) -> None:
    untranslated = [source for source, text in rows(catalogue(language)) if not text]
    guessed = [message.id for message in catalogue(language) if message.id and message.fuzzy]
    assert (untranslated, guessed) == ([], [])


@each
def test_the_header_names_the_project_and_no_mailbox(language: Language) -> None:
    headers = dict(catalogue(language).mime_headers)
    assert headers["Language"] == language.value
    assert headers["Language-Team"] == headers["Last-Translator"] == headers["Report-Msgid-Bugs-To"] == "Kezek"
    assert headers["Project-Id-Version"].split()[0] == "Kezek"


def test_plural_forms_are_those_of_the_languages() -> None:
    assert [catalogue(language).num_plurals for language in (KAZAKH, RUSSIAN)] == [1, 3]


@each
def test_placeholders_are_those_of_the_source(language: Language) -> None:
    def differ(source: str, text: str) -> bool:
        return sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))

    assert wrong(language, differ) == []


@each
def test_every_translation_can_be_filled(language: Language) -> None:
    """A percent sign that is not doubled, or a placeholder spelt wrong, raises here and not before a person."""

    def left_over(source: str, text: str) -> bool:
        return "%(" in text % dict.fromkeys(PLACEHOLDER.findall(source), "7")

    assert wrong(language, left_over) == []


@each
def test_what_is_read_at_start_is_what_is_in_the_file(language: Language) -> None:
    gettext = translations(language).gettext
    single = [message for message in catalogue(language) if message.id and isinstance(message.id, str)]
    assert [gettext(str(message.id)) for message in single] == [message.string for message in single]


@each
def test_no_space_at_the_ends_and_none_twice(language: Language) -> None:
    assert wrong(language, lambda _, text: text != text.strip() or "  " in text) == []


@each
def test_translations_end_as_their_sources_do(language: Language) -> None:
    """Two sentences where the source has one bring their full stop with them."""

    def end(text: str) -> str:
        return text[-1] if text[-1] in ".:?!" and not text.endswith(ABBREVIATIONS) else ""

    def differ(source: str, text: str) -> bool:
        ends = (end(source), end(text))
        return ends[0] != ends[1] and not (ends == ("", ".") and ". " in text)

    assert wrong(language, differ) == []


@each
def test_translations_begin_with_a_capital_or_a_small_letter_as_their_sources_do(language: Language) -> None:
    """Unless one begins with a number, a quotation or a value, which leaves no choice."""

    def cased(letter: str) -> bool:
        return letter.isupper() or letter.islower()

    def differ(source: str, text: str) -> bool:
        return cased(source[0]) and cased(text[0]) and source[0].isupper() != text[0].isupper()

    assert wrong(language, differ) == []


@each
def test_no_word_mixes_latin_and_cyrillic_letters(language: Language) -> None:
    assert wrong(language, lambda _, text: WORD_OF_BOTH.search(values_apart(text))) == []


def test_a_word_of_both_alphabets_is_found_wherever_the_stranger_stands() -> None:
    assert [bool(WORD_OF_BOTH.search(text)) for text in ("cу", "уc", "сyр", "PDF-ті", "сур .p7s")] == [True] * 3 + [
        False
    ] * 2


@each_in_cyrillic
def test_latin_words_are_those_of_the_source(language: Language) -> None:
    """PDF or openssl; a Latin "c" or "a" that stands for a Cyrillic one has no such word in the source."""

    def words(text: str) -> set[str]:
        return {word.casefold() for word in LATIN_WORD.findall(values_apart(text))}

    assert wrong(language, lambda source, text: words(text) - words(source)) == []


@each_in_cyrillic
def test_no_text_is_left_in_english(language: Language) -> None:
    def left(_: str, text: str) -> bool:
        return bool(LATIN_WORD.search(values_apart(text))) and not CYRILLIC_WORD.search(text)

    assert wrong(language, left) == []


@both
def test_quotes_and_dashes_are_those_of_kazakh_and_russian(language: Language) -> None:
    assert wrong(language, lambda _, text: re.search("[“”\"'‘’—]| - ", text)) == []


@each
def test_a_number_stays_with_its_sign(language: Language) -> None:
    assert wrong(language, lambda _, text: re.search("№(?!\u00a0)", text)) == []


def test_kazakh_is_not_russian() -> None:
    def russian(_: str, text: str) -> frozenset[str]:
        return RUSSIAN_ONLY & set(CYRILLIC_WORD.findall(text.casefold()))

    assert wrong(KAZAKH, russian) == []


def test_russian_has_no_kazakh_letters() -> None:
    assert wrong(RUSSIAN, lambda _, text: KAZAKH_ONLY_LETTERS & set(text.casefold())) == []


@each
def test_no_longer_text_is_that_of_the_source(language: Language) -> None:
    assert wrong(language, lambda source, text: len(text) > 20 and text == source) == []


def test_no_longer_text_is_alike_in_both_languages() -> None:
    russian = {text for _, text in rows(catalogue(RUSSIAN))}
    assert wrong(KAZAKH, lambda _, text: len(text) > 20 and text in russian) == []


def test_no_placeholder_takes_a_kazakh_ending() -> None:
    assert wrong(KAZAKH, lambda _, text: ENDING_ON_PLACEHOLDER.search(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%(n)sға дейін", True),
        ("%(date)s-ға дейін", True),
        ("%(n)s-нан асты", True),
        ("%(number)s-нің нәтижесі", True),
        ("%(number)s-тармағы", False),
        ("%(n)s-қадам", False),
        ("%(n)s-орын", False),
        ("%(n)s-бет", False),
        ("%(n)s-терезе", False),
        ("%(n)s-мүшесі", False),
        ("%(part)s-бөлігі", False),
        ("%(n)s МБ-тан", False),
    ],
)
def test_endings_are_told_from_nouns(text: str, found: bool) -> None:
    assert (ENDING_ON_PLACEHOLDER.search(text) is not None) == found


@pytest.mark.parametrize("words", NOT_OUR_WORDS)
def test_words_the_phrasebook_chose_against_do_not_occur(words: str) -> None:
    assert wrong(KAZAKH, lambda _, text: words in text.casefold()) == []


@pytest.mark.parametrize(
    ("source", "kazakh", "russian"),
    [
        ("Sign in", "Кіру", "Войти"),
        ("Register", "Тіркелу", "Зарегистрироваться"),
        ("Registered", "Тіркелді", "Зарегистрировано"),
        ("Refused", "Бас тартылды", "Отказано"),
        ("On the queue", "Есепке қойылды", "На учёте"),
        ("Attach a file", "Файл жалғау", "Прикрепить файл"),
        ("Remark", "Ескертпе", "Замечание"),
        ("Messages", "Хаттар", "Сообщения"),
        ("Reasoned refusal", "Бас тарту туралы дәлелді жауап", "Мотивированный ответ об отказе"),
        (
            "The reasoned refusal was signed",
            "Бас тарту туралы дәлелді жауапқа қол қойылды",
            "Мотивированный ответ об отказе подписан",
        ),
        ("Ordinal queue number", "Кезектің реттік нөмірі", "Порядковый номер очереди"),
        ("No %(number)s", "№\u00a0%(number)s", "№\u00a0%(number)s"),
    ],
)
def test_one_thing_has_one_word(source: str, kazakh: str, russian: str) -> None:
    assert (translations(KAZAKH).gettext(source), translations(RUSSIAN).gettext(source)) == (kazakh, russian)


@pytest.mark.parametrize(
    ("source", "kazakh", "russian"),
    [
        (
            "Regulation, clause %(number)s(%(sub)s)",
            "Регламенттің 10-тармағының 4) тармақшасы",
            "Регламент, пункт 10, подпункт 4",
        ),
        (
            "Regulation, clause %(number)s, part %(part)s",
            "Регламенттің 10-тармағының 1-бөлігі",
            "Регламент, пункт 10, часть 1",
        ),
        (
            "Regulation, clause %(number)s, last part",
            "Регламенттің 10-тармағының соңғы бөлігі",
            "Регламент, пункт 10, последняя часть",
        ),
        ("Standard, item %(number)s", "Стандарттың 10-тармағы", "Стандарт, пункт 10"),
        (
            "Law on Housing Relations, article %(number)s",
            "«Тұрғын үй қатынастары туралы» Заңның 10-бабы",
            "Закон «О жилищных отношениях», статья 10",
        ),
    ],
)
def test_the_law_is_cited_as_it_is_in_the_language(source: str, kazakh: str, russian: str) -> None:
    values = {"number": "10", "sub": "4", "part": "1"}
    filled = [translations(language).gettext(source) % values for language in (KAZAKH, RUSSIAN)]
    assert filled == [kazakh, russian]


def test_english_is_the_language_of_the_sources() -> None:
    assert translations(Language.ENGLISH).gettext("Sign in") == "Sign in"
