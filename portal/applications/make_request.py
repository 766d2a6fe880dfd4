"""Make the request document of a complete draft: the bytes to read and to sign (R-10.5)."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.completeness import is_complete, text_answers
from portal.applications.draft import open_draft
from portal.applications.family import members
from portal.applications.questions import CONSENT, SECTIONS
from portal.applications.request_document import (
    FORM_VERSION,
    SERVICE,
    Attachment,
    Consent,
    FamilyMember,
    RequestDocument,
)
from portal.applications.tables import Application
from portal.documents.attached import attached_kinds
from portal.documents.list import all_clean, digests
from portal.kernel.language import Language

Translate = Callable[[Language, str], str]
"""A text in a language, as it is shown."""


async def make_request(
    session: AsyncSession, account_id: UUID, application_id: UUID, iin: str, language: Language, translate: Translate
) -> bool:
    """Make the request document; False if an answer or scan is missing, or a scan is being checked or refused.

    An unchanged draft keeps its document.
    """
    draft = await open_draft(session, account_id, application_id)
    attached = await attached_kinds(session, draft.id)
    if not is_complete(draft.answers, attached) or not await all_clean(session, draft.id):
        return False
    if draft.request_document is None:
        draft.language = language
        consents = [translate(language, question.label) for question in CONSENT.questions]
        files = [Attachment(row.kind, row.name, row.sha256) for row in await digests(session, draft.id)]
        draft.request_document = document_of(draft, iin, files, consents).to_bytes()
    return True


def document_of(
    draft: Application, iin: str, attachments: Sequence[Attachment], consents: Sequence[str]
) -> RequestDocument:
    """Return the document of the draft as it is now. `consents` are the texts as shown, in the form's language."""
    return RequestDocument(
        service=SERVICE,
        form_version=FORM_VERSION,
        application=str(draft.id),
        nonce=secrets.token_hex(16),
        language=draft.language.value,
        iin=iin,
        answers=_kept_answers(draft.answers),
        family=tuple(FamilyMember(**member) for member in members(draft.answers)),
        consents=_consents(consents),
        attachments=tuple(attachments),
    )


def _consents(texts: Sequence[str]) -> tuple[Consent, ...]:
    questions = zip(CONSENT.questions, texts, strict=True)
    return tuple(Consent(question.code, hashlib.sha256(text.encode()).hexdigest()) for question, text in questions)


def _kept_answers(answers: Mapping[str, object]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for section in SECTIONS.values():
        kept |= section.kept(text_answers(answers))
    return kept
