"""The request document as a person reads it: questions and answers in words, from the very bytes that are signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.questions import SECTIONS, Question
from portal.kernel.language import N_, Language
from portal.providers.find import provider_by_code, settlement_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One row. `text` is what was typed, or a text to translate where `translate` says so."""

    code: str
    label: str
    text: str
    translate: bool


async def answered(
    session: AsyncSession, document: Mapping[str, Any], language: Language
) -> list[tuple[str, str, list[Answer]]]:
    """Section code, section title, its rows; only what the document holds."""
    given: Mapping[str, str] = document["answers"]
    provider = await provider_by_code(session, given.get("provider", ""))
    place = settlement_of(provider, language) if provider else ""
    return [
        (section.code, section.title, [_row(q, given, place) for q in section.questions if q.code in given])
        for section in SECTIONS.values()
    ]


def _row(question: Question, given: Mapping[str, str], place: str) -> Answer:
    value, label = given[question.code], question.short or question.label
    if question.kind == "provider":
        return Answer(question.code, label, place, translate=False)
    if question.kind == "checkbox":
        return Answer(question.code, label, N_("Yes"), translate=True)
    options = dict(question.options)
    return Answer(question.code, label, options.get(value, value), translate=value in options)
