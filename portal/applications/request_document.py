"""The request as an e-document (clause R-4.2): the bytes that the citizen reads, downloads and signs.

Canonical JSON (RFC 8785): strings only, in NFC. Every scan is in it by name and SHA-256.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import rfc8785

from portal.applications.family import members
from portal.applications.progress import plain
from portal.applications.questions import CONSENT, SECTIONS
from portal.applications.tables import Application

SERVICE = "housing-queue"
FORM_VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan as it is named in the document; `sha256` is of the bytes the provider will read."""

    kind: str
    name: str
    sha256: str


def make(application: Application, iin: str, attachments: Sequence[Attachment], consents: Sequence[str]) -> bytes:
    """The document for the draft as it is now. `consents` are the texts as they were shown, in their language."""
    return rfc8785.dumps(
        {
            "service": SERVICE,
            "form_version": FORM_VERSION,
            "application": str(application.id),
            "nonce": secrets.token_hex(16),
            "language": application.language.value,
            "iin": iin,
            "answers": _kept_answers(application.answers),
            "family": members(application.answers),
            "consents": [
                {"code": question.code, "sha256": hashlib.sha256(text.encode()).hexdigest()}
                for question, text in zip(CONSENT.questions, consents, strict=True)
            ],
            "attachments": [{"kind": a.kind, "name": a.name, "sha256": a.sha256} for a in attachments],
        }
    )


def read(document: bytes) -> dict[str, Any]:
    """The document as data: what the check page, the provider and the notice are made from."""
    content: dict[str, Any] = msgspec.json.decode(document)
    return content


def _kept_answers(answers: Mapping[str, object]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for section in SECTIONS.values():
        kept |= section.kept(plain(answers))
    return kept


def full_name(answers: Mapping[str, str]) -> str:
    """Surname, given name, patronymic: the official order in Kazakh and Russian."""
    parts = (answers.get(part, "") for part in ("surname", "given_name", "patronymic"))
    return " ".join(part for part in parts if part)
