"""The questions of the form, and how far a draft is."""

from collections import Counter

import pytest

from portal.applications.completeness import (
    ORDER,
    SectionState,
    is_complete,
    missing_documents,
    section_states,
)
from portal.applications.question import Section, text_answers
from portal.applications.questions import CATEGORY, CONSENT, PERSON, SECTIONS
from portal.applications.request_document import FORM_VERSION
from portal.regulation.standard import CATEGORIES, DOCUMENT_KINDS, FUNDS, STRATA
from tests.factories.answers import ANSWERS, PUBLIC_SERVANT

pytestmark = pytest.mark.clause("R-10.5")

OPTIONAL = {"patronymic", "email", "no_surname"}
NOT_ALWAYS = OPTIONAL | {"stratum", "cosmonaut"}
GROUP = {**ANSWERS, "category": "vulnerable", "stratum": "3"}


def without(*codes: str, answers: dict[str, str] = ANSWERS) -> dict[str, str]:
    return {code: value for code, value in answers.items() if code not in codes}


def test_no_two_questions_have_the_same_code() -> None:
    codes = Counter(question.code for section in SECTIONS.values() for question in section.questions)

    assert [code for code, count in codes.items() if count > 1] == []


def test_the_choices_are_those_of_the_standard() -> None:
    offered = {question.code: [option.code for option in question.options] for question in CATEGORY.questions}

    assert offered["category"] == list(CATEGORIES)
    assert offered["need_ground"] == ["1", "4", "5", "6"]
    assert offered["fund"] == list(FUNDS)
    assert offered["stratum"] == [row.code for row in STRATA.values() if row.counts]


def test_somebody_with_one_name_has_no_surname_to_fill_in() -> None:
    one_name = without("surname", "patronymic") | {"no_surname": "yes"}

    assert PERSON.faults(one_name) == {}
    assert PERSON.kept(one_name | {"surname": "Сынақова"}) == PERSON.kept(one_name)
    assert set(PERSON.faults(without("surname"))) == {"surname"}


@pytest.mark.parametrize("code", SECTIONS)
def test_a_section_answered_well_has_no_faults(code: str) -> None:
    assert SECTIONS[code].faults(ANSWERS) == {}


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        *((q.code, GROUP) for section in SECTIONS.values() for q in section.questions if q.code not in NOT_ALWAYS),
        ("stratum", GROUP),
        ("cosmonaut", PUBLIC_SERVANT),
    ],
)
def test_each_question_left_out_is_its_own_fault(code: str, answers: dict[str, str]) -> None:
    faults = [section.faults(without(code, answers=answers)) for section in SECTIONS.values()]

    assert [set(found) for found in faults if found] == [{code}]


@pytest.mark.parametrize("code", sorted(OPTIONAL))
def test_what_may_be_left_out_is_no_fault(code: str) -> None:
    assert PERSON.faults(without(code)) == {}


def test_a_group_is_asked_of_those_who_chose_the_groups() -> None:
    assert {category: set(CATEGORY.faults({**ANSWERS, "category": category})) for category in CATEGORIES} == {
        "veteran": set(),
        "orphan": set(),
        "vulnerable": {"stratum"},
        "public": {"cosmonaut"},
        "emergency": set(),
    }


def test_an_answer_left_over_from_another_category_is_not_kept() -> None:
    kept = CATEGORY.kept({**ANSWERS, "category": "veteran", "stratum": "3", "cosmonaut": "no"})

    assert kept == {
        "provider": "oral",
        "fund": "either",
        "category": "veteran",
        "communal_dwelling": "no",
        "need_ground": "1",
    }


def test_whoever_has_an_emergency_home_is_not_asked_for_a_ground_of_need() -> None:
    emergency = without("need_ground", answers={**ANSWERS, "category": "emergency"})

    assert CATEGORY.faults(emergency) == {}
    assert "need_ground" not in CATEGORY.kept({**emergency, "need_ground": "4"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1", "1"), ("6 4", "4 6"), ("4 4 5", "4 5"), ("1 2 3", "1"), (" 1 ", "1")],
)
def test_several_grounds_are_kept_each_once_in_the_order_of_the_standard(typed: str, kept: str) -> None:
    assert CATEGORY.kept({**ANSWERS, "need_ground": typed})["need_ground"] == kept


@pytest.mark.parametrize("typed", ["", "2", "3", "2 3", "7"])
def test_grounds_that_are_not_offered_are_none(typed: str) -> None:
    assert set(CATEGORY.faults({**ANSWERS, "need_ground": typed})) == {"need_ground"}


@pytest.mark.parametrize("code", [question.code for question in CONSENT.questions])
def test_a_tick_given_to_an_earlier_text_does_not_count(code: str) -> None:
    assert set(CONSENT.faults({**ANSWERS, code: "yes"})) == {code}


@pytest.mark.parametrize(
    ("section", "changed", "is_of_earlier_form"),
    [
        (CATEGORY, {}, False),
        (CATEGORY, {"fund": "", "communal_dwelling": ""}, False),
        (CATEGORY, {"fund": None}, True),
        (CATEGORY, {"communal_dwelling": None}, True),
        (CATEGORY, {"category": "emergency", "need_ground": None}, False),
        (CATEGORY, dict.fromkeys(ANSWERS), False),
        (CONSENT, {}, False),
        (CONSENT, {"liability": ""}, False),
        (CONSENT, {"liability": "yes"}, True),
        (CONSENT, dict.fromkeys(ANSWERS), False),
        (PERSON, {}, False),
    ],
)
def test_a_section_saved_before_the_form_changed_is_told_apart(
    section: Section, changed: dict[str, str | None], is_of_earlier_form: bool
) -> None:
    answers = {code: value for code, value in {**ANSWERS, **changed}.items() if value is not None}

    assert section.is_of_earlier_form(answers) is is_of_earlier_form


def test_answers_are_kept_as_they_are_read() -> None:
    kept = PERSON.kept({**ANSWERS, "phone": "8 (701) 000-00-00", "surname": "  Сынақова "})

    assert (kept["phone"], kept["surname"]) == ("+77010000000", "Сынақова")


@pytest.mark.clause("S-A1")
def test_what_annex_1_asks_for_and_what_we_ask_beyond_the_law() -> None:
    questions = [question for section in SECTIONS.values() for question in section.questions]

    assert [question.code for question in questions if question.clause == "S-A1"] == [
        "surname", "given_name", "patronymic", "addr_reg", "provider", "fund", "consent_housing",
    ]  # fmt: skip
    assert [question.code for question in questions if question.ours] == [
        "no_surname", "addr_live", "phone", "email", "consent_secret", "consent_data", "liability",
    ]  # fmt: skip


def test_a_new_draft_has_nothing_done() -> None:
    assert section_states({}, ()) == dict.fromkeys(ORDER, SectionState.TODO)


def test_a_whole_draft_is_complete() -> None:
    assert section_states(ANSWERS, ()) == dict.fromkeys(ORDER, SectionState.DONE)
    assert is_complete(ANSWERS, ())


@pytest.mark.parametrize(
    ("answers", "attached", "section", "expected"),
    [
        ({"surname": "Сынақова"}, (), "person", SectionState.DOING),
        ({"category": "orphan"}, (), "category", SectionState.DOING),
        ({"consent_data": FORM_VERSION}, (), "consent", SectionState.DOING),
        ({**ANSWERS, "consent_data": "yes"}, (), "consent", SectionState.DOING),
        ({"family": [{"name": "a", "iin": "b", "kinship": "son"}]}, (), "family", SectionState.DONE),
        ({}, ("work_certificate",), "documents", SectionState.DOING),
        (PUBLIC_SERVANT, (), "documents", SectionState.TODO),
        (PUBLIC_SERVANT, ("other",), "documents", SectionState.DOING),
        (PUBLIC_SERVANT, ("work_certificate",), "documents", SectionState.DONE),
    ],
)
def test_how_far_a_section_is(
    answers: dict[str, object], attached: tuple[str, ...], section: str, expected: SectionState
) -> None:
    assert section_states(answers, attached)[section] is expected


@pytest.mark.parametrize(
    ("left_out", "open_sections"),
    [("phone", ["person"]), ("category", ["category", "documents"]), ("alone", ["family"]), ("liability", ["consent"])],
)
def test_a_draft_with_a_section_open_is_not_complete(left_out: str, open_sections: list[str]) -> None:
    """Which documents are needed cannot be told before the category is chosen."""
    answers = without(left_out)

    states = section_states(answers, ())

    assert [code for code, state in states.items() if state is not SectionState.DONE] == open_sections
    assert not is_complete(answers, ())


@pytest.mark.clause("S-9.2")
def test_documents_that_must_be_attached_are_missing_until_they_are() -> None:
    answers = {**PUBLIC_SERVANT, "need_ground": "4"}

    assert missing_documents(answers, ()) == ["work_certificate", "need_certificate"]
    assert missing_documents(answers, ("need_certificate",)) == ["work_certificate"]
    assert missing_documents(answers, DOCUMENT_KINDS.keys()) == []


def test_lists_are_not_among_the_plain_answers() -> None:
    assert text_answers({"surname": "Сынақова", "family": []}) == {"surname": "Сынақова"}


def test_every_consent_must_be_given() -> None:
    assert set(CONSENT.faults({})) == {"consent_housing", "consent_secret", "consent_data", "liability"}
