"""How complete a draft is. Computed from the answers each time, never stored."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from portal.applications.family import ALONE, family_faults, members
from portal.applications.question import text_answers
from portal.applications.questions import SECTIONS
from portal.regulation.standard import required_documents

ORDER = ("person", "category", "family", "documents", "consent")


class SectionState(StrEnum):
    """How complete a section is. Pages show it as `data-state`."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"


def section_states(answers: Mapping[str, object], attached: Collection[str]) -> dict[str, SectionState]:
    """Return the state of every section, in the form's order. `attached` are the kinds of the clean scans."""
    return {code: _of_section(code, answers, attached) for code in ORDER}


def is_complete(answers: Mapping[str, object], attached: Collection[str]) -> bool:
    return all(state is SectionState.DONE for state in section_states(answers, attached).values())


def is_of_earlier_form(answers: Mapping[str, object]) -> bool:
    """Return whether a section was saved in an earlier version of the form, which asked otherwise."""
    return any(section.is_of_earlier_form(answers) for section in SECTIONS.values())


def missing_documents(answers: Mapping[str, object], attached: Collection[str]) -> list[str]:
    """Return the kinds of document that the Standard demands for these answers and that are not attached (item 9)."""
    wanted = required_documents(text_answers(answers))
    return [need.kind for need in wanted if need.required and need.kind not in attached]


def _of_section(code: str, answers: Mapping[str, object], attached: Collection[str]) -> SectionState:
    if code == "documents":
        return _of_documents(answers, attached)
    if code == "family":
        touched = bool(members(answers) or answers.get(ALONE))
        faults = bool(family_faults(answers))
    else:
        section, texts = SECTIONS[code], text_answers(answers)
        touched = any(texts.get(question.code) for question in section.questions)
        faults = bool(section.faults(texts))
    if not faults:
        return SectionState.DONE
    return SectionState.DOING if touched else SectionState.TODO


def _of_documents(answers: Mapping[str, object], attached: Collection[str]) -> SectionState:
    """The category decides which documents are required, so the section is never done before it is chosen."""
    if SECTIONS["category"].faults(text_answers(answers)):
        return SectionState.DOING if attached else SectionState.TODO
    if not missing_documents(answers, attached):
        return SectionState.DONE
    return SectionState.DOING if attached else SectionState.TODO
