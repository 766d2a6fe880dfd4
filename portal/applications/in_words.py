"""The request document in words, read from the bytes that are signed."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.earlier_forms import as_asked_in
from portal.applications.question import Question, Section
from portal.applications.questions import CONSENT, SECTIONS
from portal.applications.request_document import RequestDocument
from portal.kernel.language import Language, Translate
from portal.providers.find import name_of, provider_by_code, settlement_of
from portal.regulation.standard import FUNDS


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer. Several things chosen are as many `lines`."""

    code: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section of the form with the answers that the document holds. `language` is that of the labels."""

    code: str
    title: str
    language: Language
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class RequestInWords:
    """The application by annex 1 of the Standard, and every section in the order of the form.

    `provider` is the name of the body whose head it is addressed to. `petition` is "" in a document that has none.
    """

    provider: str
    petition: str
    sections: tuple[AnsweredSection, ...]


async def in_words(
    session: AsyncSession, document: RequestDocument, language: Language, translate: Translate
) -> RequestInWords:
    """Return the document in this language. Texts whose digests are signed stand in the document's own."""
    provider = await provider_by_code(session, document.provider)
    words = _Words(document, language, translate, settlement_of(provider, language) if provider else "")
    return RequestInWords(
        provider=name_of(provider, language) if provider else "",
        petition=words.petition(),
        sections=tuple(words.section(section) for section in SECTIONS.values()),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """One document in one language."""

    document: RequestDocument
    language: Language
    translate: Translate
    settlement: str

    def petition(self) -> str:
        if self.document.petition is None:
            return ""
        return self.translate(self.document.language, FUNDS[self.document.fund].petition)

    def section(self, section: Section) -> AnsweredSection:
        language = self.document.language if section is CONSENT else self.language
        answered = [question for question in section.questions if question.code in self.document.answers]
        answers = tuple(self._answer(as_asked_in(self.document.form_version, one), language) for one in answered)
        return AnsweredSection(section.code, self.translate(self.language, section.title), language, answers)

    def _answer(self, question: Question, language: Language) -> Answer:
        label = self.translate(language, question.short or question.label)
        return Answer(question.code, label, self._lines(question, self.document.answers[question.code]))

    def _lines(self, question: Question, value: str) -> tuple[str, ...]:
        if question.kind == "provider":
            return (self.settlement,)
        labels = {option.code: self.translate(self.language, option.label) for option in question.options}
        codes = value.split() if question.kind == "checkboxes" else (value,)
        return tuple(labels.get(code, code) for code in codes)
