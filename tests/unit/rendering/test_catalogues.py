"""The Kazakh and Russian catalogues: whole, well-formed, and free of the mistakes the phrasebook warns of."""

import re
from collections.abc import Iterable
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from portal.kernel.language import Language
from portal.rendering.catalogues import LOCALES, translations
from portal.rendering.extract import TRANSLATED, texts

KAZAKH, RUSSIAN = Language.KAZAKH, Language.RUSSIAN

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LATIN_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+")
WORD_OF_BOTH = re.compile(r"\b(?=[a-z]*[\u0400-\u04ff])(?=[\u0400-\u04ff]*[a-z])[a-z\u0400-\u04ff]+", re.IGNORECASE)

# Common Russian words that are no Kazakh words; "не" is both.
RUSSIAN_ONLY = frozenset(
    "и в с к о у на по из до от за об при для без или что чтобы как если это этот эта эти его её их вы вас вам ваш ваша ваше "
    "ваши заявление заявления услуга документ документы подпись очередь жильё ещё уже можно нужно нельзя".split()
)
KAZAKH_ONLY_LETTERS = frozenset("әғқңөұүһі")

# A case ending would have to follow the sound of what is put in, which nobody knows (phrasebook, A1 and A6).
ENDING_ON_PLACEHOLDER = re.compile(
    r"%\(\w+\)s(?:[\u0400-\u04ff]"
    r"|-(?:[дт][аеыі]н?|[ғқгк][аеы]|н[аеыі]н?|[дтн][ыі]ң|[мбп]ен|і|ы|лар|лер|дар|дер|тар|тер|і?нде|ы?нда)\b)"
)

# Phrasebook, the table of choices and part C.
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
)


@cache
def sources() -> Catalog:
    return texts()


@cache
def catalogue(language: Language) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language.value)


def entries(language: Language) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def faulty(language: Language, pairs: Iterable[tuple[Message, bool]]) -> list[str]:
    return [message.string for message, wrong in pairs if wrong]


both = pytest.mark.parametrize("language", TRANSLATED)


@both
def test_the_catalogue_holds_the_texts_of_the_sources_and_no_others(language: Language) -> None:
    assert {message.id for message in entries(language)} == {message.id for message in sources() if message.id}
    assert catalogue(language).obsolete == {}


@both
def test_every_text_is_translated_and_none_is_a_guess(language: Language) -> None:
    assert [message.id for message in entries(language) if not message.string or message.fuzzy] == []


@both
def test_the_header_names_the_project_and_no_mailbox(language: Language) -> None:
    headers = dict(catalogue(language).mime_headers)
    assert headers["Language"] == language.value
    assert headers["Language-Team"] == headers["Last-Translator"] == headers["Report-Msgid-Bugs-To"] == "Kezek"
    assert headers["Project-Id-Version"].split()[0] == "Kezek"


def test_plural_forms_are_those_of_the_languages() -> None:
    assert [catalogue(language).num_plurals for language in (KAZAKH, RUSSIAN)] == [1, 3]


@both
def test_placeholders_are_those_of_the_source(language: Language) -> None:
    pairs = ((m, sorted(PLACEHOLDER.findall(m.id)) != sorted(PLACEHOLDER.findall(m.string))) for m in entries(language))
    assert faulty(language, pairs) == []


@both
def test_every_translation_can_be_filled(language: Language) -> None:
    """A percent sign that is not doubled, or a placeholder spelt wrong, raises here and not before a person."""
    for message in entries(language):
        values = {name: "7" for name in PLACEHOLDER.findall(message.id)}
        assert "%" not in (message.string % values).replace("%%", "")


@both
def test_what_is_read_at_start_is_what_is_in_the_file(language: Language) -> None:
    gettext = translations(language).gettext
    assert {m.id: gettext(m.id) for m in entries(language)} == {m.id: m.string for m in entries(language)}


@both
def test_no_space_at_the_ends_and_none_twice(language: Language) -> None:
    pairs = ((m, m.string != m.string.strip() or "  " in m.string) for m in entries(language))
    assert faulty(language, pairs) == []


@both
def test_translations_end_as_their_sources_do(language: Language) -> None:
    """Two sentences where the source has one bring their full stop with them."""

    def differs(message: Message) -> bool:
        ends = tuple(text[-1] if text[-1] in ".:?!" else "" for text in (message.id, message.string))
        return ends[0] != ends[1] and not (ends == ("", ".") and ". " in message.string)

    assert faulty(language, ((m, differs(m)) for m in entries(language))) == []


@both
def test_capital_and_small_letters_begin_as_in_the_source(language: Language) -> None:
    def differs(message: Message) -> bool:
        first = next((letter for letter in PLACEHOLDER.sub("", message.string) if letter.isalpha()), "")
        return first.isupper() != message.id[0].isupper()

    begun_with_a_value = re.compile(r"«?%|№")
    whole = (m for m in entries(language) if m.id[0].isalpha() and not begun_with_a_value.match(m.string))
    assert faulty(language, ((m, differs(m)) for m in whole)) == []


@both
def test_no_word_mixes_latin_and_cyrillic_letters(language: Language) -> None:
    pairs = ((m, bool(WORD_OF_BOTH.search(PLACEHOLDER.sub(" ", m.string)))) for m in entries(language))
    assert faulty(language, pairs) == []


@both
def test_latin_words_are_those_of_the_source(language: Language) -> None:
    """PDF or openssl; a Latin "c" or "a" that stands for a Cyrillic one has no such word in the source."""

    def latin(text: str) -> set[str]:
        return {word.casefold() for word in LATIN_WORD.findall(PLACEHOLDER.sub(" ", text))}

    assert faulty(language, ((m, not latin(m.string) <= latin(m.id)) for m in entries(language))) == []


@both
def test_quotes_and_dashes_are_the_languages_own(language: Language) -> None:
    pairs = ((m, bool(re.search("[“”\"'‘’—]| - ", m.string))) for m in entries(language))
    assert faulty(language, pairs) == []


@both
def test_a_number_stays_with_its_sign(language: Language) -> None:
    pairs = ((m, bool(re.search("№(?!\u00a0)", m.string))) for m in entries(language))
    assert faulty(language, pairs) == []


def test_kazakh_is_not_russian() -> None:
    def words(text: str) -> set[str]:
        return set(CYRILLIC_WORD.findall(text.casefold()))

    assert faulty(KAZAKH, ((m, bool(words(m.string) & RUSSIAN_ONLY)) for m in entries(KAZAKH))) == []


def test_russian_has_no_kazakh_letters() -> None:
    pairs = ((m, bool(set(m.string.casefold()) & KAZAKH_ONLY_LETTERS)) for m in entries(RUSSIAN))
    assert faulty(RUSSIAN, pairs) == []


def test_no_longer_text_is_alike_in_both_languages() -> None:
    russian = {message.id: message.string for message in entries(RUSSIAN)}
    long = [message for message in entries(KAZAKH) if len(message.string) > 20]
    assert [message.string for message in long if message.string == russian[message.id]] == []


@both
def test_no_text_is_left_in_english(language: Language) -> None:
    pairs = ((m, not CYRILLIC_WORD.search(m.string) and CYRILLIC_WORD.search(m.id) is None) for m in entries(language))
    assert [text for text in faulty(language, pairs) if LATIN_WORD.search(PLACEHOLDER.sub("", text))] == []


def test_no_placeholder_takes_a_kazakh_ending() -> None:
    pairs = ((m, bool(ENDING_ON_PLACEHOLDER.search(m.string))) for m in entries(KAZAKH))
    assert faulty(KAZAKH, pairs) == []


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
        ("%(part)s-абзацы", False),
        ("%(n)s МБ-тан", False),
    ],
)
def test_endings_are_told_from_nouns(text: str, found: bool) -> None:
    assert (ENDING_ON_PLACEHOLDER.search(text) is not None) == found


@pytest.mark.parametrize("words", NOT_OUR_WORDS)
def test_words_the_phrasebook_chose_against_do_not_occur(words: str) -> None:
    assert faulty(KAZAKH, ((m, words in m.string.casefold()) for m in entries(KAZAKH))) == []


@pytest.mark.parametrize(
    ("source", "kazakh", "russian"),
    [
        ("Sign in", "Кіру", "Войти"),
        ("Register", "Тіркелу", "Зарегистрироваться"),
        ("Registered", "Тіркелді", "Зарегистрировано"),
        ("Refused", "Бас тартылды", "Отказано"),
        ("Attach a file", "Файл жалғау", "Прикрепить файл"),
        ("Remark", "Ескертпе", "Замечание"),
        ("Messages", "Хаттар", "Сообщения"),
        ("Reasoned refusal", "Бас тарту туралы дәлелді жауап", "Мотивированный ответ об отказе"),
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
        ("Standard, item %(number)s", "Стандарттың 10-тармағы", "Стандарт, пункт 10"),
        (
            "Law on Housing Relations, article %(number)s",
            "«Тұрғын үй қатынастары туралы» Заңның 10-бабы",
            "Закон «О жилищных отношениях», статья 10",
        ),
    ],
)
def test_the_law_is_cited_as_it_is_in_the_language(source: str, kazakh: str, russian: str) -> None:
    values = {"number": "10", "sub": "4", "part": ""}
    filled = [translations(language).gettext(source) % values for language in (KAZAKH, RUSSIAN)]
    assert filled == [kazakh, russian]


def test_english_is_the_language_of_the_sources() -> None:
    assert translations(Language.ENGLISH).gettext("Sign in") == "Sign in"
