"""What a question of the request form is, and what a section of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.kernel.outcomes import Fault
from portal.reading.field import Reader


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. `note` says more about it."""

    code: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One field. `kind` is how it is shown; `options` are the answers to choose from.

    `clause` is the rule that asks for the answer. `ours`: the portal asks, and no rule does.
    """

    code: str
    label: str
    reader: Reader
    kind: str = "text"
    hint: str = ""
    clause: str = ""
    ours: bool = False
    optional: bool = False
    options: tuple[Option, ...] = ()
    short: str = ""
    """The label on review pages, for citizens and officials; `label` if empty."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    only_if: tuple[str, str] | None = None
    """(code, answer): the question applies only if another question has this answer."""
    unless: tuple[str, str] | None = None
    """(code, answer): the question does not apply if another question has this answer."""

    def applies(self, answers: Mapping[str, str]) -> bool:
        wanted = self.only_if is None or answers.get(self.only_if[0]) == self.only_if[1]
        return wanted and (self.unless is None or answers.get(self.unless[0]) != self.unless[1])


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form with plain questions."""

    code: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""

    @property
    def labels(self) -> Mapping[str, str]:
        return {question.code: question.short or question.label for question in self.questions}

    def faults(self, answers: Mapping[str, str]) -> dict[str, Fault]:
        """Return what is wrong or missing, by question; empty for a complete section."""
        faults = {}
        for question in self.questions:
            if question.applies(answers):
                kept = question.reader(answers.get(question.code, ""))
                if isinstance(kept, Fault):
                    faults[question.code] = kept
        return faults

    def kept(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers in canonical form, without those that do not apply or have faults, and empty boxes."""
        read = [(q, q.reader(answers.get(q.code, ""))) for q in self.questions if q.applies(answers)]
        return {q.code: value for q, value in read if isinstance(value, str) and (value or q.kind != "checkbox")}

    def is_of_earlier_form(self, answers: Mapping[str, object]) -> bool:
        """Return whether the section was saved in an earlier version of the form.

        A save stores every question of the section, so a question without an answer was not there yet. A tick holds the
        version of the text that it was given to. What may stay empty need not be asked again.
        """
        texts = text_answers(answers)
        asked = [question for question in self.questions if question.applies(texts) and not question.optional]
        saved = any(question.code in answers for question in asked)
        return saved and any(_was_asked_otherwise(question, answers.get(question.code)) for question in asked)


def text_answers(answers: Mapping[str, object]) -> dict[str, str]:
    """Return the answers that are texts, without the lists."""
    return {code: value for code, value in answers.items() if isinstance(value, str)}


def _was_asked_otherwise(question: Question, answer: object) -> bool:
    if question.kind == "checkbox":
        return answer not in {"", *(option.code for option in question.options)}
    return answer is None
