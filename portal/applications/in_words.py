"""The request document in words: questions and answers, read from the bytes that are signed."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.questions import SECTIONS, Question
from portal.applications.request_document import RequestDocument
from portal.kernel.language import N_, Language
from portal.providers.find import provider_by_code, settlement_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer. `text` is as typed, or a msgid if `translate` is true."""

    code: str
    label: str
    text: str
    translate: bool


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section of the form with the answers that the document holds."""

    code: str
    title: str
    answers: tuple[Answer, ...]


async def in_words(session: AsyncSession, document: RequestDocument, language: Language) -> list[AnsweredSection]:
    """Return every section in the order of the form, with the provider's settlement in this language."""
    provider = await provider_by_code(session, document.answers.get("provider", ""))
    settlement = settlement_of(provider, language) if provider else ""
    return [
        AnsweredSection(
            section.code,
            section.title,
            tuple(
                _answer(question, document.answers[question.code], settlement)
                for question in section.questions
                if question.code in document.answers
            ),
        )
        for section in SECTIONS.values()
    ]


def _answer(question: Question, value: str, settlement: str) -> Answer:
    label = question.short or question.label
    if question.kind == "provider":
        return Answer(question.code, label, settlement, translate=False)
    if question.kind == "checkbox":
        return Answer(question.code, label, N_("Yes"), translate=True)
    options = dict(question.options)
    return Answer(question.code, label, options.get(value, value), translate=value in options)
