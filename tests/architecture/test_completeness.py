"""Whoever adds a state, a notice or a message is told every place that wants it: tried on a copy of the project.

What is red is exactly what is missing, and with it written all is green. A notice with all that belongs to it is
docs/howto/add-a-notice.md.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.howto import Block, copy_of_the_house, do, run

pytestmark = pytest.mark.on_a_copy

REGISTRIES = "tests/architecture/test_registries.py"
CATALOGUES = "tests/unit/rendering/test_catalogues.py"
LETTERS = "tests/architecture/test_templates.py tests/architecture/test_views.py"
PROCEDURE = "tests/unit/regulation/test_states_and_actors.py tests/unit/regulation/test_procedure.py"
LEFT_OUT = "everything_else_is_refused or open_acts_are_those or every_task_that_is_put"
"""A thousand rows of the procedure, and what needs a portal that runs: they say nothing of what is missing."""

STATE = [("portal/regulation/states.py", '    DEFECTIVE = "defective"', '    INCOMPLETE = "incomplete"')]
STATE_ROW = [
    (
        "portal/regulation/states.py",
        '    State.DEFECTIVE: StateRow(Phase.REFUSED, N_("Refused for defects in the documents"), Tone.STOP),',
        '    State.INCOMPLETE: StateRow(Phase.REFUSED, N_("A document is missing"), Tone.STOP),',
    )
]
STATE_WAY = [
    (
        "portal/regulation/procedure.py",
        '    Transition(Act.REFUSE_FOR_DEFECTS, State.EXAMINED, State.DEFECTIVE, Actor.EXECUTOR, "R-10.10"),',
        '    Transition(Act.REFUSE_FOR_DEFECTS, State.DRAFTED, State.INCOMPLETE, Actor.EXECUTOR, "R-10.10"),',
    ),
    (
        "tests/unit/regulation/test_procedure.py",
        "    (State.EXAMINED, Act.REFUSE_FOR_DEFECTS, Actor.EXECUTOR): State.DEFECTIVE,",
        "    (State.DRAFTED, Act.REFUSE_FOR_DEFECTS, Actor.EXECUTOR): State.INCOMPLETE,",
    ),
    (
        "tests/unit/regulation/test_states_and_actors.py",
        '    State.DEFECTIVE: ("defective", "Refused for defects in the documents", Tone.STOP, True),',
        '    State.INCOMPLETE: ("incomplete", "A document is missing", Tone.STOP, True),',
    ),
]
STATE_PART = "{# A document is missing. #}\n<p>{{ _(state.label) }}</p>\n"

MESSAGE = [("portal/messages/kinds.py", '    DEFECTS = "defects"', '    BEGUN = "begun"')]
MESSAGE_ROW = [
    (
        "portal/messages/kinds.py",
        "MESSAGES = {",
        '    MessageKind.BEGUN: MessageRow("R-5.2", N_("A document is missing"), N_("Registered"), "/cabinet"),',
    ),
    (
        "portal/applications/deliver.py",
        '        number = application.registration_number or fields["registrationNumber"]',
        "        tell(session, application.account_id, MessageKind.BEGUN, application.id, {}, now)",
    ),
]

NOTICE = [("portal/notices/kinds.py", '    REFUSAL = "refusal"', '    ANSWER = "answer"')]


class House:
    """A copy of the project."""

    def __init__(self, tmp_path: Path) -> None:
        self._path = copy_of_the_house(tmp_path)

    def write(self, *lines: tuple[str, str, str]) -> None:
        """A new line after one that stands in the file once, by file."""
        for path, after, new in lines:
            do(Block("lines", 1, "diff", path, f"--- a/{path}\n+++ b/{path}\n@@\n {after}\n+{new}\n"), self._path)

    def make(self, path: str, text: str) -> None:
        do(Block("file", 1, "html", path, text), self._path)

    def translate(self, **translated: str) -> None:
        """The texts of the sources, and what "A document is missing" is in each language."""
        do(Block("texts", 1, "sh", "", "make texts"), self._path)
        for code, text in translated.items():
            entry = f'msgid "A document is missing"\nmsgstr "{text}"\n'
            do(Block("texts", 1, "po", f"portal/rendering/locales/{code}.po", entry), self._path)

    def red(self, *tests: str) -> set[str]:
        """Names of tests that fail, with the parameter where there is one. A file that cannot be read is none."""
        ran = run(f".venv/bin/python -m pytest -q --tb=no -rf -k 'not ({LEFT_OUT})' {' '.join(tests)}", self._path)
        assert ran.returncode in (0, 1), ran.stdout
        return set(re.findall(r"^FAILED \S+::test_(\S+)", ran.stdout, re.MULTILINE))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_state_wants_a_row_a_way_in_words_and_a_part_of_the_page(house: House) -> None:
    tests = REGISTRIES, PROCEDURE, CATALOGUES
    house.write(*STATE)
    assert house.red(*tests) == {
        "every_state_has_its_row",
        "every_state_can_be_reached_from_a_draft",
        "only_ends_have_no_way_out",
        "from_every_state_an_end_can_be_reached",
        "a_state_has_a_code_a_word_a_colour_and_is_an_end_or_not[incomplete]",
    }

    house.write(*STATE_ROW)
    assert house.red(*tests) == {
        "every_state_has_what_its_page_shows[incomplete]",
        "every_state_can_be_reached_from_a_draft",
        "a_state_has_a_code_a_word_a_colour_and_is_an_end_or_not[incomplete]",
        "the_catalogue_holds_the_texts_of_the_sources_and_no_others[kk]",
        "the_catalogue_holds_the_texts_of_the_sources_and_no_others[ru]",
    }

    house.write(*STATE_WAY)
    house.make("templates/partials/cabinet/states/incomplete.html", STATE_PART)
    house.translate(kk="Құжат жетіспейді", ru="Не хватает документа")
    assert house.red(*tests) == set()


def test_a_message_wants_a_row_words_and_somebody_who_tells_it(house: House) -> None:
    house.write(*MESSAGE)
    assert house.red(REGISTRIES) == {"every_message_has_its_row", "every_message_is_told_somewhere"}

    house.write(*MESSAGE_ROW)
    house.translate(kk="Құжат жетіспейді", ru="Не хватает документа")
    assert house.red(REGISTRIES, CATALOGUES) == set()


def test_a_notice_wants_names_a_result_a_letter_and_somebody_who_drafts_it(house: House) -> None:
    house.write(*NOTICE)

    assert house.red(REGISTRIES, LETTERS) == {
        "every_notice_has_its_names_and_rests_on_a_clause[answer]",
        "every_notice_is_the_result_of_an_act_that_ends[answer]",
        "every_notice_is_drafted_somewhere",
        "every_notice_has_its_letter_and_its_document",
        "every_template_that_is_named_is_there",
        "the_rows_of_a_notice_are_made_for_its_own_letter[answer]",
    }
