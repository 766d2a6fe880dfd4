"""Make the request document of a complete draft: the bytes to read and to sign (R-10.5)."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.completeness import is_complete
from portal.applications.draft import open_draft
from portal.applications.family import members
from portal.applications.question import text_answers
from portal.applications.questions import CONSENT, SECTIONS
from portal.applications.request_document import (
    FORM_VERSION,
    REGISTRATION,
    SERVICE,
    Attachment,
    Consent,
    FamilyMember,
    Petition,
    RequestDocument,
)
from portal.applications.tables import Application
from portal.documents.attached import attached_kinds
from portal.documents.list import all_clean, digests
from portal.kernel.language import Language, Translate
from portal.regulation.standard import FUNDS


async def make_request(
    session: AsyncSession, account_id: UUID, application_id: UUID, iin: str, language: Language, translate: Translate
) -> bool:
    """Make the request document; False if an answer or scan is missing, or a scan is being checked or refused.

    An unchanged draft keeps its document, if that is in this language: people sign what they can read.
    """
    draft = await open_draft(session, account_id, application_id)
    attached = await attached_kinds(session, draft.id)
    if not is_complete(draft.answers, attached) or not await all_clean(session, draft.id):
        return False
    if draft.document_to_sign is None or draft.language is not language:
        draft.language = language
        files = [Attachment(row.kind, row.name, row.sha256) for row in await digests(session, draft.id)]
        document = document_of(draft, iin, files, lambda message: translate(language, message))
        draft.request_document = document.to_bytes()
    return True


def document_of(
    draft: Application, iin: str, attachments: Sequence[Attachment], shown: Callable[[str], str]
) -> RequestDocument:
    """Return the document of the draft as it is now. `shown` gives a text as shown, in the request's language."""
    answers = _kept_answers(draft.answers)
    return RequestDocument(
        service=SERVICE,
        form_version=FORM_VERSION,
        application=str(draft.id),
        nonce=secrets.token_hex(16),
        language=draft.language,
        iin=iin,
        petition=Petition(REGISTRATION, _digest(shown(FUNDS[answers["fund"]].petition))),
        answers=answers,
        family=tuple(FamilyMember(**member) for member in members(draft.answers)),
        consents=tuple(Consent(question.code, _digest(shown(question.label))) for question in CONSENT.questions),
        attachments=tuple(attachments),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _kept_answers(answers: Mapping[str, object]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for section in SECTIONS.values():
        kept |= section.kept(text_answers(answers))
    return kept
